/** Is it certain enough what time it is? */

import { VIETNAM_OFFSET_MS } from '../entry/vietnam-offset.ts';
import type { Finding } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';
import { BUILT_AFTER_UTC_MS, GREATEST_QUIET_OFFSET_MS, LATEST_BELIEVABLE_UTC_MS } from './limits.ts';

export type ClockFacts = {
  readonly wallUtcMs: number;
  /** Wall clock minus the collector's; `null` where they were not compared. */
  readonly offsetMs: number | null;
  /** Somebody set it while the gate ran. */
  readonly wasSet: boolean;
  /** Nothing is deleted, because the clock may be wrong. */
  readonly isUnsure: boolean;
};

export function judgeClock({ wallUtcMs, offsetMs, wasSet, isUnsure }: ClockFacts): Finding {
  const time = momentOf(wallUtcMs);
  if (!isBelievable(wallUtcMs)) return bad('clock', 'clock-impossible', { time });
  const seconds = Math.round(Math.abs(offsetMs ?? 0) / 1_000);
  if (isFarOff(offsetMs)) return doubtful('clock', 'clock-off', { time, seconds });
  if (wasSet) return doubtful('clock', 'clock-set', { time });
  if (isUnsure) return doubtful('clock', 'clock-unsure', { time });
  return offsetMs === null
    ? good('clock', 'clock-alone', { time })
    : good('clock', 'clock-compared', { time, seconds });
}

export function isBelievable(wallUtcMs: number): boolean {
  return wallUtcMs >= BUILT_AFTER_UTC_MS && wallUtcMs < LATEST_BELIEVABLE_UTC_MS;
}

export function isFarOff(offsetMs: number | null): boolean {
  return offsetMs !== null && Math.abs(offsetMs) > GREATEST_QUIET_OFFSET_MS;
}

/** `07:05 21/11/2026` in Vietnam. */
function momentOf(atUtcMs: number): string {
  const [day = '', time = ''] = new Date(atUtcMs + VIETNAM_OFFSET_MS).toISOString().split('T');
  return `${time.slice(0, 5)} ${day.split('-').reverse().join('/')}`;
}
