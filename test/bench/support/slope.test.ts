/** Is a rise told from a wobble? */

import { expect, test } from 'vitest';
import { slopeOf } from '../../../bench/support/slope.ts';

const MINUTE_MS = 60_000;

test('a straight line rises by what it rises, with no doubt', () => {
  const points = [0, 1, 2, 3].map((minute) => ({ atMs: minute * MINUTE_MS, value: 10 + minute * 0.5 }));
  const { perHour, uncertaintyPerHour } = slopeOf(points);
  expect(perHour).toBeCloseTo(30, 9);
  expect(uncertaintyPerHour).toBeCloseTo(0, 9);
});

test('a wobble around one level rises by less than its uncertainty', () => {
  const points = Array.from({ length: 40 }, (_, minute) => ({ atMs: minute * MINUTE_MS, value: 10 + (minute % 2) }));
  const { perHour, uncertaintyPerHour } = slopeOf(points);
  expect(Math.abs(perHour)).toBeLessThan(uncertaintyPerHour);
  expect(uncertaintyPerHour).toBeGreaterThan(0);
});

test('two points say nothing of a trend', () => {
  expect(() => slopeOf([0, 1].map((atMs) => ({ atMs, value: atMs })))).toThrow('three points');
});
