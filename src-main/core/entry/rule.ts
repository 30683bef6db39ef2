/** What does a rule see, and what may it say? */

import type { Code, PersonCodeKind } from '../code/code.ts';
import type { StandingEntry } from './entry.ts';
import type { Reason, Verdict } from './verdict.ts';

/** The venue's part in the decision. `version` names this set of rules in every entry. */
export type RuleSettings = {
  readonly version: string;
  /** Within this time the same code on the same lane and direction is answered *already recorded*. */
  readonly repeatWindowMs: number;
  readonly acceptedKinds: readonly PersonCodeKind[];
};

export type RuleContext = {
  /** `null` for a manual entry: the guard has looked already. */
  readonly code: Code | null;
  readonly nowUtcMs: number;
  readonly rules: RuleSettings;
  readonly lastEntry: StandingEntry | null;
  readonly watched: { readonly action: 'check' | 'refuse' } | null;
};

/** A rule's opinion; a rule with nothing to say returns `[]`. */
export type Finding = { readonly verdict: Verdict; readonly reason: Reason };
export type Rule = (context: RuleContext) => readonly Finding[];
