/** Who was near the index person, worked out minute by minute and pair by pair, with nothing of the product's way? */

import type { TraceRules } from '../../../src-collector/tracing/trace.ts';
import type { Correction, TracedEntry } from '../../../src-collector/tracing/visits.ts';

export const MINUTE_MS = 60_000;

export type NaiveEpisode = {
  readonly person: string;
  readonly rule: string;
  readonly venue: string;
  readonly ms: number;
  readonly scannedMs: number;
};

/** 0 = not there, 1 = there by an inferred bound, 2 = there between two scans. */
type Presence = 0 | 1 | 2;

/** Every instant of the entries is a whole minute below `lastMinute`. */
export function naiveEpisodes(
  all: readonly TracedEntry[],
  corrections: readonly Correction[],
  index: string,
  rules: TraceRules,
  lastMinute: number,
): NaiveEpisode[] {
  const entries = all.filter(
    (entry) =>
      !corrections.some(
        ({ device, epoch, corrects }) => device === entry.device && epoch === entry.epoch && corrects === entry.seq,
      ),
  );
  const persons = [...new Set(entries.map(({ person }) => person))].filter((person) => person !== index);
  const venues = [...new Set(entries.map(({ venue }) => venue))];
  const [from, to] = [rules.window.fromUtcMs / MINUTE_MS, rules.window.toUtcMs / MINUTE_MS];
  const found: NaiveEpisode[] = [];
  for (const venue of venues) {
    const there = (person: string): Presence[] => {
      const own = ordered(entries.filter((entry) => entry.venue === venue && entry.person === person));
      return Array.from({ length: lastMinute }, (_, minute) => presenceAt(own, minute * MINUTE_MS, rules, venue));
    };
    const indexThere = there(index);
    const runs = runsOf(indexThere);
    for (const person of persons) {
      const theirs = there(person);
      for (const run of runs) {
        let [ms, scannedMs, after] = [0, 0, { ms: 0, scannedMs: 0 }];
        for (let minute = Math.max(run.from, from); minute < Math.min(run.to, to); minute += 1) {
          if (theirs[minute] === 0) continue;
          ms += MINUTE_MS;
          if (theirs[minute] === 2 && indexThere[minute] === 2) scannedMs += MINUTE_MS;
        }
        if (ms > 0 && ms >= rules.overlapMs) found.push({ person, rule: 'presence', venue, ms, scannedMs });
        const isSeen = Math.min(run.to, to) > Math.max(run.from, from);
        for (let minute = run.to; isSeen && run.to <= to && minute < run.to + rules.afterMs / MINUTE_MS; minute += 1) {
          if ((theirs[minute] ?? 0) === 0) continue;
          after = {
            ms: after.ms + MINUTE_MS,
            scannedMs: after.scannedMs + (theirs[minute] === 2 ? MINUTE_MS : 0),
          };
        }
        if (after.ms > 0) found.push({ person, rule: 'after', venue, ...after });
      }
    }
  }
  for (const one of entries) {
    for (const other of entries) {
      if (one.person !== index || other.person === index || rules.laneMs === 0) continue;
      if (one.device !== other.device || one.laneId !== other.laneId) continue;
      if (one.atUtcMs < rules.window.fromUtcMs || one.atUtcMs >= rules.window.toUtcMs) continue;
      const ms = Math.abs(one.atUtcMs - other.atUtcMs);
      if (ms > rules.laneMs) continue;
      found.push({ person: other.person, rule: 'lane', venue: one.venue, ms, scannedMs: ms });
    }
  }
  return found;
}

/** By what was last heard before this minute's end, and what is heard next. */
function presenceAt(own: readonly TracedEntry[], atMs: number, rules: TraceRules, venue: string): Presence {
  const last = own.findLast((entry) => entry.atUtcMs <= atMs);
  const next = own.find((entry) => entry.atUtcMs > atMs);
  const stayMs = rules.stayMsOf(venue);
  const isPair =
    last?.direction === 'in' && next?.direction === 'out' && next.atUtcMs - last.atUtcMs <= rules.longestMs;
  if (isPair) return 2;
  if (last?.direction === 'in' && atMs < last.atUtcMs + stayMs) return 1;
  return next?.direction === 'out' && atMs >= next.atUtcMs - stayMs ? 1 : 0;
}

function runsOf(there: readonly Presence[]): { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const [minute, presence] of there.entries()) {
    if (presence === 0) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.to === minute) last.to = minute + 1;
    else runs.push({ from: minute, to: minute + 1 });
  }
  return runs;
}

function ordered(entries: readonly TracedEntry[]): TracedEntry[] {
  const keyOf = ({ device, epoch }: TracedEntry): string => `${device} ${epoch}`;
  return [...entries].sort(
    (one, other) => one.atUtcMs - other.atUtcMs || keyOf(one).localeCompare(keyOf(other), 'en') || one.seq - other.seq,
  );
}
