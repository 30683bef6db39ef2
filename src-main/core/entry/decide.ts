/** What is the guard told to do? Runs the rules over a code and takes the gravest answer. */

import type { StandingEntry } from './entry.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';
import { acceptedKinds } from './rules/accepted-kinds.ts';
import { alreadyRecorded } from './rules/already-recorded.ts';
import { implausibleFields } from './rules/implausible-fields.ts';
import { notAPerson } from './rules/not-a-person.ts';
import { roster } from './rules/roster.ts';
import { signedCode } from './rules/signed-code.ts';
import { watchList } from './rules/watch-list.ts';
import type { Reason, Verdict } from './verdict.ts';

export type Decision = {
  readonly verdict: Verdict;
  /** Those of the gravest findings first; none twice. */
  readonly reasons: readonly Reason[];
  /** False where nothing new is written: unreadable, or the entry stands already. */
  readonly isRecorded: boolean;
  /** The entry that stands already, for *already recorded*. */
  readonly standing: StandingEntry | null;
};

const RULES: readonly Rule[] = [notAPerson, watchList, acceptedKinds, signedCode, roster, implausibleFields];

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
