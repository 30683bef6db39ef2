import { expect, test } from 'vitest';
import { daysLeft, hoursLeft } from '../../../../src-console/pages/rights/time-left.ts';

const at = (text: string): number => Date.parse(`${text}+07:00`);

test('what is due at the end of a day in Vietnam has none left on that day, and is late on the next', () => {
  const due = at('2026-11-29T23:59:59.999');
  expect(daysLeft(due, at('2026-11-27T00:00'))).toEqual({ unit: 'days', count: 2, isOver: false });
  expect(daysLeft(due, at('2026-11-29T23:59'))).toEqual({ unit: 'days', count: 0, isOver: false });
  expect(daysLeft(due, at('2026-11-30T00:00'))).toEqual({ unit: 'days', count: 1, isOver: true });
});

test('the hours of a breach are whole ones', () => {
  const due = at('2026-11-29T12:00');
  expect(hoursLeft(due, at('2026-11-29T10:01'))).toEqual({ unit: 'hours', count: 1, isOver: false });
  expect(hoursLeft(due, at('2026-11-29T13:30'))).toEqual({ unit: 'hours', count: 1, isOver: true });
});
