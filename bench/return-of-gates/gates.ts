/** How do the gates stand when the network is there again, after each of them has planned its tries all the while? */

import { GATHER_MS, GREATEST_BATCH_ENTRIES, LONGEST_WAIT_MS, waitMs } from '../../src-main/core/outbox/plan.ts';
import type { UploadState } from '../../src-main/core/ports.ts';
import type { Random } from '../torture/random.ts';
import type { Costs } from './collectors.ts';
import type { Planning } from './planning.ts';

export type Outage = {
  readonly gates: number;
  readonly collectors: number;
  readonly costs: Costs;
  /** Of all gates together, while they run. */
  readonly entriesPerS: number;
  readonly outageMs: number;
  /** `power`: the network goes first, and for the last tenth of the outage the gates' power too; all start at once. */
  readonly kind: 'network' | 'power';
  /** So many parts of the country come back one by one, within so long; 1 = all at one instant. */
  readonly regions: number;
  readonly regionsWithinMs: number;
  /** `wrong`: each by hours. `lost`: no gate has a battery for its clock, and starts in the year 2021. */
  readonly clocks: 'agree' | 'wrong' | 'lost';
  readonly seed: number;
  /** Requests are counted for so long at a time. */
  readonly bucketMs: number;
};

export type Gate = {
  readonly index: number;
  readonly scansPerMs: number;
  readonly startsAtMs: number;
  readonly skewMs: number;
  readonly old: number;
  made: number;
  acknowledged: number;
  state: UploadState;
  isBusy: boolean;
  restUntilMs: number;
  /** When its timer rings; a later one was put off. */
  dueAtMs: number;
  readonly liveAtMs: number[];
};
/** Time 0, when the outage begins. */
export const STARTED_UTC_MS = Date.UTC(2026, 10, 24, 6);
/** A refused connection still takes a moment. */
const FAILS_AFTER_MS = 50;
/** Before that, each wait has long been at its longest, and a try is like the one before. */
const PLANNED_MS = 4 * 3_600_000;
const BOOT_MS: readonly [number, number] = [30_000, 90_000];

/** All gates as they are when the network is there again. */
export function makeGates(outage: Outage, planning: Planning, random: Random): Gate[] {
  const backAtMs = Array.from(
    { length: outage.regions },
    () => outage.outageMs + random.next() * outage.regionsWithinMs,
  );
  backAtMs[0] = outage.outageMs;
  const weights = Array.from({ length: outage.gates }, () => Math.exp(normal(random)));
  const perMs = outage.entriesPerS / 1_000 / weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, index) =>
    makeGate(index, weight * perMs, backAtMs[index % outage.regions] ?? outage.outageMs, outage, planning, random),
  );
}

function makeGate(
  index: number,
  scansPerMs: number,
  backAtMs: number,
  outage: Outage,
  planning: Planning,
  random: Random,
): Gate {
  const isPower = outage.kind === 'power';
  const offAtMs = isPower ? backAtMs - outage.outageMs / 10 : backAtMs;
  const skewMs = outage.clocks === 'wrong' ? 3_600_000 * normal(random) : 200 * normal(random);
  let state: UploadState = {
    failures: 0,
    nextAttemptAtUtcMs: 0,
    batchLimit: GREATEST_BATCH_ENTRIES,
    lastAcknowledgedAtUtcMs: STARTED_UTC_MS + skewMs - waitForNext(random, scansPerMs),
  };
  // While it lasts: each try fails at once, from the first entry on.
  const firstAtMs = waitForNext(random, scansPerMs);
  const old = firstAtMs >= offAtMs ? 0 : 1 + poisson(random, scansPerMs * (offAtMs - firstAtMs));
  const knownMs = Math.max(0, offAtMs - PLANNED_MS);
  let atMs = (firstAtMs < knownMs ? knownMs + (firstAtMs % LONGEST_WAIT_MS) : firstAtMs) + GATHER_MS;
  while (old > 0 && atMs < offAtMs) {
    const wallUtcMs = STARTED_UTC_MS + atMs + skewMs + FAILS_AFTER_MS;
    state = planning.afterFailure(state, { type: 'network' }, wallUtcMs, random.next());
    atMs += FAILS_AFTER_MS + waitMs(state, wallUtcMs);
  }
  const startsAtMs = isPower ? backAtMs + random.between(...BOOT_MS) : backAtMs;
  const isLost = isPower && outage.clocks === 'lost';
  const skewNowMs = isLost ? Date.UTC(2021, 0, 1) - STARTED_UTC_MS - startsAtMs : skewMs;
  const oldestUtcMs = old === 0 ? null : STARTED_UTC_MS + firstAtMs + skewMs;
  const restUntilMs = isPower
    ? startsAtMs + planning.firstWaitMs(state, oldestUtcMs, STARTED_UTC_MS + startsAtMs + skewNowMs, random.next())
    : Math.max(atMs, startsAtMs);
  return {
    index,
    scansPerMs,
    startsAtMs,
    skewMs: skewNowMs,
    old,
    made: old,
    acknowledged: 0,
    state,
    isBusy: false,
    restUntilMs: old === 0 ? 0 : restUntilMs,
    dueAtMs: Number.POSITIVE_INFINITY,
    liveAtMs: [],
  };
}

/** Until the next of independent events, so many a millisecond. */
export function waitForNext(random: Random, perMs: number): number {
  return -Math.log(1 - random.next()) / perMs;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function poisson(random: Random, mean: number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= random.next()) count += 1;
  return Math.max(0, count);
}
