import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../../src-main/core/code/clean-text.ts';
import type { TextEncoding } from '../../../../src-main/core/code/code.ts';
import {
  CODE_WARNINGS,
  MAX_CODE_LENGTH,
  TEXT_ENCODINGS,
  UNREADABLE_REASONS,
} from '../../../../src-main/core/code/code.ts';
import { recognise } from '../../../../src-main/core/code/recognise.ts';
import {
  bhytAText,
  bhytBText,
  canCuocText,
  cccdText,
  FAKE_PEOPLE,
  maskedUnifiedText,
  unifiedText,
  vssidText,
} from '../../../../src-main/devices/simulated/fake-people.ts';
import { person } from './person.ts';

const WRITERS = [cccdText, canCuocText, bhytAText, bhytBText, vssidText, unifiedText, maskedUnifiedText];
const anyCode = fc
  .tuple(fc.constantFrom(...FAKE_PEOPLE), fc.constantFrom(...WRITERS))
  .map(([one, write]) => write(one));
const encoding = fc.constantFrom<TextEncoding>(...TEXT_ENCODINGS);

/** Any UTF-16 at all, halves of surrogate pairs too; ASCII often. */
const anyText = fc
  .array(fc.oneof(fc.nat({ max: 0x7f }), fc.nat({ max: 0xffff })), { maxLength: 300 })
  .map((units) => String.fromCharCode(...units));

describe('the codes of all fake people', () => {
  test.each([
    ['cccd', cccdText],
    ['can-cuoc', canCuocText],
    ['bhyt-a', bhytAText],
    ['bhyt-b', bhytBText],
    ['vssid', vssidText],
    ['unified', unifiedText],
    ['unified', maskedUnifiedText],
  ] as const)('are %s where they should be, without a warning', (kind, write) => {
    for (const one of FAKE_PEOPLE) {
      const code = person(write(one));
      expect(code.kind).toBe(kind);
      expect(code.warnings).toEqual([]);
      if (kind !== 'unified') expect(code.fields.name).toBe(one.name.normalize('NFC'));
    }
  });
});

