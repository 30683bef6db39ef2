import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, withoutEndControls } from '../../../../src-main/core/code/clean-text.ts';
import { MAX_CODE_LENGTH } from '../../../../src-main/core/code/code.ts';

function cleaned(raw: string): string {
  const answer = cleanText(raw);
  if (answer.type === 'unreadable') throw new Error(`unreadable: ${answer.reason}`);
  return answer.text;
}

/** Any UTF-16 at all, halves of surrogate pairs too; ASCII often. */
const anyText = fc
  .array(fc.oneof(fc.nat({ max: 0x7f }), fc.nat({ max: 0xffff })), { maxLength: 300 })
  .map((units) => String.fromCharCode(...units));

describe('cleaning a reading', () => {
  test.each([
    ['a byte order mark', '\uFEFFabc'],
    ['STX and ETX', '\u0002abc\u0003'],
    ['trailing NULs', 'abc\0\0'],
    ['ends of line and tabs', '\tabc\r\n'],
    ['C1 controls', '\u0080\u009fabc\u0085'],
    ['spaces', '  abc '],
    ['the symbology’s mark', ']Q1abc'],
    ['the mark of another symbology', ']z3\r]d2]L0 ]C1abc'],
    ['all of them', '\u0002\uFEFF ]Q3 abc\u0003\r\n\0'],
  ])('takes away %s', (_what, raw) => {
    expect(cleaned(raw)).toBe('abc');
  });

  test('leaves in its place whatever is inside', () => {
    expect(cleaned('a||  b\t|\u001dc]Q1')).toBe('a||  b\t|\u001dc]Q1');
    expect(cleaned('a||||\r')).toBe('a||||');
  });

  test('composes letters', () => {
    expect(cleaned('Nữ'.normalize('NFD'))).toBe('Nữ'.normalize('NFC'));
  });

  test('shows half a surrogate pair as an unknown letter', () => {
    expect(cleaned('abc\ud800def')).toBe('abc\uFFFDdef');
  });

  test.each(['', '\r\n', '\0\0\0', ' \uFEFF ', ']Q1'])('finds nothing in %j', (raw) => {
    expect(cleanText(raw)).toEqual({ type: 'unreadable', reason: 'empty' });
  });

  test('takes a code of the greatest length, and none that is longer', () => {
    expect(cleaned('x'.repeat(MAX_CODE_LENGTH))).toHaveLength(MAX_CODE_LENGTH);
    expect(cleanText('x'.repeat(MAX_CODE_LENGTH + 1))).toEqual({ type: 'unreadable', reason: 'too-long' });
  });

  test('takes none that becomes longer by composing', () => {
    expect(cleanText('\ufb2c'.repeat(MAX_CODE_LENGTH))).toEqual({ type: 'unreadable', reason: 'too-long' });
  });

  test.each([
    ['a NUL inside', 'abc\0def'],
    ['mostly unknown letters', `ab${'\uFFFD'.repeat(3)}`],
    ['many controls', `${'a\u0001'.repeat(20)}z`],
  ])('sees no text in %s', (_what, raw) => {
    expect(cleanText(raw)).toEqual({ type: 'unreadable', reason: 'not-text' });
  });

  test('forgives a few controls and many unknown letters, which a garbled card has', () => {
    expect(cleaned('a\u0003b\u0010c')).toBe('a\u0003b\u0010c');
    expect(cleaned('Nguy\uFFFD\uFFFD\uFFFDn')).toBe('Nguy\uFFFD\uFFFD\uFFFDn');
  });

  test('changes nothing the second time', () => {
    const raw = fc.array(fc.oneof(anyText, fc.constantFrom(']Q1', '\uFEFF', '\r', ' ', '\0', 'ữ')));
    fc.assert(
      fc.property(raw, (parts) => {
        const once = cleanText(parts.join(''));
        if (once.type === 'cleaned') expect(cleanText(once.text)).toEqual({ ...once, asWritten: once.text });
      }),
    );
  });
});

test('a piece of a code loses the reader’s controls, and keeps its own spaces', () => {
  expect(withoutEndControls('\u0002Số 1, \r\n')).toBe('Số 1, ');
  expect(withoutEndControls(' Phường\0')).toBe(' Phường');
  expect(withoutEndControls('\r\n')).toBe('');
});
