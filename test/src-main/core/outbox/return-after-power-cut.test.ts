import { expect, test } from 'vitest';
import {
  afterAnswer,
  firstWaitMs,
  LONGEST_ASKED_WAIT_MS,
  LONGEST_RETURN_WINDOW_MS,
  settle,
} from '../../../../src-main/core/outbox/plan.ts';
import type { UploadState } from '../../../../src-main/core/ports.ts';

const GATES = 100_000;
const BOOTED_AT_UTC_MS = Date.UTC(2026, 10, 24);
const ALL_SENT: readonly number[] = [1];

/** The same numbers in every run; in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function before(awayMs: number): UploadState {
  const lastAcknowledgedAtUtcMs = BOOTED_AT_UTC_MS - awayMs;
  return { failures: 0, nextAttemptAtUtcMs: lastAcknowledgedAtUtcMs, batchLimit: 500, lastAcknowledgedAtUtcMs };
}

/** When each request of a gate with so many batches is sent, in ms after all gates booted at one instant. */
function requestsMs(awayMs: number, batches: number, answerMs: number, slotMs: number, random: () => number): number[] {
  let state = before(awayMs);
  let atMs = firstWaitMs(state, BOOTED_AT_UTC_MS - awayMs, BOOTED_AT_UTC_MS, random());
  const times: number[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    times.push(atMs);
    const settlement = settle(ALL_SENT, { acknowledged: [{ from: 1, to: 1 }], refused: [] });
    state = afterAnswer(state, settlement, slotMs, BOOTED_AT_UTC_MS + atMs + answerMs, random());
    atMs = state.nextAttemptAtUtcMs - BOOTED_AT_UTC_MS;
  }
  return times;
}

test.each([
  ['an hour, with full queues that leave batch after batch', 3_600_000, 12, 200, 0],
  ['an hour, with full queues and a collector that gives slots', 3_600_000, 12, 200, 60_000],
  ['ten minutes, with little waiting', 600_000, 1, 200, 0],
  ['a minute, with little waiting', 60_000, 1, 200, 0],
])(
  'a hundred thousand gates whose power was away for %s come back spread out',
  (what, awayMs, batches, answerMs, slotMs) => {
    const random = seeded(20_261_124);
    const perSecond: number[] = [];
    for (let gate = 0; gate < GATES; gate += 1) {
      for (const atMs of requestsMs(awayMs, batches, answerMs, slotMs, random)) {
        const second = Math.floor(atMs / 1_000);
        perSecond[second] = (perSecond[second] ?? 0) + 1;
      }
    }
    const mean = (GATES * batches) / perSecond.length;
    const peak = perSecond.reduce((most, count) => Math.max(most, count ?? 0), 0);
    process.stdout.write(
      `power away for ${what}: peak ${peak}/s, mean ${mean.toFixed(0)}/s, ${(peak / mean).toFixed(2)} times\n`,
    );
    expect(peak / mean).toBeLessThanOrEqual(3);
  },
);

test('the window of the return grows with the absence, and ends at five minutes', () => {
  const waits = [1_000, 60_000, 1_200_000, 86_400_000].map((awayMs) =>
    firstWaitMs(before(awayMs), BOOTED_AT_UTC_MS - awayMs, BOOTED_AT_UTC_MS, 0.999_999),
  );
  expect(waits.map((waitMs) => Math.round(waitMs))).toEqual([250, 15_000, 300_000, LONGEST_RETURN_WINDOW_MS]);
});

test('a gate that was not away, has nothing waiting, or never uploaded waits for nobody', () => {
  const never = { ...before(0), lastAcknowledgedAtUtcMs: null };
  const wait = (state: UploadState, oldest: number | null) => firstWaitMs(state, oldest, BOOTED_AT_UTC_MS, 0.99);
  expect(wait(before(86_400_000), null)).toBe(0);
  expect(wait(before(86_400_000), BOOTED_AT_UTC_MS)).toBe(0);
  expect(wait(before(0), BOOTED_AT_UTC_MS - 86_400_000)).toBe(0);
  expect(wait(never, BOOTED_AT_UTC_MS - 86_400_000)).toBe(0);
  // A clock that was put right by a little.
  expect(wait({ ...before(-30_000), nextAttemptAtUtcMs: 0 }, BOOTED_AT_UTC_MS)).toBe(0);
});

test('a gate that lost its clock cannot tell how long it was away: it takes its place in the longest window', () => {
  const inThePast = BOOTED_AT_UTC_MS - 5 * 365 * 86_400_000;
  const wait = (random: number) => firstWaitMs(before(60_000), BOOTED_AT_UTC_MS - 60_000, inThePast, random);
  expect([wait(0), wait(0.5), wait(0.9)]).toEqual([0, 0.5, 0.9].map((share) => share * LONGEST_RETURN_WINDOW_MS));
});

test('a wait that the collector asked for before the power went is served to its end', () => {
  const state = { ...before(60_000), nextAttemptAtUtcMs: BOOTED_AT_UTC_MS + LONGEST_ASKED_WAIT_MS };
  expect(firstWaitMs(state, BOOTED_AT_UTC_MS - 60_000, BOOTED_AT_UTC_MS, 0.5)).toBe(LONGEST_ASKED_WAIT_MS);
});
