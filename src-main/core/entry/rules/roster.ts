/** Is this person on the venue's list, today and at this lane? */

import type { Expected, RosterMode } from '../roster.ts';
import type { Finding, RuleContext } from '../rule.ts';
import type { Reason } from '../verdict.ts';

/** The list decides who comes in. Nobody is kept in by it: on the way out it only asks for the venue's own badge back. */
export function roster(context: RuleContext): readonly Finding[] {
  const { direction, expected, rules } = context;
  if (direction === 'out') return expected?.isBadgeOut === true ? [{ verdict: 'check', reason: 'badge-not-back' }] : [];
  const mode = rules.rosterMode ?? 'off';
  if (mode === 'off') return [];
  return expected === null ? notListed(context, mode) : outsideTerms(expected, context, mode);
}

function notListed({ code }: RuleContext, mode: Exclude<RosterMode, 'off'>): readonly Finding[] {
  // A manual entry: the guard typed who it is.
  if (code === null) return [{ verdict: mode, reason: 'not-on-roster' }];
  switch (code.type) {
    case 'person':
      // Who hides the number may well be on the list: the guard looks at the card.
      return code.key === null ? [] : [{ verdict: mode, reason: 'not-on-roster' }];
    case 'credential':
      // The venue's own pass is an invitation. A certificate has a number of its own, which no list knows.
      return code.kind === 'pass' ? [] : [{ verdict: 'check', reason: 'not-on-roster' }];
    case 'opaque':
      // An unknown code is looked at anyway.
      return mode === 'refuse' ? [{ verdict: 'refuse', reason: 'not-on-roster' }] : [];
    case 'badge':
    case 'place':
    case 'unreadable':
      return [];
  }
}

function outsideTerms(
  { validFromUtcMs, validUntilUtcMs, laneIds }: Expected,
  { nowUtcMs, laneId }: RuleContext,
  mode: Exclude<RosterMode, 'off'>,
): readonly Finding[] {
  const reasons: Reason[] = [];
  if (validFromUtcMs !== null && nowUtcMs < validFromUtcMs) reasons.push('roster-not-yet');
  if (validUntilUtcMs !== null && nowUtcMs >= validUntilUtcMs) reasons.push('roster-over');
  if (laneIds?.includes(laneId) === false) reasons.push('roster-other-lane');
  return reasons.map((reason) => ({ verdict: mode, reason }));
}
