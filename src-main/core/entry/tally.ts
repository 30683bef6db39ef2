/** How many came today? */

import type { Shown } from './entry.ts';
import { VIETNAM_OFFSET_MS } from './vietnam-offset.ts';

const DAY_MS = 24 * 3_600_000;
/** Counts of one day in Vietnam. Each is entries written, but `unreadable` and `repeats`, which write none. */
export type Tally = {
  readonly dayStartUtcMs: number;
  readonly admittedIn: number;
  readonly admittedOut: number;
  readonly checked: number;
  readonly refused: number;
  readonly manual: number;
  readonly repeats: number;
  readonly unreadable: number;
};

/** Midnight in Vietnam (UTC+7, no summer time) before or at an instant. */
export function dayStartUtcMs(atUtcMs: number): number {
  return Math.floor((atUtcMs + VIETNAM_OFFSET_MS) / DAY_MS) * DAY_MS - VIETNAM_OFFSET_MS;
}

/** A day on which nobody has come yet. */
export function emptyTally(atUtcMs: number): Tally {
  return {
    dayStartUtcMs: dayStartUtcMs(atUtcMs),
    admittedIn: 0,
    admittedOut: 0,
    checked: 0,
    refused: 0,
    manual: 0,
    repeats: 0,
    unreadable: 0,
  };
}

/** The tally after one more verdict; a new day starts from nothing. */
export function countShown(tally: Tally, shown: Shown): Tally {
  const today = dayStartUtcMs(shown.atUtcMs) === tally.dayStartUtcMs ? tally : emptyTally(shown.atUtcMs);
  const manual = shown.readerKind === 'manual' && shown.entry !== null && shown.recordedAtUtcMs === null ? 1 : 0;
  const counted = { ...today, manual: today.manual + manual };
  if (shown.recordedAtUtcMs !== null) return { ...counted, repeats: counted.repeats + 1 };
  switch (shown.verdict) {
    case 'admit':
      return shown.direction === 'in'
        ? { ...counted, admittedIn: counted.admittedIn + 1 }
        : { ...counted, admittedOut: counted.admittedOut + 1 };
    case 'check':
      return { ...counted, checked: counted.checked + 1 };
    case 'refuse':
      return { ...counted, refused: counted.refused + 1 };
    case 'unreadable':
      return { ...counted, unreadable: counted.unreadable + 1 };
    case 'already-recorded':
    case 'out-of-order':
      return counted;
  }
}
