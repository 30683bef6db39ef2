/** Is the venue open, and how long until it is not? What disturbs a gate waits for that. */

import { VIETNAM_OFFSET_MS } from '../entry/vietnam-offset.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** `HH:MM` in Vietnam, every day alike. Past midnight where it closes before it opens; all day where both are the same. */
export type OpeningHours = { readonly opens: string; readonly closes: string };

/** `null`: nobody said when people come, so they may come at any hour. */
export function isOpen(hours: OpeningHours | null, atUtcMs: number): boolean {
  if (hours === null) return true;
  const opensMs = ofDay(hours.opens);
  const closesMs = ofDay(hours.closes);
  const nowMs = positive(atUtcMs + VIETNAM_OFFSET_MS);
  if (opensMs === closesMs) return true;
  return opensMs < closesMs ? opensMs <= nowMs && nowMs < closesMs : nowMs >= opensMs || nowMs < closesMs;
}

/** From when on it is closed: now, or at the end of these hours; `null` where it never closes. */
export function nextClosedUtcMs(hours: OpeningHours | null, fromUtcMs: number): number | null {
  if (hours === null || hours.opens === hours.closes) return null;
  if (!isOpen(hours, fromUtcMs)) return fromUtcMs;
  return fromUtcMs + positive(ofDay(hours.closes) - VIETNAM_OFFSET_MS - fromUtcMs);
}

function ofDay(clockTime: string): number {
  const [hour = 0, minute = 0] = clockTime.split(':').map(Number);
  return (hour * 60 + minute) * MINUTE_MS;
}

function positive(ms: number): number {
  return ((ms % DAY_MS) + DAY_MS) % DAY_MS;
}
