import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { altLetter, joinAltLetters, meaningOf } from '../../../src-renderer/readers/wedge-keys.ts';
import { SCANNER_TEXT, scannerKeys, wedgeKey } from '../../support/wedge-typing.ts';

const letter = (text: string) => ({ type: 'letter', letter: text });
/** What comes out of all the keys of a text. */
const read = (keys: ReturnType<typeof scannerKeys>): string =>
  keys.map(meaningOf).reduce((text, meaning) => text + (meaning.type === 'letter' ? meaning.letter : ''), '');

describe('a key', () => {
  test('means what the scanner typed, whatever another layout or an input method makes of it', () => {
    for (const key of ['²', '~', 'Process', 'Dead', 'Unidentified', 'ă']) {
      expect(meaningOf(wedgeKey({ code: 'Digit1', key }))).toEqual(letter('1'));
      expect(meaningOf(wedgeKey({ code: 'Backslash', key, isShifted: true }))).toEqual(letter('|'));
    }
  });

  test('keeps its case under Caps Lock', () => {
    expect(meaningOf(wedgeKey({ code: 'KeyA', key: 'A', isCapsLocked: true }))).toEqual(letter('a'));
    expect(meaningOf(wedgeKey({ code: 'KeyA', key: 'a', isCapsLocked: true, isShifted: true }))).toEqual(letter('A'));
  });

  test('that gives the shifted letter without Shift was typed by a program, and means that letter', () => {
    expect(meaningOf(wedgeKey({ code: 'Backslash', key: '|' }))).toEqual(letter('|'));
    expect(meaningOf(wedgeKey({ code: 'KeyA', key: 'A' }))).toEqual(letter('A'));
  });

  test('that is no key of the US layout means the letter that it gives', () => {
    expect(meaningOf(wedgeKey({ code: '', key: 'ễ' }))).toEqual(letter('ễ'));
    expect(meaningOf(wedgeKey({ code: '', key: '|' }))).toEqual(letter('|'));
    expect(meaningOf(wedgeKey({ code: 'IntlBackslash', key: '|', isAltGraph: true }))).toEqual(letter('|'));
    expect(meaningOf(wedgeKey({ code: 'Digit7', key: '{', isAltGraph: true }))).toEqual(letter('{'));
  });

  test('of the number block means its figure, also without Num Lock', () => {
    expect(meaningOf(wedgeKey({ code: 'Numpad7', key: 'Home' }))).toEqual(letter('7'));
  });

  test('that ends a line is an end, in all the ways that scanners send one', () => {
    for (const key of ['Enter', 'Tab']) expect(meaningOf(wedgeKey({ code: key, key }))).toEqual({ type: 'end' });
    expect(meaningOf(wedgeKey({ code: 'NumpadEnter', key: 'Enter' }))).toEqual({ type: 'end' });
    expect(meaningOf(wedgeKey({ code: 'KeyJ', key: 'j', hasControl: true }))).toEqual({ type: 'end' });
  });

  test('that erases, or selects in order to replace, is an eraser', () => {
    const keys = [
      wedgeKey({ code: 'Backspace', key: 'Backspace' }),
      wedgeKey({ code: 'ArrowLeft', key: 'ArrowLeft', isShifted: true }),
    ];
    expect(keys.map(meaningOf)).toEqual([{ type: 'erase' }, { type: 'erase' }]);
  });

  test('that types nothing is no letter', () => {
    for (const key of ['F1', 'Escape', 'ArrowLeft', 'AudioVolumeUp']) {
      expect(meaningOf(wedgeKey({ code: key, key }))).toEqual({ type: 'other' });
    }
    expect(meaningOf(wedgeKey({ code: 'KeyP', key: 'p', hasControl: true }))).toEqual({ type: 'other' });
    expect(meaningOf(wedgeKey({ code: 'ShiftLeft', key: 'Shift', isShifted: true }))).toEqual({ type: 'modifier' });
  });
});

test('any ASCII text comes back from the keys of a scanner, through Caps Lock and a foreign layout', () => {
  fc.assert(
    fc.property(SCANNER_TEXT, fc.boolean(), (text, isCapsLocked) => {
      expect(read(scannerKeys(text, { isCapsLocked }))).toBe(text);
      expect(read(scannerKeys(text, { isCapsLocked, key: 'Process' }))).toBe(text);
    }),
  );
});

describe('a character typed as Alt and its number', () => {
  test('is its code point, of which the system would have kept one byte', () => {
    expect(altLetter('7877')).toBe('ễ');
    expect(altLetter('0124')).toBe('|');
  });

  test('that is none is marked as lost', () => {
    for (const digits of ['0', '55296', '99999999']) expect(altLetter(digits)).toBe('\ufffd');
  });

  test('may be a byte of UTF-8, of the Vietnamese code page, or of the western one', () => {
    expect(joinAltLetters('Nguy\xe1\xbb\x85n')).toEqual({ text: 'Nguyễn', encoding: 'utf-8' });
    expect(joinAltLetters('Tr\xe2\xccn \xd0\xfd\xeac')).toEqual({ text: 'Trần Đưêc', encoding: 'windows-1258' });
    expect(joinAltLetters('\x9e\xe0\x94')).toEqual({ text: 'žà”', encoding: 'windows-1252' });
    expect(joinAltLetters('Nguyễn \xe0')).toEqual({ text: 'Nguyễn à', encoding: 'utf-8' });
  });
});
