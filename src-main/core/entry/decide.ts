/** What is the guard told to do? Runs the rules over a code and takes the gravest answer. */

import type { Code, PersonCodeKind } from '../code/code.ts';
import type { StandingEntry } from './entry.ts';
import { acceptedKinds } from './rules/accepted-kinds.ts';
import { alreadyRecorded } from './rules/already-recorded.ts';
import { implausibleFields } from './rules/implausible-fields.ts';
import { notAPerson } from './rules/not-a-person.ts';
import { watchList } from './rules/watch-list.ts';
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

export type Decision = {
  readonly verdict: Verdict;
  /** Those of the gravest findings first; none twice. */
  readonly reasons: readonly Reason[];
  /** False where nothing new is written: unreadable, or the entry stands already. */
  readonly isRecorded: boolean;
  /** The entry that stands already, for *already recorded*. */
  readonly standing: StandingEntry | null;
};

const RULES: readonly Rule[] = [notAPerson, watchList, acceptedKinds, implausibleFields];

/**
 * Gravest first. *Already recorded* stands above *admit* only: a repeat of somebody who is refused or to be
 * looked at gets the same answer again, so that holding the card twice never turns red into calm.
 */
const GRAVITY: readonly Verdict[] = ['out-of-order', 'unreadable', 'refuse', 'check', 'already-recorded', 'admit'];

/** Decides about one code. Pure; the same context gives the same decision. */
export function decide(context: RuleContext): Decision {
  const findings = gravestFirst(RULES.flatMap((rule) => rule(context)));
  const repeat = alreadyRecorded(context, findings[0]?.verdict ?? 'admit');
  const all = repeat === null ? findings : gravestFirst([...findings, repeat]);
  const verdict = all[0]?.verdict ?? 'admit';
  return {
    verdict,
    reasons: [...new Set(all.map((finding) => finding.reason))],
    isRecorded: verdict !== 'unreadable' && repeat === null,
    standing: repeat === null ? null : context.lastEntry,
  };
}

function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((one, other) => GRAVITY.indexOf(one.verdict) - GRAVITY.indexOf(other.verdict));
}
