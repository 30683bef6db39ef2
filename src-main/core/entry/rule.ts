/** What does a rule see, and what may it say? */

import type { AcceptableKind } from '../code/code.ts';
import type { OpenedCode } from '../code/credential.ts';
import type { StandingEntry } from './entry.ts';
import type { Expected, RosterMode } from './roster.ts';
import type { Direction, Reason, Verdict } from './verdict.ts';

/** The venue's part in the decision. `version` names this set of rules in every entry. */
export type RuleSettings = {
  readonly version: string;
  /** Within this time the same code on the same lane and direction is answered *already recorded*. */
  readonly repeatWindowMs: number;
  readonly acceptedKinds: readonly AcceptableKind[];
  readonly signedCodes: SignedCodeRules;
  /** Why this venue keeps addresses; empty = it does not. */
  readonly addressReason: string;
  /** Absent = `off`. */
  readonly rosterMode?: RosterMode;
};

/**
 * What becomes of a signed code that is not simply *verified*. Forged and revoked ones are always refused. `check` is the
 * default for the rest: what the gate cannot prove, the guard looks at.
 */
export type SignedCodeRules = {
  readonly signerExpired: SignedCodeAction;
  readonly expired: SignedCodeAction;
  readonly notYetValid: SignedCodeAction;
  readonly unknownIssuer: SignedCodeAction;
  readonly rulesNotMet: SignedCodeAction;
};
export type SignedCodeAction = 'admit' | 'check' | 'refuse';

export type RuleContext = {
  /** `null` for a manual entry: the guard has looked already. */
  readonly code: OpenedCode | null;
  readonly laneId: string;
  readonly direction: Direction;
  readonly nowUtcMs: number;
  readonly rules: RuleSettings;
  readonly lastEntry: StandingEntry | null;
  readonly watched: { readonly action: 'check' | 'refuse' } | null;
  /** Whether this one-time pass let somebody in before; `false` for everything else. */
  readonly isPassUsed: boolean;
  /** Who of the venue's list this is; `null` = nobody of it, or there is no list. */
  readonly expected: Expected | null;
};

/** A rule's opinion; a rule with nothing to say returns `[]`. */
export type Finding = { readonly verdict: Verdict; readonly reason: Reason };
export type Rule = (context: RuleContext) => readonly Finding[];
