/** How is a day written and read at a Vietnamese desk? */

import { VIETNAM_OFFSET_MS } from '../../../src-main/core/entry/vietnam-offset.ts';
import { vietnamDate } from '../../parts/vietnam-time.ts';

const DAY_MS = 86_400_000;

/** The beginning of the day in Vietnam; `null` for an empty field, `undefined` for what is no day. */
export function dayStartOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const [, day, month, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text.trim()) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
  return isReal ? date.getTime() - VIETNAM_OFFSET_MS : undefined;
}

/** The end is exclusive, so the last day is the one before it. */
export function lastDayText(untilUtcMs: number | null): string {
  return untilUtcMs === null ? '' : vietnamDate(untilUtcMs - 1);
}

export function dayText(atUtcMs: number | null): string {
  return atUtcMs === null ? '' : vietnamDate(atUtcMs);
}

export function endOfDay(startUtcMs: number | null): number | null {
  return startUtcMs === null ? null : startUtcMs + DAY_MS;
}
