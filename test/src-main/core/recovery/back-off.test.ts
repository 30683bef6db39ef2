import { expect, test } from 'vitest';
import { afterDeath, NO_DEATHS } from '../../../../src-main/core/recovery/back-off.ts';

test('waits twice as long after each early death, and never longer than half a minute', () => {
  let backOff = NO_DEATHS;
  const delays = Array.from({ length: 9 }, () => {
    const answer = afterDeath(backOff, 100);
    backOff = answer.backOff;
    return answer.delayMs;
  });
  expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test('a death after a minute of life counts as a first one', () => {
  expect(afterDeath({ deathsInARow: 7 }, 60_000)).toEqual({ backOff: { deathsInARow: 1 }, delayMs: 500 });
});
