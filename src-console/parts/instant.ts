/** What does a moment look like on the console's pages? As at the gates: Vietnam's time, day first. */

import { vietnamDate, vietnamTime } from '../../src-renderer/parts/vietnam-time.ts';

/** `29/11/2026 17:05`. */
export function dayAndMinute(atUtcMs: number): string {
  return `${vietnamDate(atUtcMs)} ${vietnamTime(atUtcMs).slice(0, 5)}`;
}

/** `29/11/2026 17:05:09`, where the order within a minute counts. */
export function dayAndSecond(atUtcMs: number): string {
  return `${vietnamDate(atUtcMs)} ${vietnamTime(atUtcMs)}`;
}

/** A day of the calendar, `2026-11-21`, as it is said: `21/11/2026`. */
export function sayDay(day: string): string {
  return day.split('-').reverse().join('/');
}
