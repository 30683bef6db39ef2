import { describe, expect, test } from 'vitest';
import { compareWithNumber } from '../../../../src-main/core/code/citizen-number.ts';

const year = (value: number) => ({ precision: 'year', year: value }) as const;

describe('the digits of a citizen number', () => {
  test.each([
    ['001099000000', 1999, 'male'],
    ['001199000000', 1999, 'female'],
    ['079203000000', 2003, 'male'],
    ['079303000000', 2003, 'female'],
    ['001400000000', 2100, 'male'],
    ['001957000000', 2357, 'female'],
  ] as const)('of %s say %i, %s', (number, birthYear, sex) => {
    expect(compareWithNumber(number, year(birthYear), sex)).toEqual([]);
    expect(compareWithNumber(number, year(birthYear + 1), sex)).toEqual(['birth-year-differs-from-number']);
    expect(compareWithNumber(number, year(birthYear), sex === 'male' ? 'female' : 'male')).toEqual([
      'sex-differs-from-number',
    ]);
  });

  test('contradict nothing that is not said', () => {
    expect(compareWithNumber('001099000000', null, null)).toEqual([]);
  });

  test('are not held to a list of provinces: new ones are given out', () => {
    expect(compareWithNumber('999099000000', year(1999), 'male')).toEqual([]);
  });
});
