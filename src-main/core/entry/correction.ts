/** What does the log say when an entry of its own is not so after all? */

import type { EntryDraft, Moment, PersonalFields } from './entry.ts';
import type { Direction, GuardCorrection } from './verdict.ts';

/** What of an entry a correction repeats: where it was, and the tag by which the subject is known again. Never the person. */
export type Corrected = Pick<EntryDraft, 'laneId' | 'direction' | 'codeKind' | 'subjectTag' | 'rulesVersion'> & {
  readonly seq: number;
};

/** So long after it was made may a guard take an entry back, in milliseconds: a shift, and the one before it. */
export const CORRECTED_WITHIN_MS = 24 * 3_600_000;

/** Somebody who was let in did not pass: an entry of its own, because the log is append-only; it names the one that it takes back. */
export function correctionOf(corrected: Corrected, at: Moment): EntryDraft {
  // A rule concludes it from what a sensor did not see; no reader read anybody.
  return takingBack(corrected, at, { inferred: true, readerKind: 'barrier', reasons: ['not-passed'], personal: null });
}

/** A guard says that an entry was a mistake, and why. Their own words may name somebody: they are kept as a person is. */
export function guardCorrectionOf(
  corrected: Corrected,
  at: Moment,
  reason: GuardCorrection,
  note: string | null,
): EntryDraft {
  const personal = note === null ? null : { ...NOBODY, note };
  return takingBack(corrected, at, { inferred: false, readerKind: 'correction', reasons: [reason], personal });
}

/**
 * The entry that should have been made: the same person by the same reading, the other way. Its time is that of the correction,
 * because the log says what it learned when it learned it.
 */
export function turnedAround(entry: EntryDraft, at: Moment): EntryDraft {
  const before = entry.reasons.filter((reason) => reason !== 'direction-corrected');
  return {
    ...entry,
    at,
    direction: otherWay(entry.direction),
    reasons: [...before, 'direction-corrected'],
    corrects: null,
  };
}

export function otherWay(direction: Direction): Direction {
  return direction === 'in' ? 'out' : 'in';
}

/** Whether an entry is young enough for a guard. One of a clock that has since been set back is young. */
export function isYoungEnough(madeAtUtcMs: number, nowUtcMs: number): boolean {
  return nowUtcMs - madeAtUtcMs <= CORRECTED_WITHIN_MS;
}

const NOBODY: PersonalFields = {
  maskedName: null,
  maskedNumber: null,
  name: null,
  number: null,
  birthDate: null,
  sex: null,
  phone: null,
  address: null,
  note: null,
};

function takingBack(
  { seq, laneId, direction, codeKind, subjectTag, rulesVersion }: Corrected,
  at: Moment,
  what: Pick<EntryDraft, 'inferred' | 'readerKind' | 'reasons' | 'personal'>,
): EntryDraft {
  return {
    at,
    laneId,
    direction,
    inferred: what.inferred,
    readerKind: what.readerKind,
    codeKind,
    subjectTag,
    codeLength: null,
    personal: what.personal,
    verification: 'none',
    issuer: null,
    trustVersion: null,
    verdict: 'refuse',
    reasons: what.reasons,
    rulesVersion,
    corrects: seq,
    // The entry that is taken back has it already.
    tracing: null,
  };
}
