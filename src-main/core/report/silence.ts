/** Which lanes recorded nothing although people came, or always come at this hour? */

import type { DayCounts } from './day-counts.ts';
import { DAY_MS, HOUR_MS, hourOf } from './period.ts';

/** Of the four same weekdays before, so many must have had entries. */
const ENOUGH_WEEKDAYS = 2;
const WEEKS_BEFORE = 4;

/** Without a lane: the whole gate recorded nothing. */
export type SilentDay = { readonly dayStartUtcMs: number; readonly laneId: string | null };

/**
 * A day on which the gate was open has entries, or would have had: the same weekday had some in two of the four weeks before. On a
 * day with entries each of the lanes without any is named; on one without, the gate. `days` may go back before those that are asked for.
 */
export function silentDays(
  days: readonly DayCounts[],
  askedFromUtcMs: number,
  laneIds: readonly string[],
): readonly SilentDay[] {
  const byStart = new Map(days.map((day) => [day.dayStartUtcMs, day]));
  return days
    .filter(({ dayStartUtcMs }) => dayStartUtcMs >= askedFromUtcMs)
    .flatMap((day): SilentDay[] => {
      const { dayStartUtcMs } = day;
      if (day.scans === 0) {
        const open = weekdaysBefore(dayStartUtcMs).filter((start) => (byStart.get(start)?.scans ?? 0) > 0);
        return open.length >= ENOUGH_WEEKDAYS ? [{ dayStartUtcMs, laneId: null }] : [];
      }
      return laneIds
        .filter((laneId) => (day.lanes[laneId]?.scans ?? 0) === 0)
        .map((laneId) => ({ dayStartUtcMs, laneId }));
    });
}

/** The same weekday of the four weeks before, the nearest first. */
export function weekdaysBefore(dayStartUtcMs: number): readonly number[] {
  return Array.from({ length: WEEKS_BEFORE }, (_, index) => dayStartUtcMs - (index + 1) * 7 * DAY_MS);
}

/** In this hour, so many at the least on each of the weekdays that count: fewer, and nobody for half an hour may be chance. */
export const BUSY_SCANS = 12;
/** So many of the four weekdays must have been busy: one holiday among them does not hide a dead reader. */
export const BUSY_WEEKDAYS = 3;
/** Nobody for so long, within the hour. */
export const SILENT_FOR_MS = HOUR_MS / 2;

export type SilentLane = { readonly laneId: string; readonly usualScans: number };

export type SilenceQuestion = {
  readonly nowUtcMs: number;
  /** When this gate began to run: nobody is missed while it was off. */
  readonly runningSinceUtcMs: number;
  readonly laneIds: readonly string[];
  /** The last entry of each lane, of today or earlier. */
  readonly lastEntryUtcMs: Readonly<Record<string, number>>;
  /** The same weekdays before, as far as they are known. */
  readonly weekdays: readonly DayCounts[];
};

/**
 * A lane is silent where, for half an hour within the present hour of the day, nobody came, and where at least `BUSY_SCANS` came in this very
 * hour on three of the last four same weekdays. `usualScans` is the least of those.
 */
export function silentLanes(question: SilenceQuestion): readonly SilentLane[] {
  const { nowUtcMs, runningSinceUtcMs, laneIds, lastEntryUtcMs, weekdays } = question;
  const hour = hourOf(nowUtcMs);
  const hourStartUtcMs = Math.floor(nowUtcMs / HOUR_MS) * HOUR_MS;
  const silentSinceUtcMs = Math.max(hourStartUtcMs, runningSinceUtcMs);
  if (nowUtcMs - silentSinceUtcMs < SILENT_FOR_MS) return [];
  return laneIds.flatMap((laneId) => {
    const last = lastEntryUtcMs[laneId] ?? Number.NEGATIVE_INFINITY;
    if (last >= hourStartUtcMs - SILENT_FOR_MS / 2) return [];
    const busy = weekdays.map((day) => day.lanes[laneId]?.hours[hour] ?? 0).filter((scans) => scans >= BUSY_SCANS);
    return busy.length < BUSY_WEEKDAYS ? [] : [{ laneId, usualScans: Math.min(...busy) }];
  });
}
