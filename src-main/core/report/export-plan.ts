/** Which exports are due now, those included that a power cut or a pulled stick kept from being made? */

import type { Period, PeriodKind } from './period.ts';
import { HOUR_MS, periodAfter, periodAt } from './period.ts';

export const EXPORT_SCHEDULES = ['off', 'daily', 'weekly', 'monthly'] as const;
export type ExportSchedule = (typeof EXPORT_SCHEDULES)[number];

/** A gate that was away for longer makes up for the last ones only. */
const MOST_MADE_UP: Readonly<Record<PeriodKind, number>> = { day: 14, week: 6, month: 3 };

const KINDS: Readonly<Record<Exclude<ExportSchedule, 'off'>, PeriodKind>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
};

export function periodKindOf(schedule: Exclude<ExportSchedule, 'off'>): PeriodKind {
  return KINDS[schedule];
}

/**
 * The periods that are over, and whose hour on the day after has come, oldest first. `doneUntilUtcMs`: the end of the last period that
 * was exported, or of the one before exports were switched on.
 */
export function dueExports(options: {
  readonly schedule: ExportSchedule;
  /** 0 to 23, in Vietnam, of the day after the period. */
  readonly hour: number;
  readonly doneUntilUtcMs: number;
  readonly nowUtcMs: number;
}): readonly Period[] {
  const { schedule, hour, doneUntilUtcMs, nowUtcMs } = options;
  if (schedule === 'off') return [];
  const kind = periodKindOf(schedule);
  const due: Period[] = [];
  // A wrong clock may have left a time of long ago: no more steps than there can be exports.
  let period = periodAt(kind, Math.max(doneUntilUtcMs, nowUtcMs - 40 * MOST_MADE_UP.day * 24 * HOUR_MS));
  while (period.untilUtcMs + hour * HOUR_MS <= nowUtcMs) {
    due.push(period);
    period = periodAfter(period);
  }
  return due.slice(-MOST_MADE_UP[kind]);
}

/** When exports are switched on, the period that goes on now is the first. */
export function firstDoneUntil(schedule: Exclude<ExportSchedule, 'off'>, nowUtcMs: number): number {
  return periodAt(periodKindOf(schedule), nowUtcMs).fromUtcMs;
}
