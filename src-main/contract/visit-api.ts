/** What does a hospital's desk ask of the gate? Visits of a day, one person's data, declarations, the clipboard. */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { CopyField } from '../core/visit/visit-note.ts';
import { COPY_FIELDS, SYMPTOMS } from '../core/visit/visit-note.ts';
import { LONGEST_DEPARTMENT } from './hospital-settings.ts';

const count = z.int().min(0);
const utcMs = z.number();
const laneId = z.string().max(40);

export const entryRef = z.strictObject({ epoch: z.string().max(40), seq: z.int().min(1) });

export const declarationInput = z.strictObject({
  symptoms: z.array(z.enum(SYMPTOMS)).max(SYMPTOMS.length),
  hadContact: z.boolean(),
  wasAway: z.boolean(),
});

/** `separate`: somebody answered yes to something, and is kept apart. */
export const DECLARED = ['none', 'clear', 'separate'] as const;

const maskedPerson = z.strictObject({ maskedName: z.string().nullable(), maskedNumber: z.string().nullable() });

export const visitItem = maskedPerson.extend({
  visit: entryRef,
  laneId,
  atUtcMs: utcMs,
  hasIdentity: z.boolean(),
  hasInsurance: z.boolean(),
  department: z.string().nullable(),
  companions: count,
  declared: z.enum(DECLARED),
});

/** Two cards of which nobody is sure whether they are one person's. */
export const joinQuestion = z.strictObject({
  visit: entryRef,
  with: entryRef,
  one: maskedPerson.extend({ birthYear: z.int().nullable() }),
  two: maskedPerson.extend({ birthYear: z.int().nullable() }),
});

export const visitDay = z.strictObject({
  /** The newest first, at most two hundred. */
  items: z.array(visitItem),
  questions: z.array(joinQuestion),
  /** Of the whole day, whatever the list shows. */
  visits: count,
  undeclared: count,
  separate: count,
  departments: z.array(z.strictObject({ name: z.string().nullable(), visits: count })),
});

/** In clear, for who works with it. Dates as they are written down here. */
export const visitDetail = z.strictObject({
  visit: entryRef,
  atUtcMs: utcMs,
  values: z.record(z.enum(COPY_FIELDS), z.string().nullable()),
  declaration: declarationInput.extend({ at: z.enum(['desk', 'visitor']) }).nullable(),
  declared: z.enum(DECLARED),
  companions: z.array(maskedPerson.extend({ entry: entryRef, atUtcMs: utcMs })),
  copies: count,
});

/** `gone`: not in the log any more. `not-stored`: the disk refused, nothing was written. */
const noted = z.strictObject({ type: z.enum(['noted', 'gone', 'not-stored']) });

export const visitCalls = {
  listVisits: oc.input(z.strictObject({ department: z.string().max(LONGEST_DEPARTMENT).nullable() })).output(visitDay),
  openVisit: oc
    .input(z.strictObject({ visit: entryRef }))
    .output(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('visit'), detail: visitDetail }),
        z.strictObject({ type: z.literal('gone') }),
      ]),
    ),
  setDepartment: oc
    .input(z.strictObject({ visit: entryRef, department: z.string().trim().min(1).max(LONGEST_DEPARTMENT) }))
    .output(noted),
  answerJoin: oc.input(z.strictObject({ visit: entryRef, with: entryRef, isSame: z.boolean() })).output(noted),
  /** The next card on this lane is of the person who comes along; `null` ends the wait. */
  awaitCompanion: oc
    .input(z.strictObject({ laneId, visit: entryRef.nullable() }))
    .output(z.strictObject({ type: z.enum(['waiting', 'ended', 'gone', 'unknown-lane']) })),
  /** `at`: on whose side of the desk it was filled in. */
  declareHealth: oc
    .input(z.strictObject({ visit: entryRef, declaration: declarationInput, at: z.enum(['desk', 'visitor']) }))
    .output(noted),
  /** Written down first: who copies is seen to have copied. */
  copyVisit: oc
    .input(z.strictObject({ visit: entryRef, fields: z.array(z.enum(COPY_FIELDS)).min(1).max(COPY_FIELDS.length) }))
    .output(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('copied'), text: z.string() }),
        z.strictObject({ type: z.enum(['gone', 'not-stored']) }),
      ]),
    ),
};

export type EntryRefInput = z.infer<typeof entryRef>;
export type DeclarationInput = z.infer<typeof declarationInput>;
export type VisitItem = z.infer<typeof visitItem>;
export type VisitDay = z.infer<typeof visitDay>;
export type VisitDetail = z.infer<typeof visitDetail>;
export type JoinQuestion = z.infer<typeof joinQuestion>;
export type Noted = z.infer<typeof noted>;

type Copied = { readonly type: 'copied'; readonly text: string } | { readonly type: 'gone' | 'not-stored' };
type Of<More = object> = { readonly visit: EntryRefInput } & More;

/** As the gate has them. */
export type VisitCalls = {
  readonly listVisits: (input: { readonly department: string | null }) => VisitDay;
  readonly openVisit: (input: Of) => { type: 'visit'; detail: VisitDetail } | { type: 'gone' };
  readonly setDepartment: (input: Of<{ readonly department: string }>) => Noted;
  readonly answerJoin: (input: Of<{ readonly with: EntryRefInput; readonly isSame: boolean }>) => Noted;
  readonly awaitCompanion: (input: { readonly laneId: string; readonly visit: EntryRefInput | null }) => {
    type: 'waiting' | 'ended' | 'gone' | 'unknown-lane';
  };
  readonly declareHealth: (
    input: Of<{ readonly declaration: DeclarationInput; readonly at: 'desk' | 'visitor' }>,
  ) => Noted;
  readonly copyVisit: (input: Of<{ readonly fields: readonly CopyField[] }>) => Copied;
};
