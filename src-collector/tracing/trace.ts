/** What does a trace find in the entries that were fetched for it? */

import type { Contact, RuleParameters } from './contacts.ts';
import { contactsOf } from './contacts.ts';
import type { Stay, Window } from './stays.ts';
import { staysOf } from './stays.ts';
import type { Correction, TracedEntry } from './visits.ts';
import { standing, visitsOf } from './visits.ts';

export type TraceRules = RuleParameters & {
  readonly window: Window;
  readonly longestMs: number;
  /** The usual stay at a venue. */
  readonly stayMsOf: (venue: string) => number;
};

export type Traced = {
  readonly stays: readonly Stay[];
  /** The index person's entries within the window. */
  readonly indexEntries: readonly TracedEntry[];
  readonly contacts: readonly Contact[];
};

/** What the index person's own entries say: where to look for others. */
export function indexStays(
  entries: readonly TracedEntry[],
  corrections: readonly Correction[],
  rules: TraceRules,
): Stay[] {
  return staysOf(visitsOf(standing(entries, corrections), rules.stayMsOf, rules.longestMs), rules.window);
}

/** `entries` hold the index person's (all under the name `index`) and everybody else's of the same venues, in any order. */
export function trace(
  entries: readonly TracedEntry[],
  corrections: readonly Correction[],
  index: string,
  rules: TraceRules,
): Traced {
  const stand = standing(entries, corrections);
  const own = stand.filter(({ person }) => person === index);
  const others = stand.filter(({ person }) => person !== index);
  const stays = indexStays(own, [], rules);
  const { fromUtcMs, toUtcMs } = rules.window;
  const indexEntries = own.filter(({ atUtcMs }) => atUtcMs >= fromUtcMs && atUtcMs < toUtcMs);
  const visits = visitsOf(others, rules.stayMsOf, rules.longestMs);
  return { stays, indexEntries, contacts: contactsOf(stays, indexEntries, visits, others, rules, rules.longestMs) };
}
