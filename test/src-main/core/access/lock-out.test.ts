import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LockOut } from '../../../../src-main/core/access/lock-out.ts';
import {
  FIRST_WAIT_MS,
  FORGET_AFTER_MS,
  FREE_TRIES,
  LONGEST_WAIT_MS,
  lockOutAtStart,
  nextLockOut,
  triesLeft,
  waitLeftMs,
} from '../../../../src-main/core/access/lock-out.ts';

function afterWrong(times: number, nowMs = 0): LockOut {
  let state = lockOutAtStart(0, nowMs);
  for (let time = 0; time < times; time += 1) state = nextLockOut(state, { type: 'wrong' }, nowMs);
  return state;
}

test('four wrong PINs are free, the fifth makes wait, and each further one twice as long, up to the longest', () => {
  const waits = [0, 1, 4, 5, 6, 7, 8, 9, 10, 60].map((times) => waitLeftMs(afterWrong(times), 0) / 1_000);
  expect(waits).toEqual([0, 0, 0, 30, 60, 120, 240, 480, 900, 900]);
});

test('the tries that are left count down, and one is left at each later turn', () => {
  expect([0, 1, 4, 5, 9].map((times) => triesLeft(afterWrong(times), 0))).toEqual([5, 4, 1, 1, 1]);
});

test('the wait passes', () => {
  const state = afterWrong(FREE_TRIES, 1_000);
  expect(waitLeftMs(state, 1_000 + FIRST_WAIT_MS - 1)).toBe(1);
  expect(waitLeftMs(state, 1_000 + FIRST_WAIT_MS)).toBe(0);
});

test('after a restart the wait begins anew, and the next wrong PIN doubles it', () => {
  const restarted = lockOutAtStart(afterWrong(6).failures, 50);
  expect(waitLeftMs(restarted, 50)).toBe(2 * FIRST_WAIT_MS);
  expect(waitLeftMs(nextLockOut(restarted, { type: 'wrong' }, 200_000), 200_000)).toBe(4 * FIRST_WAIT_MS);
});

test('the right PIN clears, and so does an hour without a wrong one', () => {
  expect(nextLockOut(afterWrong(7), { type: 'right' }, 5)).toEqual({ failures: 0, sinceMs: 5 });
  const later = nextLockOut(afterWrong(9), { type: 'wrong' }, FORGET_AFTER_MS);
  expect(later.failures).toBe(1);
  expect(nextLockOut(afterWrong(9), { type: 'wrong' }, FORGET_AFTER_MS - 1).failures).toBe(10);
});

test('whoever tries as soon as each wait is over gets no more than a hundred and twenty tries a day', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 300 }), (pauses) => {
      let [state, nowMs, tries] = [lockOutAtStart(0, 0), 0, 0];
      for (const pauseMs of [...pauses, ...Array.from({ length: 300 }, () => 0)]) {
        nowMs += waitLeftMs(state, nowMs) + pauseMs;
        if (nowMs >= 86_400_000) break;
        state = nextLockOut(state, { type: 'wrong' }, nowMs);
        tries += 1;
      }
      expect(tries).toBeLessThanOrEqual(120);
    }),
  );
  expect(LONGEST_WAIT_MS).toBeLessThan(FORGET_AFTER_MS);
});
