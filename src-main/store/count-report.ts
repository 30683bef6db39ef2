/** How is a report counted from a long log while people are scanned? A quarter of an hour of entries at a time, each day once for good. */

import { setTimeout as sleep } from 'node:timers/promises';
import { dayStartUtcMs } from '../core/entry/tally.ts';
import type { DayCounts } from '../core/report/day-counts.ts';
import { createDayCounter } from '../core/report/day-counts.ts';
import type { PeriodKind } from '../core/report/period.ts';
import { DAY_MS, dayStarts, HOUR_MS, periodAt, periodBefore, QUARTER_MS } from '../core/report/period.ts';
import type { Report } from '../core/report/report.ts';
import { reportOf } from '../core/report/report.ts';
import type { ReportLog } from './report-log.ts';

/** A day is over for good when the last scan of it is surely written. */
const SETTLED_AFTER_MS = 5 * 60_000;
/** After so much work the thread steps aside, for a third as long: on a machine with one core, scans come first. */
const WORK_MS = 12;
const PAUSE_SHARE = 3;
/** What the silence of a weekday, and the means of the first days, are judged by. */
const WEEKS_BEFORE = 4;

/** Steps aside now and then; ask it after each piece of work. */
export type Breather = () => Promise<void>;

export function createBreather(): Breather {
  let sinceMs = performance.now();
  return async () => {
    const workedMs = performance.now() - sinceMs;
    if (workedMs < WORK_MS) return;
    await sleep(workedMs / PAUSE_SHARE);
    sinceMs = performance.now();
  };
}

export type ReportQuestion = {
  readonly kind: PeriodKind;
  /** Any instant of the period. */
  readonly atUtcMs: number;
  readonly nowUtcMs: number;
  /** Of the settings: a lane that never recorded anything is not in the log. */
  readonly laneIds: readonly string[];
};

export async function countReport(log: ReportLog, question: ReportQuestion, breathe: Breather): Promise<Report> {
  const { kind, atUtcMs, nowUtcMs, laneIds } = question;
  const period = periodAt(kind, atUtcMs);
  const countedUntilUtcMs = Math.max(period.fromUtcMs, Math.min(period.untilUtcMs, nowUtcMs));
  const before = periodBefore(period);
  const isOver = countedUntilUtcMs === period.untilUtcMs;
  const lengthMs = countedUntilUtcMs - period.fromUtcMs;
  const beforeUntilUtcMs = isOver ? before.untilUtcMs : Math.min(before.untilUtcMs, before.fromUtcMs + lengthMs);
  const historyFromUtcMs = period.fromUtcMs - WEEKS_BEFORE * 7 * DAY_MS;
  const counter = { log, nowUtcMs, breathe, missing: new Set<number>() };
  const days = await countDays(counter, historyFromUtcMs, countedUntilUtcMs);
  const beforeDays = await countDays(counter, before.fromUtcMs, beforeUntilUtcMs);
  return reportOf({
    period,
    countedUntilUtcMs,
    beforeFromUtcMs: before.fromUtcMs,
    beforeUntilUtcMs,
    days,
    beforeDays,
    persons: await countPersons(counter, days, period.fromUtcMs, countedUntilUtcMs),
    beforePersons: await countPersons(counter, beforeDays, before.fromUtcMs, beforeUntilUtcMs),
    laneIds,
    missingDays: [...counter.missing].sort((a, b) => a - b),
  });
}

/** Of days that are over; those that nobody has counted are. */
export async function countDaysAt(
  log: ReportLog,
  starts: readonly number[],
  nowUtcMs: number,
  breathe: Breather,
): Promise<readonly DayCounts[]> {
  const counter = { log, nowUtcMs, breathe, missing: new Set<number>() };
  const days: DayCounts[] = [];
  for (const start of starts) days.push(await countDay(counter, start, start + DAY_MS));
  return days.filter(({ dayStartUtcMs }) => !counter.missing.has(dayStartUtcMs));
}

type Counter = {
  readonly log: ReportLog;
  readonly nowUtcMs: number;
  readonly breathe: Breather;
  /** Days of which entries were gone before they were counted. */
  readonly missing: Set<number>;
};

async function countDays(counter: Counter, fromUtcMs: number, untilUtcMs: number): Promise<readonly DayCounts[]> {
  const days: DayCounts[] = [];
  for (const start of dayStarts(fromUtcMs, untilUtcMs)) {
    days.push(await countDay(counter, start, Math.min(start + DAY_MS, untilUtcMs)));
  }
  return days;
}

async function countDay(counter: Counter, startUtcMs: number, untilUtcMs: number): Promise<DayCounts> {
  const { log, nowUtcMs, breathe, missing } = counter;
  const isWhole = untilUtcMs === startUtcMs + DAY_MS;
  const isPurged = startUtcMs < (log.purgedBeforeUtcMs() ?? Number.NEGATIVE_INFINITY);
  const known = isWhole ? log.summaryOf(startUtcMs) : null;
  if (known !== null && (!known.isStale || isPurged)) return known.counts;
  const day = createDayCounter(startUtcMs);
  for (let at = startUtcMs; at < untilUtcMs; at += QUARTER_MS) {
    for (const scan of log.scansBetween(at, Math.min(at + QUARTER_MS, untilUtcMs))) day.add(scan);
    await breathe();
  }
  const counts = day.result();
  if (isPurged) missing.add(startUtcMs);
  else if (isWhole && startUtcMs + DAY_MS + SETTLED_AFTER_MS <= nowUtcMs) log.keepSummary(counts, nowUtcMs);
  return counts;
}

/** People of several days are not the sum of each day's. */
async function countPersons(
  { log, nowUtcMs, breathe, missing }: Counter,
  days: readonly DayCounts[],
  fromUtcMs: number,
  untilUtcMs: number,
): Promise<number | null> {
  const [only] = days;
  if (only === undefined) return 0;
  if (days.length === 1) return missing.has(only.dayStartUtcMs) ? null : only.persons;
  const known = log.personsOf(fromUtcMs, untilUtcMs);
  if (known !== null) return known;
  if (fromUtcMs < (log.purgedBeforeUtcMs() ?? Number.NEGATIVE_INFINITY)) return null;
  const tags = new Set<string>();
  for (let at = fromUtcMs; at < untilUtcMs; at += HOUR_MS) {
    for (const tag of log.tagsBetween(at, Math.min(at + HOUR_MS, untilUtcMs))) tags.add(tag);
    await breathe();
  }
  const isOver = dayStartUtcMs(untilUtcMs) === untilUtcMs && untilUtcMs + SETTLED_AFTER_MS <= nowUtcMs;
  if (isOver) log.keepPersons(fromUtcMs, untilUtcMs, tags.size, nowUtcMs);
  return tags.size;
}
