/** Has somebody asked to be told when this person comes? */

import type { Finding, RuleContext } from '../rule.ts';

/** The list's own action, *check* or *refuse*; the screen never says why the person is on it. */
export function watchList({ watched }: RuleContext): readonly Finding[] {
  return watched === null ? [] : [{ verdict: watched.action, reason: 'on-watch-list' }];
}
