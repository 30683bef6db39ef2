/** Is the self-test of this opening still to be made? */

import { VIETNAM_OFFSET_MS } from '../entry/vietnam-offset.ts';
import type { OpeningHours } from '../hours/opening-hours.ts';
import { isOpen } from '../hours/opening-hours.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Whoever comes before the doors open tests for this opening. */
const EARLY_MS = 3 * 3_600_000;

/** Only a venue that said when it is open is reminded, and only while it is: at the beginning of its hours, until it is done. */
export function isTestDue(hours: OpeningHours | null, lastTestAtUtcMs: number | null, nowUtcMs: number): boolean {
  if (hours === null || !isOpen(hours, nowUtcMs)) return false;
  const openedUtcMs = lastOpeningUtcMs(hours, nowUtcMs);
  return lastTestAtUtcMs === null || lastTestAtUtcMs < openedUtcMs - EARLY_MS;
}

/** When the hours of now began. */
function lastOpeningUtcMs({ opens }: OpeningHours, nowUtcMs: number): number {
  const [hour = 0, minute = 0] = opens.split(':').map(Number);
  const sinceMs = nowUtcMs + VIETNAM_OFFSET_MS - (hour * 60 + minute) * MINUTE_MS;
  return nowUtcMs - (((sinceMs % DAY_MS) + DAY_MS) % DAY_MS);
}
