/** What can be asked of a gate about one person, for that person's own requests? */

import { z } from 'zod';
import type { PersonalFields } from '../core/entry/entry.ts';
import type { VisitNote } from '../core/visit/visit-note.ts';
import { cleanLine } from './clean-line.ts';

const count = z.int().min(0);
const utcMs = z.number();

/** Of an identity paper, a health insurance card or a phone, as somebody typed it. */
export const subjectInput = z.strictObject({
  number: z
    .string()
    .trim()
    .max(40)
    .transform((typed) => typed.replace(/[\s.-]/g, ''))
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
  rosterPeople: count.optional(),
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

export const subjectExport = z.strictObject({
  summary: subjectSummary,
  entries: z.array(subjectEntryItem),
  /** The same to be read, in Vietnamese and English. */
  text: z.string(),
});

const kept = { isWatched: z.boolean(), rosterPeople: count.optional(), damagedLogs: count };

export const subjectErased = z.discriminatedUnion('type', [
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
]);

export type SubjectSummary = z.infer<typeof subjectSummary>;
export type SubjectEntryItem = z.infer<typeof subjectEntryItem>;
export type SubjectExport = z.infer<typeof subjectExport>;
export type SubjectErased = z.infer<typeof subjectErased>;
