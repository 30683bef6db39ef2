import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foreignPlate, normalPlate } from '../../../../src-main/core/visit/plate.ts';

const province = fc.integer({ min: 11, max: 99 }).map(String);
const series = fc
  .array(fc.constantFrom(...'ABCDEFGHKLMNPSTUVXYZ'), { minLength: 1, maxLength: 2 })
  .map((letters) => letters.join(''));
const five = fc.integer({ min: 0, max: 99_999 }).map((number) => String(number).padStart(5, '0'));
const noise = fc.constantFrom('', ' ', '-', '.', ' - ', '–', '_');

describe('a plate', () => {
  test.each([
    ['51b 12345', '51B-123.45'],
    ['51B-123.45', '51B-123.45'],
    ['51B.123-45', '51B-123.45'],
    ['29LD–00123', '29LD-001.23'],
    ['43s-1234', '43S-1234'],
  ])('%s is %s', (typed, plate) => expect(normalPlate(typed)).toBe(plate));

  test.each(['', '51B', '10B-123.45', '05B-123.45', '51-123.45', '51ABC-123.45', '51B-123', '51B-123456', 'ກຂ 1234'])(
    '%s is none of this country',
    (typed) => expect(normalPlate(typed)).toBeNull(),
  );

  test('is the same however it is spaced and written, and stays what it is when it is read again', () => {
    fc.assert(
      fc.property(
        province,
        series,
        five,
        fc.array(noise, { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        (p, s, n, gaps, isSmall) => {
          const letters = [...`${p}${s}${n}`].map((letter, index) => letter + (gaps[index] ?? '')).join('');
          const plate = normalPlate(isSmall ? letters.toLowerCase() : letters);
          expect(plate).toBe(`${p}${s}-${n.slice(0, 3)}.${n.slice(3)}`);
          expect(normalPlate(plate ?? '')).toBe(plate);
        },
      ),
    );
  });

  test('never throws, and gives back either nothing or one form, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        expect(normalPlate(typed) ?? '11A-0000').toMatch(/^[1-9]\d[A-Z]{1,2}-(\d{4}|\d{3}\.\d{2})$/);
        const foreign = foreignPlate(typed);
        if (foreign !== null) {
          expect(foreign.length).toBeLessThanOrEqual(16);
          expect(foreignPlate(foreign)).toBe(foreign);
        }
      }),
    );
  });
});
