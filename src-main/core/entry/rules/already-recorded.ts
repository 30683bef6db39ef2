/** Has this code been recorded on this lane, in this direction, moments ago? */

import type { Finding, RuleContext } from '../decide.ts';

/**
 * The window is measured both ways, so a clock that was set back does not double an entry.
 * Outside the window the same person is a new entry: a legitimate return is never dropped.
 */
export function alreadyRecorded({ lastEntry, nowUtcMs, rules }: RuleContext): readonly Finding[] {
  if (lastEntry === null) return [];
  const isRecent = Math.abs(nowUtcMs - lastEntry.atUtcMs) <= rules.repeatWindowMs;
  return isRecent ? [{ verdict: 'already-recorded', reason: 'recorded-moments-ago' }] : [];
}
