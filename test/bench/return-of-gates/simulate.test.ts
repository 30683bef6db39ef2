import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openEventQueue } from '../../../bench/return-of-gates/event-queue.ts';
import type { Outage } from '../../../bench/return-of-gates/gates.ts';
import type { Planning } from '../../../bench/return-of-gates/planning.ts';
import { PLANNINGS } from '../../../bench/return-of-gates/planning.ts';
import { COLLECTOR_COSTS, SCENARIOS } from '../../../bench/return-of-gates/scenarios.ts';
import { simulateReturn } from '../../../bench/return-of-gates/simulate.ts';

/** As a hundred thousand, twenty times smaller; ten seconds at a time, so that chance is as small beside the count as it is there. */
const SMALL: Omit<Outage, keyof (typeof SCENARIOS)['tenMinutes']> = {
  gates: 5_000,
  collectors: 3,
  costs: COLLECTOR_COSTS,
  entriesPerS: 60,
  seed: 7,
  bucketMs: 10_000,
};

describe('gates that come back after', () => {
  test.each(Object.entries(SCENARIOS))('%s bring everything, spread out', (_, scenario) => {
    const returned = simulateReturn({ ...SMALL, ...scenario }, PLANNINGS.ours);
    expect(returned.lost).toBe(0);
    expect(returned.oldEntries).toBeGreaterThan(0);
    expect(returned.requests).toBeGreaterThan(SMALL.gates);
    expect(returned.peakOverMean).toBeLessThanOrEqual(3);
    expect(returned.peakOverCapacity).toBeLessThanOrEqual(1);
    expect(returned.refusedShare).toBeLessThan(0.01);
  });

  test('two days would find too few collectors, if they asked every half minute', () => {
    const outage = { ...SMALL, ...SCENARIOS.twoDays };
    const [ours, peer] = [simulateReturn(outage, PLANNINGS.ours), simulateReturn(outage, PLANNINGS.everyHalfMinute)];
    expect(peer.lost).toBe(0);
    expect(peer.peakPerS).toBeGreaterThan(ours.peakPerS);
    expect(peer.refusedShare).toBeGreaterThan(10 * ours.refusedShare);
  });
});

test('the same seed is the same run, and another seed another', () => {
  const outage = { ...SMALL, gates: 500, entriesPerS: 6, ...SCENARIOS.powerTenMinutes };
  const first = simulateReturn(outage, PLANNINGS.ours);
  expect(simulateReturn(outage, PLANNINGS.ours)).toEqual(first);
  expect(simulateReturn({ ...outage, seed: 8 }, PLANNINGS.ours)).not.toEqual(first);
});

test('gates that all try again at the full ten minutes are told for the herd that they are', () => {
  const onTheClock: Planning = {
    ...PLANNINGS.ours,
    afterFailure: (state, _failure, nowUtcMs) => ({
      ...state,
      failures: state.failures + 1,
      nextAttemptAtUtcMs: Math.ceil((nowUtcMs + 1) / 600_000) * 600_000,
    }),
  };
  const returned = simulateReturn({ ...SMALL, ...SCENARIOS.fourHours, bucketMs: 1_000 }, onTheClock);
  expect(returned.lost).toBe(0);
  expect(returned.peakOverMean).toBeGreaterThan(3);
});

test('events come by their time, and in their order at the same time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (times) => {
      const queue = openEventQueue<number>();
      times.forEach((atMs, index) => {
        queue.push(atMs, index);
      });
      const popped: [number, number][] = [];
      for (let next = queue.pop(); next !== null; next = queue.pop()) popped.push([next.atMs, next.event]);
      const expected = times.map((atMs, index): [number, number] => [atMs, index]);
      expected.sort(([left, first], [right, second]) => left - right || first - second);
      expect(popped).toEqual(expected);
    }),
  );
});
