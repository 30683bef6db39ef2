import { describe, expect, test } from 'vitest';
import { recognise } from '../../../../../src-main/core/code/recognise.ts';
import { person } from '../person.ts';

/** `Nguyễn Văn A` in UTF-8. */
const NAME = '4e677579e1bb856e2056c4836e2041';
/** `Phường X, Hà Nội`. */
const ADDRESS = '5068c6b0e1bb9d6e6720582c2048c3a0204ee1bb9969';
const A = `GD4790000000000|${NAME}|01/01/1999|1|${ADDRESS}|79 - 032|01/01/2020|31/12/2020|15/12/2019|790000000000|${NAME}|4|01/01/2025|0123456789abcdef-7102|$`;
const B = `0000000000|${NAME}|01/01/1999|1|-|01 - C54|01/04/2021|-|01/04/2021|01000000000000|-|4| 01/01/2027|0123456789abcdef-7102|4|${ADDRESS}|$`;

describe('an insurance card', () => {
  test('that carries the number of the ID card is the same person’s as that card', () => {
    const code = recognise(B.replace('0000000000', '001099000000'), 'utf-8');
    expect(code).toMatchObject({ kind: 'bhyt-b', key: { scheme: 'citizen', value: '001099000000' } });
  });

  test('of the first generation says all this', () => {
    expect(recognise(A, 'utf-8')).toEqual({
      type: 'person',
      kind: 'bhyt-a',
      key: { scheme: 'health-insurance', value: '0000000000' },
      fields: {
        number: 'GD4790000000000',
        name: 'Nguyễn Văn A',
        birthDate: { precision: 'day', year: 1999, month: 1, day: 1 },
        sex: 'male',
        address: 'Phường X, Hà Nội',
        phone: null,
        issuedOn: { precision: 'day', year: 2019, month: 12, day: 15 },
        validFrom: { precision: 'day', year: 2020, month: 1, day: 1 },
        validTo: { precision: 'day', year: 2020, month: 12, day: 31 },
      },
      warnings: [],
    });
  });

  test('of the second generation says less, and a dash is nothing', () => {
    const code = person(B);
    expect(code.kind).toBe('bhyt-b');
    expect(code.key).toEqual({ scheme: 'health-insurance', value: '0000000000' });
    expect(code.fields.name).toBe('Nguyễn Văn A');
    expect(code.fields.address).toBeNull();
    expect(code.fields.validFrom).toEqual({ precision: 'day', year: 2021, month: 4, day: 1 });
    expect(code.fields.validTo).toBeNull();
    expect(code.warnings).toEqual([]);
  });

  test('of either generation is the same person', () => {
    expect(person(A).key).toEqual(person(B).key);
  });

  test.each([
    ['5 fields', `GD4790000000000|${NAME}|01/01/1999|1|$`],
    ['10 fields', `GD4790000000000|${NAME}|01/01/1999|1|${ADDRESS}|79 - 032|01/01/2020|31/12/2020|15/12/2019|$`],
    [
      '12 fields',
      `GD4790000000000|${NAME}|01/01/1999|1|${ADDRESS}|79 - 032|01/01/2020|31/12/2020|15/12/2019|790000000000|0123456789abcdef-7102|$`,
    ],
    ['60 fields', `GD4790000000000|${NAME}|01/01/1999|1|${'-|'.repeat(55)}$`],
  ])('is known with %s', (_count, text) => {
    expect(person(text).kind).toBe('bhyt-a');
  });

  test('keeps a year of birth a year', () => {
    expect(person(A.replace('01/01/1999', '1999')).fields.birthDate).toEqual({ precision: 'year', year: 1999 });
  });

  test('typed by a keyboard of another layout is the same card', () => {
    expect(recognise(A.replaceAll('|', '~'), 'utf-8')).toEqual(recognise(A, 'utf-8'));
    expect(recognise(B.replaceAll('|', '~'), 'utf-8')).toEqual(recognise(B, 'utf-8'));
  });

  test('may write its hexadecimal digits large', () => {
    expect(person(A.replace(NAME, NAME.toUpperCase())).fields.name).toBe('Nguyễn Văn A');
  });

  test('composes a name that was written in decomposed letters', () => {
    const hex = Buffer.from('Nguyễn Văn A'.normalize('NFD'), 'utf8').toString('hex');
    expect(person(A.replace(NAME, hex)).fields.name).toBe('Nguyễn Văn A');
  });

  test.each([
    ['a cut letter', 'e1bb'],
    ['a lone continuation', '4e85'],
    ['an overlong letter', 'c080'],
    ['half a surrogate pair', 'eda080'],
    ['Latin-1', '4e67e9'],
    ['a dash', '-'],
  ])('whose name is %s is read, and warns', (_what, hex) => {
    const code = person(A.replace(NAME, hex));
    expect(code.fields.name).toBeNull();
    expect(code.warnings).toEqual(['name-unreadable']);
    expect(code.key?.value).toBe('0000000000');
  });

  test('whose name would steer a screen shows a mark instead, and warns', () => {
    const hex = Buffer.from('A\u001b[2J\u202eB', 'utf8').toString('hex');
    const code = person(A.replace(NAME, hex));
    expect(code.fields.name).toBe('A\uFFFD[2J\uFFFDB');
    expect(code.warnings).toEqual(['text-garbled']);
  });

  test('with a birthday that no calendar has is read, and warns', () => {
    const code = person(A.replace('01/01/1999', '30/02/1999'));
    expect(code.fields.birthDate).toBeNull();
    expect(code.warnings).toEqual(['birth-date-impossible']);
  });

  test('with a bad day of validity says nothing of it', () => {
    expect(person(A.replace('31/12/2020', '31/02/2020')).fields.validTo).toBeNull();
  });
});

describe('what is no insurance card', () => {
  test('one whose name has an odd number of digits was cut or lost a character: again', () => {
    const code = recognise(A.replace(NAME, NAME.slice(1)), 'utf-8');
    expect(code).toEqual({ type: 'unreadable', reason: 'half-code', part: 'rest' });
  });

  test.each([
    ['a benefit level of 6', A.replace('GD4', 'GD6')],
    ['a birth date with dashes', A.replace('01/01/1999', '1999-01-01')],
    ['a sex of 3', A.replace('|1|', '|3|')],
  ])('%s is never taken for a person', (_what, text) => {
    expect(recognise(text, 'utf-8').type).not.toBe('person');
  });
});
