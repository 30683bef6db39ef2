import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfCard, dateOfInsurance, dateOfUnified } from '../../../../src-main/core/code/dates.ts';

const day = (year: number, month: number, dayOfMonth: number) => ({ precision: 'day', year, month, day: dayOfMonth });

describe('a date', () => {
  test('is read from each form', () => {
    expect(dateOfCard('02031999')).toEqual(day(1999, 3, 2));
    expect(dateOfInsurance('02/03/1999')).toEqual(day(1999, 3, 2));
    expect(dateOfInsurance(' 01/01/2027')).toEqual(day(2027, 1, 1));
    expect(dateOfUnified('1999-03-02')).toEqual(day(1999, 3, 2));
  });

  test('is as precise as it was written', () => {
    expect(dateOfInsurance('1999')).toEqual({ precision: 'year', year: 1999 });
    expect(dateOfUnified('1999-**-**')).toEqual({ precision: 'year', year: 1999 });
    expect(dateOfUnified('1999-03-**')).toEqual({ precision: 'year', year: 1999 });
    expect(dateOfUnified('****-**-**')).toBeNull();
    expect(dateOfUnified('19**-03-02')).toBeNull();
  });

  test.each(['31021999', '29021900', '31041999', '00011999', '01001999', '01131999', '01010000', '32011999'])(
    '%s is in no calendar',
    (digits) => {
      expect(dateOfCard(digits)).toBeNull();
    },
  );

  test.each(['', '-', '0000', '99', '1/1/1999', '31/02/1999', '01-01-1999'])(
    'insurance says nothing by "%s"',
    (text) => {
      expect(dateOfInsurance(text)).toBeNull();
    },
  );

  test('of a leap day is right', () => {
    expect(dateOfCard('29022000')).toEqual(day(2000, 2, 29));
    expect(dateOfCard('29022024')).toEqual(day(2024, 2, 29));
  });

  test('exists exactly when the calendar has it', () => {
    const part = (max: number, length: number) => fc.nat({ max }).map((value) => String(value).padStart(length, '0'));
    fc.assert(
      fc.property(part(40, 2), part(15, 2), part(9_999, 4), (dayOfMonth, month, year) => {
        const date = new Date(`${year}-${month}-${dayOfMonth}T00:00:00Z`);
        const exists =
          year !== '0000' && !Number.isNaN(date.getTime()) && date.toISOString().slice(8, 10) === dayOfMonth;
        expect(dateOfCard(`${dayOfMonth}${month}${year}`) !== null).toBe(exists);
      }),
      { numRuns: 2_000 },
    );
  });
});
