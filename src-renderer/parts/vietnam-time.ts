/** What do a clock, a date and an age look like at a Vietnamese gate? UTC+7 all year, 24 hours, day first. */

import { VIETNAM_OFFSET_MS } from '../../src-main/core/entry/vietnam-offset.ts';

/** `21/11/2026`. */
export function vietnamDate(atUtcMs: number): string {
  const at = new Date(atUtcMs + VIETNAM_OFFSET_MS);
  return `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`;
}

/** `2026-11-21`, as a date field and the collector have it. */
export function vietnamDay(atUtcMs: number): string {
  return new Date(atUtcMs + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
}

/** `07:05:09`. */
export function vietnamTime(atUtcMs: number): string {
  const at = new Date(atUtcMs + VIETNAM_OFFSET_MS);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

export type Age = { readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'; readonly n: number };

/** The largest whole unit of an age; a clock that was set back makes it 0 seconds, never a negative age. */
export function ageOf(fromUtcMs: number, nowUtcMs: number): Age {
  const seconds = Math.max(0, Math.floor((nowUtcMs - fromUtcMs) / 1_000));
  if (seconds < 60) return { unit: 'seconds', n: seconds };
  if (seconds < 3_600) return { unit: 'minutes', n: Math.floor(seconds / 60) };
  if (seconds < 48 * 3_600) return { unit: 'hours', n: Math.floor(seconds / 3_600) };
  return { unit: 'days', n: Math.floor(seconds / 86_400) };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
