import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recognise } from '../../../../../src-main/core/code/recognise.ts';
import { person } from '../person.ts';

const OPEN = '001099000000|NGUYEN VAN A|1999-01-01|0|160000000000000000|<1<<0900000000';
const MASKED = '******000000|NGUYEN VAN A|1999-**-**|0|160000000000000000|<1<<0900000000';

describe('the unified personal code', () => {
  test('says number, name, birth date, sex and phone', () => {
    expect(recognise(OPEN, 'utf-8')).toEqual({
      type: 'person',
      kind: 'unified',
      key: { scheme: 'citizen', value: '001099000000' },
      fields: {
        number: '001099000000',
        name: 'NGUYEN VAN A',
        birthDate: { precision: 'day', year: 1999, month: 1, day: 1 },
        sex: 'male',
        address: null,
        phone: '0900000000',
        issuedOn: null,
        validFrom: null,
        validTo: null,
      },
      warnings: [],
    });
  });

  test('masked is known by the id of the system that issued it, and by the year alone', () => {
    const code = person(MASKED);
    expect(code.key).toEqual({ scheme: 'national-qr', value: '160000000000000000' });
    expect(code.fields.number).toBe('******000000');
    expect(code.fields.birthDate).toEqual({ precision: 'year', year: 1999 });
    expect(code.warnings).toEqual([]);
  });

  test('masked throughout has no key', () => {
    expect(person('******000000|NGUYEN VAN A|1999-**-**|0||').key).toBeNull();
    expect(person('******000000|NGUYEN VAN A|****-**-**|0| |').key).toBeNull();
    expect(person('******000000|NGUYEN VAN A|****-**-**|0|16************0000|').key).toBeNull();
  });

  test('with a hidden year says no birth date, and that is no fault', () => {
    const code = person('******000000|NGUYEN VAN A|****-**-**|0|160000000000000000|');
    expect(code.fields.birthDate).toBeNull();
    expect(code.warnings).toEqual([]);
  });

  test('may have an empty extension', () => {
    const code = person('001099000000|NGUYEN VAN A|1999-01-01|0|160000000000000000|');
    expect(code.fields.sex).toBeNull();
    expect(code.fields.phone).toBeNull();
  });

  test.each([
    ['<2<00<0900000000', 'female', '0900000000'],
    ['<0<<0900000000', null, '0900000000'],
    ['160000000000000001<2', 'female', null],
    ['1<<0900000000', null, null],
    ['<1<<+84900000000<signature', 'male', '+84900000000'],
    ['<1<<no phone', 'male', null],
    ['<', null, null],
  ])('reads the slots of %s where they stand, or not at all', (extension, sex, phone) => {
    const code = person(`B1234567|NGUYEN THI A|1999-01-01|1|160000000000000000|${extension}`);
    expect(code.fields.sex).toBe(sex);
    expect(code.fields.phone).toBe(phone);
  });

  test.each([
    ['a nine-digit identity paper', '012345678', 'identity-paper', '012345678'],
    ['a passport', 'B1234567', 'identity-paper', 'B1234567'],
    ['a ten-digit insurance number', '0000000000', 'health-insurance', '0000000000'],
  ])('with %s is known by it', (_what, number, scheme, value) => {
    expect(person(`${number}|NGUYEN VAN A|1999-01-01|0|160000000000000000|`).key).toEqual({ scheme, value });
  });

  test('that contradicts its number, or the calendar, is read, and warns', () => {
    expect(person('001099000000|NGUYEN VAN A|1998-01-01|0||').warnings).toEqual(['birth-year-differs-from-number']);
    expect(person('012345678|NGUYEN VAN A|1999-02-29|0||').warnings).toEqual(['birth-date-impossible']);
  });

  test('is not held to its extension, whose slots no published annex lists', () => {
    expect(person('001099000000|NGUYEN VAN A|1999-01-01|0||<2').warnings).toEqual([]);
  });

  test('never makes a key of anything masked', () => {
    const masked = fc
      .tuple(fc.stringMatching(/^[*0-9A-Z]{0,9}\*[*0-9A-Z]{5,9}$/), fc.stringMatching(/^[0-9]{0,9}\*[*0-9]{0,9}$/))
      .map(([number, qid]) => `${number}|NGUYEN VAN A|1999-**-**|0|${qid}|`);
    fc.assert(
      fc.property(masked, (text) => {
        expect(person(text).key).toBeNull();
      }),
    );
  });
});

describe('what is no unified code', () => {
  test.each([
    ['a fourth field of 2', '001099000000|NGUYEN VAN A|1999-01-01|2|160000000000000000|'],
    ['a date with strokes', '001099000000|NGUYEN VAN A|1999/01/01|0|160000000000000000|'],
    ['seven fields', '001099000000|NGUYEN VAN A|1999-01-01|0|160000000000000000||'],
  ])('%s', (_what, text) => {
    expect(recognise(text, 'utf-8').type).toBe('opaque');
  });
});
