/** What happens between the end of an outage and the last old entry's arrival? Discrete events on a virtual clock; the same for the same seed. */

import type { UploadFailure } from '../../src-main/core/outbox/plan.ts';
import { fitBatch, GATHER_MS, GREATEST_BATCH_ENTRIES, settle, waitMs } from '../../src-main/core/outbox/plan.ts';
import { nextReportWaitMs } from '../../src-main/core/outbox/report-plan.ts';
import type { UploadState } from '../../src-main/core/ports.ts';
import type { Spread } from '../support/statistics.ts';
import { spread } from '../support/statistics.ts';
import { seededRandom } from '../torture/random.ts';
import type { Taken } from './collectors.ts';
import { openCollectors } from './collectors.ts';
import { openEventQueue } from './event-queue.ts';
import type { Gate, Outage } from './gates.ts';
import { makeGates, STARTED_UTC_MS, waitForNext } from './gates.ts';
import type { Planning } from './planning.ts';

export type Returned = {
  /** Of requests a second, from the return to `drainedAfterS`. */
  readonly peakOverMean: number;
  /** The peak by what all collectors can take of batches as large as these were. */
  readonly peakOverCapacity: number;
  readonly refusedShare: number;
  readonly lost: number;
  readonly drainedAfterS: number;
  readonly peakPerS: number;
  readonly meanPerS: number;
  readonly requests: number;
  readonly oldEntries: number;
  /** Of entries that were made after the return and before the last old one was there. */
  readonly liveWaitS: Spread;
};

type Sent = { readonly gate: Gate; readonly fromSeq: number; readonly entries: number; readonly sentAtMs: number };
type Event =
  | { readonly type: 'scan'; readonly gate: Gate }
  | { readonly type: 'due'; readonly gate: Gate }
  | { readonly type: 'report'; readonly gate: Gate }
  | { readonly type: 'report-arrives' }
  | { readonly type: 'arrives'; readonly sent: Sent }
  | { readonly type: 'done'; readonly sent: Sent; readonly taken: Extract<Taken, { type: 'taken' }> }
  | { readonly type: 'fails'; readonly sent: Sent; readonly failure: UploadFailure }
  | {
      readonly type: 'answers';
      readonly sent: Sent;
      readonly answer: ReturnType<Extract<Taken, { type: 'taken' }>['finish']>;
    };

/** Sealed, as JSON. */
const ENTRY_BYTES = 1_237;
const SIZES = Array.from({ length: GREATEST_BATCH_ENTRIES }, () => ENTRY_BYTES);
const ANSWER_WITHIN_MS = 30_000;
const LOST_ANSWERS = 0.005;
const LONGEST_MS = 12 * 3_600_000;

