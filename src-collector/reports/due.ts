/** When is a report of a rhythm due, and of which period is it then? */

import type { Period, PeriodKind } from '../../src-main/core/report/period.ts';
import { HOUR_MS, periodAfter, periodAt, periodBefore } from '../../src-main/core/report/period.ts';
import type { ReportSchedule } from '../contract/notices-calls.ts';

export type Rhythm = Pick<ReportSchedule, 'rhythm' | 'hour'>;

const KINDS: Readonly<Record<ReportSchedule['rhythm'], PeriodKind>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
};
/** Nobody counts how many were missed beyond this. */
const MOST_MISSED = 400;

/** The last time up to `nowUtcMs` at which one was due: at its hour of the first day after the period. */
export function lastDueUtcMs({ rhythm, hour }: Rhythm, nowUtcMs: number): number {
  const current = periodAt(KINDS[rhythm], nowUtcMs);
  const dueUtcMs = current.fromUtcMs + hour * HOUR_MS;
  return dueUtcMs <= nowUtcMs ? dueUtcMs : periodBefore(current).fromUtcMs + hour * HOUR_MS;
}

/** The first time after `nowUtcMs`. */
export function nextDueUtcMs({ rhythm, hour }: Rhythm, nowUtcMs: number): number {
  const current = periodAt(KINDS[rhythm], nowUtcMs);
  const dueUtcMs = current.fromUtcMs + hour * HOUR_MS;
  return dueUtcMs > nowUtcMs ? dueUtcMs : periodAfter(current).fromUtcMs + hour * HOUR_MS;
}

/** Of which day, week or month is the one that is due then? */
export function reportedPeriod({ rhythm }: Rhythm, dueUtcMs: number): Period {
  return periodBefore(periodAt(KINDS[rhythm], dueUtcMs));
}

export type Due = { readonly dueUtcMs: number; readonly missed: number };

/** What has to be sent now, if `plannedUpToUtcMs` was the last: the newest one, and how many before it never were. */
export function dueNow(rhythm: Rhythm, plannedUpToUtcMs: number, nowUtcMs: number): Due | null {
  const dueUtcMs = lastDueUtcMs(rhythm, nowUtcMs);
  if (dueUtcMs <= plannedUpToUtcMs) return null;
  let missed = 0;
  let at = lastDueUtcMs(rhythm, dueUtcMs - 1);
  while (at > plannedUpToUtcMs && missed < MOST_MISSED) {
    missed += 1;
    at = lastDueUtcMs(rhythm, at - 1);
  }
  return { dueUtcMs, missed };
}
