/** Which small world do a trace and its reference look at? Made from a seed, so that a failure can be made again. */

import type { TraceRules } from '../../../src-collector/tracing/trace.ts';
import type { Correction, TracedEntry } from '../../../src-collector/tracing/visits.ts';
import { MINUTE_MS } from './minute-by-minute.ts';

export type World = {
  readonly entries: readonly TracedEntry[];
  readonly corrections: readonly Correction[];
  readonly rules: TraceRules;
  readonly lastMinute: number;
};

const EPOCH = 'e'.repeat(32);

export function random(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Six persons, three venues of up to two gates with two lanes; scans are forgotten, doubled and taken back. */
export function worldOf(seed: number): World {
  const below = random(seed);
  const hours = 8 + below(24);
  const offset = 26 * 60;
  const lastMinute = offset + hours * 60 + 26 * 60;
  const entries: TracedEntry[] = [];
  const corrections: Correction[] = [];
  const seqs = new Map<string, number>();
  const count = 8 + below(30);
  for (let each = 0; each < count; each += 1) {
    // Every third comes close behind another, in the same queue.
    const ahead = below(3) === 0 ? entries.at(-1) : undefined;
    const venue = ahead?.venue ?? `venue-${below(3)}`;
    const device = ahead?.device ?? `${venue}-gate-${below(2)}`;
    const seq = (seqs.get(device) ?? 0) + 1;
    seqs.set(device, seq);
    const person = below(3) === 0 ? 'index' : `person-${below(5)}`;
    const atUtcMs =
      ahead === undefined ? (offset + below(hours * 60)) * MINUTE_MS : ahead.atUtcMs + below(5) * MINUTE_MS;
    const direction = below(2) === 0 ? 'in' : 'out';
    const laneId = ahead?.laneId ?? `lane-${below(2)}`;
    entries.push({ device, epoch: EPOCH, seq, venue, laneId, direction, atUtcMs, person, isSealed: below(4) > 0 });
    if (below(10) === 0) corrections.push({ device, epoch: EPOCH, corrects: seq });
  }
  const stays = [30 + below(600), 10 + below(1_400), 1 + below(120)];
  const fromUtcMs = (offset + below(hours * 30)) * MINUTE_MS;
  const rules: TraceRules = {
    window: { fromUtcMs, toUtcMs: fromUtcMs + (60 + below(hours * 60)) * MINUTE_MS },
    longestMs: (below(3) === 0 ? 120 + below(400) : 1_440) * MINUTE_MS,
    overlapMs: (1 + below(20)) * MINUTE_MS,
    afterMs: below(2) * below(60) * MINUTE_MS,
    laneMs: below(2) * below(8) * MINUTE_MS,
    stayMsOf: (venue) => Math.min(stays[Number(venue.slice(-1))] ?? 60, 1_440) * MINUTE_MS,
  };
  const longest = rules.longestMs;
  return {
    entries,
    corrections,
    lastMinute,
    // No usual stay is longer than the longest visit.
    rules: { ...rules, stayMsOf: (venue) => Math.min(rules.stayMsOf(venue), longest) },
  };
}