/** Runs until the last old entry has arrived, then without new ones until nothing waits, and holds what arrived against what was made. */
export function simulateReturn(outage: Outage, planning: Planning): Returned {
  const random = seededRandom(outage.seed);
  const queue = openEventQueue<Event>();
  const collectors = openCollectors(outage.collectors, outage.gates, outage.costs, random.fork('collectors').next);
  const gates = makeGates(outage, planning, random.fork('gates'));
  const lines = random.fork('lines');
  const people = random.fork('people');
  const chance = random.fork('plans').next;
  const requestsPer: number[] = [];
  const liveWaitsMs: number[] = [];
  const batchSizes = new Map<number, number>();
  let [requests, refused] = [0, 0];
  let oldLeft = gates.reduce((sum, { old }) => sum + old, 0);
  const oldEntries = oldLeft;
  let drainedAtMs: number | null = oldLeft === 0 ? outage.outageMs : null;

  const wall = ({ skewMs }: Gate, atMs: number): number => STARTED_UTC_MS + atMs + skewMs;
  const latencyMs = (): number => lines.between(10, 80);

  function plan(gate: Gate, atMs: number): void {
    gate.dueAtMs = atMs;
    queue.push(atMs, { type: 'due', gate });
  }

  function count(atMs: number): void {
    requests += 1;
    if (drainedAtMs !== null) return;
    const bucket = Math.floor((atMs - outage.outageMs) / outage.bucketMs);
    requestsPer[bucket] = (requestsPer[bucket] ?? 0) + 1;
  }

  function settled(gate: Gate, atMs: number, state: UploadState): void {
    gate.isBusy = false;
    gate.state = state;
    gate.restUntilMs = atMs + waitMs(state, wall(gate, atMs));
    if (gate.made > gate.acknowledged) plan(gate, gate.restUntilMs);
  }

  function send(gate: Gate, atMs: number): void {
    const waiting = gate.made - gate.acknowledged;
    if (gate.isBusy || waiting === 0) return;
    const entries = fitBatch(waiting < SIZES.length ? SIZES.slice(0, waiting) : SIZES, gate.state.batchLimit);
    const sent = { gate, fromSeq: gate.acknowledged + 1, entries, sentAtMs: atMs };
    gate.isBusy = true;
    queue.push(atMs + latencyMs(), { type: 'arrives', sent });
  }

  function arrive(sent: Sent, atMs: number): void {
    count(atMs);
    const { gate, fromSeq, entries } = sent;
    const taken = collectors.take(atMs, gate.index, fromSeq, entries);
    if (taken.type === 'throttled') {
      refused += 1;
      queue.push(atMs + latencyMs(), { type: 'fails', sent, failure: taken });
      return;
    }
    batchSizes.set(entries, (batchSizes.get(entries) ?? 0) + 1);
    queue.push(taken.doneAtMs, { type: 'done', sent, taken });
  }

  function answered(
    { gate, fromSeq, entries }: Sent,
    atMs: number,
    { answer, nextUploadAfterMs }: Extract<Event, { type: 'answers' }>['answer'],
  ): void {
    const seqs = Array.from({ length: entries }, (_, index) => fromSeq + index);
    const settlement = settle(seqs, answer);
    for (const { from, to } of settlement.acknowledged) {
      if (from !== gate.acknowledged + 1) throw new Error('not in order');
      for (let seq = from; seq <= to; seq += 1) arrived(gate, seq, atMs);
      gate.acknowledged = to;
    }
    settled(gate, atMs, planning.afterAnswer(gate.state, settlement, nextUploadAfterMs, wall(gate, atMs), chance()));
  }

  function arrived(gate: Gate, seq: number, atMs: number): void {
    if (seq <= gate.old) {
      oldLeft -= 1;
      if (oldLeft === 0) drainedAtMs = atMs;
      return;
    }
    const madeAtMs = gate.liveAtMs[seq - gate.old - 1];
    if (madeAtMs === undefined) throw new Error('acknowledged, and never made');
    liveWaitsMs.push(atMs - madeAtMs);
  }

  const HANDLE: { readonly [T in Event['type']]: (event: Extract<Event, { type: T }>, atMs: number) => void } = {
    scan: ({ gate }, atMs) => {
      if (drainedAtMs !== null) return;
      gate.made += 1;
      gate.liveAtMs.push(atMs);
      queue.push(atMs + waitForNext(people, gate.scansPerMs), { type: 'scan', gate });
      const soonMs = Math.max(atMs + GATHER_MS, gate.restUntilMs);
      if (!gate.isBusy && soonMs < gate.dueAtMs) plan(gate, soonMs);
    },
    due: ({ gate }, atMs) => {
      if (atMs !== gate.dueAtMs) return;
      gate.dueAtMs = Number.POSITIVE_INFINITY;
      send(gate, atMs);
    },
    report: ({ gate }, atMs) => {
      if (drainedAtMs !== null) return;
      queue.push(atMs + latencyMs(), { type: 'report-arrives' });
      queue.push(atMs + nextReportWaitMs(chance()), { type: 'report', gate });
    },
    'report-arrives': (_, atMs) => {
      count(atMs);
      collectors.takeReport(atMs);
    },
    arrives: ({ sent }, atMs) => arrive(sent, atMs),
    done: ({ sent, taken }, atMs) => {
      const answer = taken.finish();
      if (lines.chance(LOST_ANSWERS)) {
        queue.push(sent.sentAtMs + ANSWER_WITHIN_MS, { type: 'fails', sent, failure: { type: 'timeout' } });
      } else queue.push(atMs + latencyMs(), { type: 'answers', sent, answer });
    },
    fails: ({ sent: { gate }, failure }, atMs) =>
      settled(gate, atMs, planning.afterFailure(gate.state, failure, wall(gate, atMs), chance())),
    answers: ({ sent, answer }, atMs) => answered(sent, atMs, answer),
  };

  for (const gate of gates) {
    if (gate.made > 0) plan(gate, gate.restUntilMs);
    queue.push(gate.startsAtMs + waitForNext(people, gate.scansPerMs), { type: 'scan', gate });
    const reportAfterMs =
      outage.kind === 'power' ? planning.firstReportWaitMs(chance()) : nextReportWaitMs(0) * chance();
    queue.push(gate.startsAtMs + reportAfterMs, { type: 'report', gate });
  }
  for (let next = queue.pop(); next !== null; next = queue.pop()) {
    if (drainedAtMs === null && next.atMs > outage.outageMs + LONGEST_MS) throw new Error('it does not drain');
    handle(next.event, next.atMs);
  }

  function handle(event: Event, atMs: number): void {
    (HANDLE[event.type] as (event: Event, atMs: number) => void)(event, atMs);
  }

  // Made, and not here; what a gate counts as arrived must be here too.
  const lost = gates.reduce(
    (sum, { index, made, acknowledged }) => sum + made - Math.min(acknowledged, collectors.storedOf(index)),
    0,
  );
  const drainedAfterMs = (drainedAtMs ?? outage.outageMs) - outage.outageMs;
  return {
    ...paceOf(requestsPer, drainedAfterMs, outage, batchSizes),
    refusedShare: share(refused, requests),
    lost,
    requests,
    oldEntries,
    liveWaitS: spread(liveWaitsMs.length === 0 ? [0] : liveWaitsMs.map((ms) => ms / 1_000)),
  };
}

function paceOf(
  requestsPer: readonly number[],
  drainedAfterMs: number,
  outage: Outage,
  batchSizes: ReadonlyMap<number, number>,
): Pick<Returned, 'peakOverMean' | 'peakOverCapacity' | 'peakPerS' | 'meanPerS' | 'drainedAfterS'> {
  let [peak, all, busyMs, batches] = [0, 0, 0, 0];
  requestsPer.forEach((count) => {
    peak = Math.max(peak, count);
    all += count;
  });
  for (const [entries, times] of batchSizes) {
    busyMs += times * (outage.costs.perBatchMs + outage.costs.perEntryMs * entries);
    batches += times;
  }
  const perS = 1_000 / outage.bucketMs;
  const meanPerS = all / Math.max(1, drainedAfterMs / 1_000);
  const capacityPerS = (outage.collectors * 1_000) / (busyMs / Math.max(1, batches));
  return {
    peakOverMean: rounded((peak * perS) / meanPerS),
    peakOverCapacity: rounded((peak * perS) / capacityPerS),
    peakPerS: Math.round(peak * perS),
    meanPerS: Math.round(meanPerS),
    drainedAfterS: Math.round(drainedAfterMs / 1_000),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
