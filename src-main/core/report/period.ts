/** From when to when is a day, a week or a month at a Vietnamese gate? UTC+7 all year; weeks begin on Monday. */

import { dayStartUtcMs } from '../entry/tally.ts';
import { VIETNAM_OFFSET_MS } from '../entry/vietnam-offset.ts';

export const DAY_MS = 86_400_000;
export const QUARTER_MS = 900_000;
export const HOUR_MS = 3_600_000;
export const QUARTERS_A_DAY = 96;
export const PERIOD_KINDS = ['day', 'week', 'month'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** From the first instant to before the last one. */
export type Period = { readonly kind: PeriodKind; readonly fromUtcMs: number; readonly untilUtcMs: number };

/** The day, week or month in which an instant lies. */
export function periodAt(kind: PeriodKind, atUtcMs: number): Period {
  const day = dayStartUtcMs(atUtcMs);
  switch (kind) {
    case 'day':
      return { kind, fromUtcMs: day, untilUtcMs: day + DAY_MS };
    case 'week': {
      const fromUtcMs = day - weekdayOf(day) * DAY_MS;
      return { kind, fromUtcMs, untilUtcMs: fromUtcMs + 7 * DAY_MS };
    }
    case 'month': {
      const { year, month } = dateOf(day);
      return { kind, fromUtcMs: monthStart(year, month), untilUtcMs: monthStart(year, month + 1) };
    }
  }
}

export function periodBefore({ kind, fromUtcMs }: Period): Period {
  return periodAt(kind, fromUtcMs - 1);
}

export function periodAfter({ kind, untilUtcMs }: Period): Period {
  return periodAt(kind, untilUtcMs);
}

/** The midnights of the days that begin from the first instant on, before the last one. */
export function dayStarts(fromUtcMs: number, untilUtcMs: number): readonly number[] {
  const first = dayStartUtcMs(fromUtcMs);
  const days = Math.max(0, Math.ceil((untilUtcMs - first) / DAY_MS));
  return Array.from({ length: days }, (_, index) => first + index * DAY_MS);
}

/** Which quarter of an hour of its day an instant is in, 0 to 95. */
export function quarterOf(atUtcMs: number): number {
  return Math.min(QUARTERS_A_DAY - 1, Math.floor((atUtcMs - dayStartUtcMs(atUtcMs)) / QUARTER_MS));
}

/** 0 to 23. */
export function hourOf(atUtcMs: number): number {
  return Math.floor(quarterOf(atUtcMs) / 4);
}

/** 0 = Monday. */
export function weekdayOf(atUtcMs: number): number {
  // 1 January 1970 was a Thursday.
  const day = Math.floor((atUtcMs + VIETNAM_OFFSET_MS) / DAY_MS);
  return (((day + 3) % 7) + 7) % 7;
}

export type CalendarDate = { readonly year: number; readonly month: number; readonly day: number };

/** `month` from 1 on. */
export function dateOf(atUtcMs: number): CalendarDate {
  const at = new Date(atUtcMs + VIETNAM_OFFSET_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** For the name of a file: `2026-11-28`, `2026-11-23_2026-11-29`, `2026-11`. */
export function periodName({ kind, fromUtcMs, untilUtcMs }: Period): string {
  const first = isoDate(fromUtcMs);
  switch (kind) {
    case 'day':
      return first;
    case 'week':
      return `${first}_${isoDate(untilUtcMs - 1)}`;
    case 'month':
      return first.slice(0, 7);
  }
}

/** `2026-11-28`. */
export function isoDate(atUtcMs: number): string {
  const { year, month, day } = dateOf(atUtcMs);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `28/11/2026`. */
export function vietnamDay(atUtcMs: number): string {
  const { year, month, day } = dateOf(atUtcMs);
  return `${two(day)}/${two(month)}/${year}`;
}

/** `07:05`. */
export function vietnamClock(atUtcMs: number): string {
  const minutes = Math.floor((atUtcMs - dayStartUtcMs(atUtcMs)) / 60_000);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function monthStart(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) - VIETNAM_OFFSET_MS;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
