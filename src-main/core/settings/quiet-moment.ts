/** May settings from afar come into force now, or would they disturb people? */

import type { OpeningHours } from '../hours/opening-hours.ts';
import { isOpen } from '../hours/opening-hours.ts';
import { LONGEST_TRIAL_MS } from './judge-trial.ts';

/** Where nobody said when people come, or they always do: the two hours in which the fewest are on their way. */
const ALL_BUT_NIGHT: OpeningHours = { opens: '04:00', closes: '02:00' };
/** A gate that is switched off whenever it is closed has no quiet moment but its start. */
export const WAITS_FOR_QUIET_MS = 20 * 60 * 60_000;

export type Awaited = {
  readonly notBeforeUtcMs: number | null;
  readonly isUrgent: boolean;
  /** Somebody brought it to this very gate, and stands there. */
  readonly isByHand: boolean;
  readonly sinceUtcMs: number;
};

/** `isAtStart`: nobody has been scanned yet since the gate was switched on. */
export function isQuietMoment(
  awaited: Awaited,
  hours: OpeningHours | null,
  nowUtcMs: number,
  isAtStart: boolean,
): boolean {
  if (awaited.notBeforeUtcMs !== null && nowUtcMs < awaited.notBeforeUtcMs) return false;
  if (awaited.isUrgent || awaited.isByHand) return true;
  if (isAtStart && nowUtcMs - awaited.sinceUtcMs >= WAITS_FOR_QUIET_MS) return true;
  const busy = hours === null || hours.opens === hours.closes ? ALL_BUT_NIGHT : hours;
  // The trial is to be over before people come.
  return !isOpen(busy, nowUtcMs) && !isOpen(busy, nowUtcMs + LONGEST_TRIAL_MS);
}