describe('a card', () => {
  const letter = fc.constantFrom(
    ...'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵŏŭčĕĭñ',
  );
  const inner = fc.oneof({ weight: 9, arbitrary: letter }, fc.constantFrom(..."'’-`~"));
  const word = fc
    .tuple(letter, fc.array(inner, { maxLength: 6 }))
    .map(([first, rest]) => first.toUpperCase() + rest.join(''));
  const card = fc.record({
    number: fc.stringMatching(/^[0-9]{6}000000$/),
    oldNumber: fc.constantFrom('', '012000000'),
    name: fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
    birth: fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
    sex: fc.constantFrom('Nam', 'Nữ'),
    address: fc
      .array(fc.oneof(letter, fc.constantFrom(...'0123456789, /-ĐA')), { maxLength: 60 })
      .map((all) => all.join('').trim())
      .map((all) => (all === '' ? '' : `Phường ${all.replace(/\p{L}(?=\d)|\d(?=\p{L})/gu, '$& ')}`))
      // The one word of these letters that no address has: what an old code page makes of `Ấp`.
      .filter((address) => !/(?<!\p{L})ñp(?!\p{L})/u.test(address)),
    issued: fc.date({ min: new Date('2021-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
    trailing: fc.array(fc.constantFrom('', '', 'Trần Văn C', '001099000000'), { maxLength: 8 }),
  });
  const digits = (date: Date) => date.toISOString().slice(0, 10).split('-').toReversed().join('');

  test('gives back what was written on it, whatever fields are empty', () => {
    fc.assert(
      fc.property(card, ({ number, oldNumber, name, birth, sex, address, issued, trailing }) => {
        const text = [number, oldNumber, name, digits(birth), sex, address, digits(issued), ...trailing].join('|');
        const code = person(text);
        expect(code.kind).toBe(trailing.length === 0 ? 'cccd' : 'can-cuoc');
        expect(code.key).toEqual({ scheme: 'citizen', value: number });
        expect(code.fields).toMatchObject({
          number,
          name,
          birthDate: { day: birth.getUTCDate(), month: birth.getUTCMonth() + 1, year: birth.getUTCFullYear() },
          sex: sex === 'Nam' ? 'male' : 'female',
          address: address === '' ? null : address,
          issuedOn: { day: issued.getUTCDate(), month: issued.getUTCMonth() + 1, year: issued.getUTCFullYear() },
        });
        expect(code.warnings).not.toContain('text-garbled');
      }),
      { numRuns: 500 },
    );
  });
});

describe('whatever a reader saw', () => {
  const fragment = fc.constantFrom(
    '|',
    '|$',
    '~',
    '$',
    '0',
    '001099000000|',
    'GD4790000000000|',
    'Nam',
    '4e67',
    '01011999',
    '*',
    '<',
    '\0',
    '\r',
    '\uFFFD',
    'ữ',
    '\ud800',
  );
  const anything = fc.oneof(
    anyText,
    fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join('')),
    fc
      .tuple(anyCode, fc.nat({ max: 400 }), fragment)
      .map(([text, at, some]) => text.slice(0, at) + some + text.slice(at)),
  );

  test('it becomes a code, never an error, of words that the screen knows', () => {
    fc.assert(
      fc.property(anything, encoding, (text, as) => {
        const code = recognise(text, as);
        if (code.type === 'unreadable') expect(UNREADABLE_REASONS).toContain(code.reason);
        if (code.type !== 'person') return;
        for (const warning of code.warnings) expect(CODE_WARNINGS).toContain(warning);
        expect(new Set(code.warnings).size).toBe(code.warnings.length);
        expect(code.key?.value ?? '').not.toContain('*');
        expect(code.key?.value).not.toBe('');
        expect((code.fields.name ?? '').length).toBeLessThanOrEqual(120);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a fallback code page always flags a person', () => {
    fc.assert(
      fc.property(anyCode, fc.constantFrom<TextEncoding>('windows-1258', 'windows-1252'), (text, as) => {
        expect(person(text, as).warnings).toEqual(['text-garbled']);
      }),
    );
  });

  test('cleaned text is the same code as the text itself', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const cleaned = cleanText(text);
        if (cleaned.type === 'cleaned') expect(recognise(cleaned.text, 'utf-8')).toEqual(recognise(text, 'utf-8'));
      }),
      { numRuns: 1_000 },
    );
  });

  test('decomposed letters are the same code as composed ones', () => {
    fc.assert(
      fc.property(anyCode, (text) => {
        expect(recognise(text.normalize('NFD'), 'utf-8')).toEqual(recognise(text.normalize('NFC'), 'utf-8'));
      }),
    );
  });

  test('the reader’s own marks at both ends change nothing', () => {
    const marks = fc
      .array(fc.constantFrom('\u0002', '\u0003', '\0', '\r', '\n', '\uFEFF', ' ', '\u0085'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(marks, anyCode, marks, (before, text, after) => {
        expect(recognise(before + text + after, 'utf-8')).toEqual(recognise(text, 'utf-8'));
      }),
    );
  });
});

describe('hostile input of the greatest length', () => {
  const fill = (unit: string) => unit.repeat(Math.ceil(MAX_CODE_LENGTH / unit.length)).slice(0, MAX_CODE_LENGTH);

  test.each([
    ['digits', fill('0'), 'opaque'],
    ['separators', fill('|'), 'opaque'],
    ['other separators', fill('~'), 'opaque'],
    ['separators and spaces', fill('| '), 'opaque'],
    ['spaces', fill(' '), 'unreadable'],
    ['twelve digits and separators', fill('001099000000|'), 'opaque'],
    [
      'the beginning of a card and separators',
      `001099000000||A|01011999|Nam|${fill('|')}`.slice(0, MAX_CODE_LENGTH),
      'opaque',
    ],
    ['a card with a name that never ends', `001099000000||${fill('A ')}`.slice(0, MAX_CODE_LENGTH), 'unreadable'],
    ['hexadecimal digits', `0000000000|${fill('4e')}`.slice(0, MAX_CODE_LENGTH - 1), 'unreadable'],
    ['hexadecimal digits that are no UTF-8', `0000000000|${fill('ff')}`.slice(0, MAX_CODE_LENGTH), 'opaque'],
    ['an insurance card of nothing', `${`0000000000|-|1999|1${fill('|')}`.slice(0, MAX_CODE_LENGTH - 1)}$`, 'person'],
    ['asterisks', fill('*'), 'opaque'],
    ['a unified code that never ends', `******|${fill('A')}`.slice(0, MAX_CODE_LENGTH), 'opaque'],
    ['combining marks', fill('a\u0323\u0302'), 'opaque'],
    ['unknown letters', fill('\uFFFD'), 'unreadable'],
    ['symbology marks', fill(']Q1'), 'opaque'],
    ['dollars', fill('|$'), 'unreadable'],
  ])('%s: a calm answer', (_what, text, type) => {
    expect(text.length).toBeLessThanOrEqual(MAX_CODE_LENGTH);
    expect(recognise(text, 'utf-8').type).toBe(type);
  });

  test('one character more is too long', () => {
    expect(recognise(`${fill('0')}0`, 'utf-8')).toEqual({ type: 'unreadable', reason: 'too-long' });
  });

  test('a name longer than any name leaves the person, and warns', () => {
    const code = person(`001099000000||${'A'.repeat(7_000)}|01011999|Nam|Số 1|15042021`);
    expect(code.fields.name).toBeNull();
    expect(code.warnings).toEqual(['name-unreadable']);
  });
});

test('text of no known form stays opaque', () => {
  expect(recognise('Một câu chào', 'utf-8')).toEqual({ type: 'opaque', text: 'Một câu chào' });
});

describe('text that somebody signs', () => {
  test.each([
    'HC1:6BFOXN*TS0BI$ZD-PHQ7I9AD66V5B22CH9M9ESI9XBHXK-%69LQOGI.*V',
    'shc:/56762909524320603460292437',
    'NZCP:/1/2KCEVIQEIVVWK6JNGEASNICZAEP2KALYDZSGSZB2O5SWEOTOPJRX',
    '{"data":{"hdr":{"t":"icao.vacc"}},"sig":{}}',
    'B64:UEsDBBQAAAAIALdM8lJh0vluDQMAAPUI',
    'GACCONG-VE:123',
    // Letters taken apart stay so: the signature is over them.
    `{"data":{"hdr":{"t":"icao.vacc"},"msg":{"pid":{"n":"${'Nguyễn'.normalize('NFD')}"}}},"sig":{}}`,
  ])('is told by its form: %s', (text) => {
    expect(recognise(text, 'utf-8')).toEqual({ type: 'signed', text });
  });

  test('one of several QR codes is a part of it', () => {
    expect(recognise('shc:/2/3/5676', 'utf-8')).toEqual({ type: 'part', index: 2, count: 3, text: '5676' });
    expect(recognise('shc:/1/1/5676', 'utf-8')).toEqual({ type: 'signed', text: 'shc:/5676' });
  });

  test.each(['shc:/4/3/5676', 'shc:/0/3/5676', 'shc:/1/99/5676'])('is not a part that makes no sense: %s', (text) => {
    expect(recognise(text, 'utf-8')).toEqual({ type: 'opaque', text });
  });
});
