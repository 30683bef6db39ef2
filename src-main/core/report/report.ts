/** What does a day, a week or a month come to? Sums of days, beside the period before. */

import type { Counts, DayCounts, LaneCounts } from './day-counts.ts';
import { addCounts, addRecords, NO_COUNTS } from './day-counts.ts';
import type { Period } from './period.ts';
import { DAY_MS, QUARTER_MS } from './period.ts';
import type { SilentDay } from './silence.ts';
import { silentDays } from './silence.ts';

/** `persons` is `null` where entries that it takes to tell are gone by the retention rule. */
export type Figures = Counts & {
  readonly persons: number | null;
  readonly untagged: number;
  readonly takenBack: number;
};

export type ReportDay = {
  readonly dayStartUtcMs: number;
  readonly scans: number;
  readonly persons: number;
  readonly refused: number;
  readonly manual: number;
  /** Scans a day, of the seven days that end with this one; `null` where not all of them are over, or known. */
  readonly sevenDayMean: number | null;
};

export type Peak = { readonly scans: number; readonly fromUtcMs: number };

export type Report = {
  readonly period: Period;
  /** Earlier than the period's end while it goes on. */
  readonly countedUntilUtcMs: number;
  readonly figures: Figures;
  /** Of the same length of the period before. */
  readonly before: Figures;
  readonly beforeFromUtcMs: number;
  readonly beforeUntilUtcMs: number;
  readonly days: readonly ReportDay[];
  /** Scans by hour of the day, 24 of them, all days together. */
  readonly hours: readonly number[];
  readonly lanes: Readonly<Record<string, LaneCounts>>;
  readonly readers: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
  readonly checks: Readonly<Record<string, number>>;
  readonly peak: Peak | null;
  readonly silent: readonly SilentDay[];
  /** Days whose entries went by the retention rule before anybody counted them. */
  readonly missingDays: readonly number[];
};

export type ReportParts = {
  readonly period: Period;
  readonly countedUntilUtcMs: number;
  readonly beforeFromUtcMs: number;
  readonly beforeUntilUtcMs: number;
  /** From four weeks before the period on, in order. */
  readonly days: readonly DayCounts[];
  readonly beforeDays: readonly DayCounts[];
  readonly persons: number | null;
  readonly beforePersons: number | null;
  readonly laneIds: readonly string[];
  readonly missingDays: readonly number[];
};

const WEEK = 7;

export function reportOf(parts: ReportParts): Report {
  const { period, countedUntilUtcMs, laneIds } = parts;
  const within = parts.days.filter(({ dayStartUtcMs }) => dayStartUtcMs >= period.fromUtcMs);
  const finished = parts.days.filter(({ dayStartUtcMs }) => dayStartUtcMs + DAY_MS <= countedUntilUtcMs);
  const missing = new Set(parts.missingDays);
  return {
    period,
    countedUntilUtcMs,
    figures: figuresOf(within, parts.persons),
    before: figuresOf(parts.beforeDays, parts.beforePersons),
    beforeFromUtcMs: parts.beforeFromUtcMs,
    beforeUntilUtcMs: parts.beforeUntilUtcMs,
    days: within.map((day) => ({
      dayStartUtcMs: day.dayStartUtcMs,
      scans: day.scans,
      persons: day.persons,
      refused: day.refused,
      manual: day.manual,
      sevenDayMean: meanThrough(parts.days, day.dayStartUtcMs, countedUntilUtcMs, missing),
    })),
    hours: hoursOf(within),
    lanes: lanesOf(within),
    readers: within.reduce((sum, day) => addRecords(sum, day.readers), {}),
    refusals: within.reduce((sum, day) => addRecords(sum, day.refusals), {}),
    checks: within.reduce((sum, day) => addRecords(sum, day.checks), {}),
    peak: peakOf(within),
    // A day that goes on is not silent yet, and of one that is gone nobody knows.
    silent: silentDays(finished, period.fromUtcMs, laneIds).filter(({ dayStartUtcMs }) => !missing.has(dayStartUtcMs)),
    missingDays: parts.missingDays.filter((day) => day >= period.fromUtcMs && day < period.untilUtcMs),
  };
}

function figuresOf(days: readonly DayCounts[], persons: number | null): Figures {
  return {
    ...days.reduce(addCounts, NO_COUNTS),
    persons,
    untagged: days.reduce((sum, { untagged }) => sum + untagged, 0),
    takenBack: days.reduce((sum, { takenBack }) => sum + takenBack, 0),
  };
}

function meanThrough(
  days: readonly DayCounts[],
  dayStartUtcMs: number,
  countedUntilUtcMs: number,
  missing: ReadonlySet<number>,
): number | null {
  const seven = days.filter(
    (day) => day.dayStartUtcMs <= dayStartUtcMs && day.dayStartUtcMs > dayStartUtcMs - WEEK * DAY_MS,
  );
  const isOver = dayStartUtcMs + DAY_MS <= countedUntilUtcMs;
  if (!isOver || seven.length < WEEK || seven.some((day) => missing.has(day.dayStartUtcMs))) return null;
  return seven.reduce((sum, { scans }) => sum + scans, 0) / WEEK;
}

function hoursOf(days: readonly DayCounts[]): readonly number[] {
  return Array.from({ length: 24 }, (_, hour) =>
    days.reduce(
      (sum, { quarters }) => sum + quarters.slice(hour * 4, hour * 4 + 4).reduce((part, count) => part + count, 0),
      0,
    ),
  );
}

function lanesOf(days: readonly DayCounts[]): Readonly<Record<string, LaneCounts>> {
  const sums: Record<string, LaneCounts> = {};
  for (const { lanes } of days) {
    for (const [laneId, counts] of Object.entries(lanes)) {
      const before = sums[laneId];
      sums[laneId] =
        before === undefined
          ? counts
          : {
              ...addCounts(before, counts),
              hours: before.hours.map((scans, hour) => scans + (counts.hours[hour] ?? 0)),
            };
    }
  }
  return sums;
}

/** The first of the busiest. */
function peakOf(days: readonly DayCounts[]): Peak | null {
  let peak: Peak | null = null;
  for (const { dayStartUtcMs, quarters } of days) {
    for (const [index, scans] of quarters.entries()) {
      if (scans > (peak?.scans ?? 0)) peak = { scans, fromUtcMs: dayStartUtcMs + index * QUARTER_MS };
    }
  }
  return peak;
}
