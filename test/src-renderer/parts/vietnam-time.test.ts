import { expect, test } from 'vitest';
import { ageOf, vietnamDate, vietnamDay, vietnamTime } from '../../../src-renderer/parts/vietnam-time.ts';

test('an evening in UTC is the next morning in Vietnam', () => {
  const atUtcMs = Date.UTC(2026, 11, 31, 17, 5, 9);
  expect(vietnamDate(atUtcMs)).toBe('01/01/2027');
  expect(vietnamDay(atUtcMs)).toBe('2027-01-01');
  expect(vietnamTime(atUtcMs)).toBe('00:05:09');
});

test('the hours run to 23, whatever the machine is set to', () => {
  expect(vietnamTime(Date.UTC(2026, 5, 1, 16, 59, 59))).toBe('23:59:59');
});

test.each([
  [0, { unit: 'seconds', n: 0 }],
  [59_999, { unit: 'seconds', n: 59 }],
  [60_000, { unit: 'minutes', n: 1 }],
  [3_599_999, { unit: 'minutes', n: 59 }],
  [3_600_000, { unit: 'hours', n: 1 }],
  [48 * 3_600_000 - 1, { unit: 'hours', n: 47 }],
  [48 * 3_600_000, { unit: 'days', n: 2 }],
])('%i ms is the age %o', (ageMs, age) => {
  expect(ageOf(1_000, 1_000 + ageMs)).toEqual(age);
});

test('a clock that was set back gives no negative age', () => {
  expect(ageOf(5_000, 1_000)).toEqual({ unit: 'seconds', n: 0 });
});
