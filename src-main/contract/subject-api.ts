/** What can be asked of a gate about one person, for that person's own requests? */

import { z } from 'zod';
import { withoutSeparators } from '../core/code/subject-key.ts';
import type { PersonalFields } from '../core/entry/entry.ts';
import type { RosterPerson } from '../core/roster/person.ts';
import type { VisitNote } from '../core/visit/visit-note.ts';
import { CANNOT_NOTE } from './access-api.ts';
import { cleanLine } from './clean-line.ts';

const count = z.int().min(0);
const utcMs = z.number();

/** Of an identity paper, a health insurance card or a phone, as somebody typed it. */
export const subjectInput = z.strictObject({
  number: z
    .string()
    .trim()
    .max(40)
    .transform(withoutSeparators)
    .pipe(z.string().regex(/^\+?[0-9A-Za-z]{6,20}$/)),
});

/** Why, noted for good; the command line, which stands before the machine itself, need not say. */
export const eraseInput = subjectInput.extend({ reason: cleanLine(200).min(5).optional() });

export const subjectSummary = z.strictObject({
  entries: count,
  /** Of those, a collector has them: it has to be asked as well. */
  uploaded: count,
  /** Of those, the authority can read them once they are uploaded. */
  sealedForAuthority: count,
  firstAtUtcMs: utcMs.nullable(),
  lastAtUtcMs: utcMs.nullable(),
  isWatched: z.boolean(),
  /** Rows of the list of who is expected here. */
  rosterPeople: count,
  /** Notes of one shift for the next in which the number stands. */
  handOverNotes: count,
  /** Originals of damaged logs that are still kept, and in which nobody has looked. */
  damagedLogs: count,
});

/** `person` is `null` where its key is lost. */
export const subjectEntryItem = z.strictObject({
  epoch: z.string(),
  seq: z.int(),
  atUtcMs: utcMs,
  laneId: z.string(),
  direction: z.enum(['in', 'out']),
  readerKind: z.string(),
  codeKind: z.string(),
  verification: z.string(),
  verdict: z.string(),
  reasons: z.array(z.string()),
  isUploaded: z.boolean(),
  isSealedForAuthority: z.boolean(),
  person: z.custom<PersonalFields>((value) => typeof value === 'object' && value !== null).nullable(),
  /** What was noted of it here, and is nowhere else. */
  notes: z.array(z.custom<VisitNote>((value) => typeof value === 'object' && value !== null)),
});

/** Of the list of who is expected; `person` is `null` where its key is lost. */
const subjectRosterRow = z.strictObject({
  addedAtUtcMs: utcMs,
  person: z.custom<RosterPerson>((value) => typeof value === 'object' && value !== null).nullable(),
});

/** What the watch list says of the number. */
const subjectWatch = z.strictObject({
  action: z.enum(['check', 'refuse']),
  addedAtUtcMs: utcMs,
  untilUtcMs: utcMs.nullable(),
  maskedNumber: z.string(),
});

/** Of a note of one shift for the next the lines in which the number stands. */
const subjectHandOver = z.strictObject({ givenAtUtcMs: utcMs, lines: z.array(z.string()) });

const refused = z.strictObject({ type: z.literal('refused'), reason: z.literal(CANNOT_NOTE) });

export const subjectExport = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('exported'),
    summary: subjectSummary,
    entries: z.array(subjectEntryItem),
    roster: z.array(subjectRosterRow),
    watched: z.array(subjectWatch),
    handOvers: z.array(subjectHandOver),
    /** The same to be read, in Vietnamese and English. */
    text: z.string(),
  }),
  refused,
]);

/** `isWatched`: what is to be done about a number stays, until somebody takes it off that list. */
const kept = { isWatched: z.boolean(), rosterPeople: count, handOverNotes: count, damagedLogs: count };

export const subjectErased = z.discriminatedUnion('type', [
  /** There was no entry; what else there was is gone. */
  z.strictObject({ type: z.literal('nobody'), ...kept }),
  z.strictObject({
    type: z.literal('erased'),
    entries: count,
    uploaded: count,
    sealedForAuthority: count,
    /** They are still uploaded, without the person. */
    unsent: count,
    /** False: somebody was reading; the journal is emptied at the next purge. */
    isJournalEmpty: z.boolean(),
    ...kept,
  }),
  refused,
]);

export type SubjectSummary = z.infer<typeof subjectSummary>;
export type SubjectEntryItem = z.infer<typeof subjectEntryItem>;
export type SubjectExport = z.infer<typeof subjectExport>;
/** All that this gate holds of one person. */
export type HeldOfSubject = Omit<Extract<SubjectExport, { type: 'exported' }>, 'type'>;
export type SubjectErased = z.infer<typeof subjectErased>;
