import { expect, test } from 'vitest';
import { afterFailure, LONGEST_WAIT_MS } from '../../../../src-main/core/outbox/plan.ts';
import type { UploadState } from '../../../../src-main/core/ports.ts';

const GATES = 100_000;
const OUTAGE_MS = 3_600_000;

/** The same numbers in every run; in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** When a gate with entries waiting first asks a collector that is back, in ms after it came back. */
function firstAskMs(random: () => number): number {
  let state: UploadState = { failures: 0, nextAttemptAtUtcMs: 0, batchLimit: 500, lastAcknowledgedAtUtcMs: null };
  while (state.nextAttemptAtUtcMs < OUTAGE_MS) {
    state = afterFailure(state, { type: 'network' }, state.nextAttemptAtUtcMs, random());
  }
  return state.nextAttemptAtUtcMs - OUTAGE_MS;
}

test('a hundred thousand gates that lost their collector at one instant for an hour come back spread out', () => {
  const random = seeded(20_261_124);
  const perSecond = new Array<number>(Math.ceil(LONGEST_WAIT_MS / 1_000)).fill(0);
  for (let gate = 0; gate < GATES; gate += 1) {
    const second = Math.floor(firstAskMs(random) / 1_000);
    perSecond[second] = (perSecond[second] ?? 0) + 1;
  }
  const mean = GATES / perSecond.length;
  const peak = Math.max(...perSecond);
  process.stdout.write(
    `after an outage: peak ${peak}/s, mean ${mean.toFixed(0)}/s, ${(peak / mean).toFixed(2)} times\n`,
  );
  expect(peak / mean).toBeLessThanOrEqual(3);
});
