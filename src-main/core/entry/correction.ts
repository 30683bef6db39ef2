/** What does the log say when somebody who was let in did not pass? */

import type { EntryDraft, Moment } from './entry.ts';

/** What of an entry a correction repeats: where it was, and the tag by which the subject is known again. Never the person. */
export type Corrected = Pick<EntryDraft, 'laneId' | 'direction' | 'codeKind' | 'subjectTag' | 'rulesVersion'> & {
  readonly seq: number;
};

/** An entry of its own, because the log is append-only; it names the admission that it takes back. */
export function correctionOf(
  { seq, laneId, direction, codeKind, subjectTag, rulesVersion }: Corrected,
  at: Moment,
): EntryDraft {
  return {
    at,
    laneId,
    direction,
    // A rule concludes it from what a sensor did not see; no reader read anybody.
    inferred: true,
    readerKind: 'barrier',
    codeKind,
    subjectTag,
    codeLength: null,
    personal: null,
    verification: 'none',
    issuer: null,
    trustVersion: null,
    verdict: 'refuse',
    reasons: ['not-passed'],
    rulesVersion,
    corrects: seq,
    // The admission has it already.
    tracing: null,
  };
}
