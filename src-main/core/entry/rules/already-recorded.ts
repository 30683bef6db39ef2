/** Does the log hold this very answer for this code, on this lane, in this direction, since moments ago? */

import type { Finding, RuleContext } from '../rule.ts';
import type { Verdict } from '../verdict.ts';

/**
 * Asked last, because it depends on `verdict`, the answer of the other rules: whoever is admitted after a refusal, or
 * refused after an admission, gets an entry of their own, so that the log never says the opposite of the screen.
 *
 * The window is measured both ways, so a clock that was set back does not double an entry.
 * Outside the window the same person is a new entry: a legitimate return is never dropped.
 */
export function alreadyRecorded({ lastEntry, nowUtcMs, rules }: RuleContext, verdict: Verdict): Finding | null {
  if (lastEntry === null || lastEntry.verdict !== verdict) return null;
  const isRecent = Math.abs(nowUtcMs - lastEntry.atUtcMs) <= rules.repeatWindowMs;
  return isRecent ? { verdict: 'already-recorded', reason: 'recorded-moments-ago' } : null;
}
