/** Does this venue accept this kind of code? */

import type { Finding, RuleContext } from '../rule.ts';

/** Refuses a person's code of a kind that the venue has switched off. */
export function acceptedKinds({ code, rules }: RuleContext): readonly Finding[] {
  if (code?.type !== 'person' && code?.type !== 'credential') return [];
  if (rules.acceptedKinds.includes(code.kind)) return [];
  return [{ verdict: 'refuse', reason: 'kind-not-accepted' }];
}
