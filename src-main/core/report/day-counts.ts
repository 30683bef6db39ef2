/** What is counted of one day's entries? Numbers only: nobody can be found in them. */

import type { Direction, ReaderKind, Verdict } from '../entry/verdict.ts';
import { hourOf, QUARTERS_A_DAY, quarterOf } from './period.ts';

/** Of entries that stand: those that were taken back, and those that did so, are counted apart. */
export type Counts = {
  readonly scans: number;
  readonly admittedIn: number;
  readonly admittedOut: number;
  readonly checked: number;
  readonly refused: number;
  readonly manual: number;
};

export type LaneCounts = Counts & { readonly hours: readonly number[] };

export type DayCounts = Counts & {
  readonly dayStartUtcMs: number;
  /** Admissions that were taken back afterwards. */
  readonly takenBack: number;
  /** Scans of codes that are nobody's number. */
  readonly untagged: number;
  /** Different people: different tags. */
  readonly persons: number;
  /** Scans by quarter of an hour, 96 of them. */
  readonly quarters: readonly number[];
  readonly lanes: Readonly<Record<string, LaneCounts>>;
  readonly readers: Readonly<Record<string, number>>;
  /** A refusal or check may have several reasons. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly checks: Readonly<Record<string, number>>;
};

/** What counting needs of an entry. Corrections, and exits that a rule concluded, are no scans: they are not handed in. */
export type CountedEntry = {
  readonly wallUtcMs: number;
  readonly laneId: string;
  readonly direction: Direction;
  readonly readerKind: ReaderKind;
  readonly verdict: Verdict;
  /** Words separated by one space. */
  readonly reasons: string;
  readonly subjectTag: string | null;
  readonly isTakenBack: boolean;
};

export type DayCounter = {
  readonly add: (entry: CountedEntry) => void;
  readonly result: () => DayCounts;
  /** Everybody who was counted. */
  readonly tags: ReadonlySet<string>;
};

type Sums = { -readonly [Key in keyof Counts]: Counts[Key] };

export const NO_COUNTS: Counts = { scans: 0, admittedIn: 0, admittedOut: 0, checked: 0, refused: 0, manual: 0 };

/** Adds up one day that begins at this midnight. */
export function createDayCounter(dayStartUtcMs: number): DayCounter {
  const sums: Sums = { ...NO_COUNTS };
  const lanes: Record<string, Sums & { hours: number[] }> = {};
  const quarters = new Array<number>(QUARTERS_A_DAY).fill(0);
  const readers: Record<string, number> = {};
  const refusals: Record<string, number> = {};
  const checks: Record<string, number> = {};
  const tags = new Set<string>();
  let takenBack = 0;
  let untagged = 0;
  return {
    tags,
    add: (entry) => {
      if (entry.isTakenBack) {
        takenBack += 1;
        return;
      }
      let lane = lanes[entry.laneId];
      if (lane === undefined) {
        lane = { ...NO_COUNTS, hours: new Array<number>(24).fill(0) };
        lanes[entry.laneId] = lane;
      }
      addTo(sums, entry);
      addTo(lane, entry);
      const [quarter, hour] = [quarterOf(entry.wallUtcMs), hourOf(entry.wallUtcMs)];
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
      lane.hours[hour] = (lane.hours[hour] ?? 0) + 1;
      readers[entry.readerKind] = (readers[entry.readerKind] ?? 0) + 1;
      if (entry.verdict === 'refuse') countReasons(refusals, entry.reasons);
      if (entry.verdict === 'check') countReasons(checks, entry.reasons);
      if (entry.subjectTag === null) untagged += 1;
      else tags.add(entry.subjectTag);
    },
    result: () => ({
      ...sums,
      dayStartUtcMs,
      takenBack,
      untagged,
      persons: tags.size,
      quarters,
      lanes,
      readers,
      refusals,
      checks,
    }),
  };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    scans: a.scans + b.scans,
    admittedIn: a.admittedIn + b.admittedIn,
    admittedOut: a.admittedOut + b.admittedOut,
    checked: a.checked + b.checked,
    refused: a.refused + b.refused,
    manual: a.manual + b.manual,
  };
}

/** `b` added to `a`, by key. */
export function addRecords(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sum = { ...a };
  for (const [key, count] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}

function addTo(sums: Sums, { verdict, direction, readerKind }: CountedEntry): void {
  sums.scans += 1;
  if (verdict === 'admit' && direction === 'in') sums.admittedIn += 1;
  if (verdict === 'admit' && direction === 'out') sums.admittedOut += 1;
  if (verdict === 'check') sums.checked += 1;
  if (verdict === 'refuse') sums.refused += 1;
  if (readerKind === 'manual') sums.manual += 1;
}

function countReasons(counts: Record<string, number>, reasons: string): void {
  for (const reason of reasons.split(' ')) {
    if (reason !== '') counts[reason] = (counts[reason] ?? 0) + 1;
  }
}
