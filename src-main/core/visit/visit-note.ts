/** What can be noted of an entry besides what was read, and what do its notes say together? */

import type { PartialDate } from '../code/code.ts';

/** An entry of this log, wherever it is named. */
export type EntryRef = { readonly epoch: string; readonly seq: number };

/** What the health declaration of decision 2666/QĐ-BYT asks for; a person ticks what they have. */
export const SYMPTOMS = ['fever', 'cough', 'sore-throat', 'short-breath', 'tired', 'taste-smell', 'other'] as const;
export type Symptom = (typeof SYMPTOMS)[number];

/** Contact and travel: in the last 21 days. */
export type Declaration = {
  readonly symptoms: readonly Symptom[];
  readonly hadContact: boolean;
  readonly wasAway: boolean;
};

/** What a receptionist may take over into the hospital's own system. */
export const COPY_FIELDS = [
  'name',
  'birthDate',
  'sex',
  'idNumber',
  'insuranceNumber',
  'insuranceFrom',
  'insuranceTo',
  'phone',
  'department',
] as const;
export type CopyField = (typeof COPY_FIELDS)[number];

/** Append-only: a later note of the same kind takes the place of an earlier one, which stays. */
export type VisitNote =
  /** From the insurance card itself, written with the entry. */
  | { readonly type: 'insurance'; readonly from: PartialDate | null; readonly to: PartialDate | null }
  /** On this trip from now on; written with the entry where the lane was boarding. */
  | { readonly type: 'boarded'; readonly tripId: string; readonly seat: string | null }
  /** This entry and that earlier one are cards of one person, and how that is known. */
  | { readonly type: 'joined'; readonly with: EntryRef; readonly by: 'number' | 'name-and-birth' | 'receptionist' }
  | { readonly type: 'apart'; readonly with: EntryRef }
  | { readonly type: 'department'; readonly department: string }
  /** Of the visit: this person came along. */
  | { readonly type: 'companion'; readonly with: EntryRef }
  /** Of the companion: whom they came along with, so that they are no visit of their own. */
  | { readonly type: 'accompanies'; readonly with: EntryRef }
  | ({ readonly type: 'declaration'; readonly at: 'desk' | 'visitor' } & Declaration)
  | { readonly type: 'copied'; readonly fields: readonly CopyField[] };

export type VisitNoteType = VisitNote['type'];

/** The entry that a note names besides its own. */
export function linkOf(note: VisitNote): EntryRef | null {
  return 'with' in note ? note.with : null;
}

/** The last note of a kind, or `null`. `notes` in the order in which they were written. */
export function lastNote<Type extends VisitNoteType>(
  notes: readonly VisitNote[],
  type: Type,
): Extract<VisitNote, { type: Type }> | null {
  const found = notes.findLast((note): note is Extract<VisitNote, { type: Type }> => note.type === type);
  return found ?? null;
}

/** One yes is enough: somebody at the desk sees to that person apart from the others. */
export function needsSeparateFlow({ symptoms, hadContact, wasAway }: Declaration): boolean {
  return symptoms.length > 0 || hadContact || wasAway;
}
