import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasLostZeros, numberOfCell } from '../../../../src-main/core/roster/repair-number.ts';

const YEAR = 2026;
const read = (cell: string, isQuantity = false) => numberOfCell(cell, isQuantity, YEAR);

describe('a number of a list', () => {
  test('that a sheet took for a quantity gets its zeros back, where province and year make sense', () => {
    expect(read('38099000000', true)).toEqual({ type: 'number', number: '038099000000', isRepaired: true });
    expect(read('1099000000', true)).toEqual({ type: 'number', number: '001099000000', isRepaired: true });
  });

  test.each([
    ['no province', '39099000000'],
    ['born in the future', '38399000000'],
    ['born in the 22nd century', '38499000000'],
  ])('is not guessed: %s', (_, cell) => {
    expect(read(cell, true)).toEqual({ type: 'trouble', reason: 'number-short' });
  });

  test('that was text is left as it is: one digit may simply be missing', () => {
    expect(read('38099000000')).toEqual({ type: 'trouble', reason: 'number-short' });
    // As an insurance number has ten.
    expect(read('1099000000')).toEqual({ type: 'number', number: '1099000000', isRepaired: false });
  });

  test.each([
    ['3.8099E+11', 'number-rounded'],
    ['3,8E11', 'number-rounded'],
    ['12345', 'number-short'],
    ['0380990000000000', 'number-odd'],
    ['Nguyễn', 'number-odd'],
  ])('%s is said to be wrong: %s', (cell, reason) => {
    expect(read(cell)).toEqual({ type: 'trouble', reason });
  });

  test.each([
    ['001 099 000000', '001099000000'],
    ["'001099000000", '001099000000'],
    ['001.099.000000', '001099000000'],
    ['c1000000', 'C1000000'],
    ['DN4010000000000', 'DN4010000000000'],
    ['120000000.0', '120000000'],
  ])('%s is written in many ways', (cell, number) => {
    expect(read(cell)).toEqual({ type: 'number', number, isRepaired: false });
  });

  test('a list that went through a spreadsheet is known by its having no zeros at all', () => {
    expect(hasLostZeros(['38099000000', '1099000000', '79099000000'])).toBe(true);
    expect(hasLostZeros(['38099000000', '001099000000'])).toBe(false);
    expect(hasLostZeros(['1099000000', '2099000000'])).toBe(false);
    expect(hasLostZeros(['120000000', '130000000', '140000000', '38099000000'])).toBe(false);
    expect(hasLostZeros([])).toBe(false);
  });

  test('any 12-digit number survives a spreadsheet, or is said to be wrong: it never becomes another one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0\d{11}$/), (number) => {
        const answer = read(String(Number(number)), true);
        if (answer.type === 'number' && answer.isRepaired) expect(answer.number).toBe(number);
      }),
    );
  });

  test('nothing in a cell makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), fc.boolean(), (cell, isQuantity) => void read(cell, isQuantity)),
    );
  });
});
