import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundTop } from '../../../src-console/parts/day-chart.tsx';

test('the scale ends at a round number close above the highest day, and its middle is whole', () => {
  expect([0, 1, 3, 14, 2_900, 60_000_000].map(roundTop)).toEqual([2, 2, 4, 20, 3_000, 60_000_000]);
  fc.assert(
    fc.property(fc.nat({ max: 100_000_000 }), (highest) => {
      const top = roundTop(highest);
      expect(top).toBeGreaterThanOrEqual(highest);
      expect(Number.isInteger(top / 2)).toBe(true);
      if (highest > 10) expect(top).toBeLessThanOrEqual(highest * 2);
    }),
  );
});
