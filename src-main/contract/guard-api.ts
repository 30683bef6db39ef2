/** What can a guard ask of the log: who came last, who is inside, what the shift was? Nobody signs in for it. */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CODE_KINDS } from '../core/code/code.ts';
import { GUARD_CORRECTIONS, READER_KINDS, STORE_FAILURES, VERDICTS, VERIFICATIONS } from '../core/entry/verdict.ts';
import { cleanLine } from './clean-line.ts';
import { entryId, reason } from './entry-words.ts';

const utcMs = z.number();
const count = z.int().min(0);
const direction = z.enum(['in', 'out']);
/** Where an entry stands in the log; a rescued one may stand before the first. */
const place = z.int();

export const MOST_PAST_AT_ONCE = 100;
/** From then until now, by the gate's own clock. `shift`: since the last hand-over. */
export const HISTORY_SPANS = ['quarter', 'hour', 'shift', 'today', 'all'] as const;

export const historyInput = z.strictObject({
  laneId: z.string().max(40).nullable(),
  verdict: z.enum(['admit', 'check', 'refuse']).nullable(),
  span: z.enum(HISTORY_SPANS),
  /** `null` = from the newest. */
  before: place.nullable(),
  limit: z.int().min(1).max(MOST_PAST_AT_ONCE),
});

/** Masked, as everything that a guard sees. */
export const historyItem = z.strictObject({
  place,
  entry: entryId,
  atUtcMs: utcMs,
  laneId: z.string(),
  direction,
  readerKind: z.enum(READER_KINDS),
  codeKind: z.enum(CODE_KINDS),
  verdict: z.enum(VERDICTS),
  reasons: z.array(reason),
  verification: z.enum(VERIFICATIONS),
  maskedName: z.string().nullable(),
  maskedNumber: z.string().nullable(),
  takenBack: z.strictObject({ why: reason, atUtcMs: utcMs }).nullable(),
  /** Young enough, of the present log, and not taken back yet. */
  mayCorrect: z.boolean(),
});

export const historyPage = z.strictObject({ items: z.array(historyItem), next: place.nullable() });

export const correctionInput = z
  .strictObject({ entry: entryId, reason: z.enum(GUARD_CORRECTIONS), note: cleanLine(200).min(1).nullable() })
  .refine((input) => (input.note !== null) === (input.reason === 'corrected-otherwise'), {
    path: ['note'],
    error: 'note-for-other-only',
  });
export const correctionAnswer = z.discriminatedUnion('type', [
  /** `instead`: which way the entry goes that was written in its place. */
  z.strictObject({ type: z.literal('corrected'), instead: direction.nullable() }),
  z.strictObject({ type: z.literal('refused'), reason: z.enum(['not-standing', 'too-old', ...STORE_FAILURES]) }),
]);

/** What somebody is by, not who: a vehicle was opened for by hand and has no name. */
export const VISIT_GROUPS = ['card', 'pass', 'manual', 'vehicle', 'other'] as const;
const visitGroup = z.enum(VISIT_GROUPS);
/** More people than stand in any place that one gate leads to. */
export const MOST_INSIDE = 10_000;

const visit = z.strictObject({
  place,
  atUtcMs: utcMs,
  laneId: z.string(),
  certainty: z.enum(['certain', 'maybe']),
  group: visitGroup,
});

export const insideCounts = z.strictObject({
  atUtcMs: utcMs,
  closeAfterHours: count,
  /** Of these `maybe` and `vehicles` are parts of their own. */
  total: count,
  people: count,
  maybe: count,
  vehicles: count,
  closedByRule: count,
  strayOuts: count,
  byLane: z.array(z.strictObject({ laneId: z.string(), count })),
  byGroup: z.array(z.strictObject({ group: visitGroup, count })),
});

export const insideList = z.strictObject({
  counts: insideCounts,
  visits: z.array(visit.extend({ maskedName: z.string().nullable(), maskedNumber: z.string().nullable() })),
});

/** For the fire marshal, in an emergency: who to look for by name. That it was asked for stands in the gate's log of events. */
export const evacuationList = z.strictObject({
  counts: insideCounts,
  visits: z.array(
    visit.extend({
      name: z.string().nullable(),
      /** The last three characters, to tell two people of one name apart. */
      numberEnd: z.string().nullable(),
      phone: z.string().nullable(),
      /** What the guard wrote of a vehicle or of somebody without a card. */
      note: z.string().nullable(),
    }),
  ),
});

export const MAX_HAND_OVER_NOTE = 1_000;
export const MAX_GUARD_NAME = 80;

/** Counts of one shift. `repeats`, `unreadable` and `troubles` are not in the log: they are counted while the gate runs. */
export const shiftNumbers = z.strictObject({
  admittedIn: count,
  admittedOut: count,
  checked: count,
  refused: count,
  manual: count,
  repeats: count,
  unreadable: count,
  troubles: count,
  inside: count,
});

export const handOverItem = z.strictObject({
  id: z.int(),
  sinceUtcMs: utcMs,
  givenAtUtcMs: utcMs,
  numbers: shiftNumbers,
  /** `null` where its key is lost. */
  note: z.string().nullable(),
  givenBy: z.string().nullable(),
  takenAtUtcMs: utcMs.nullable(),
  takenBy: z.string().nullable(),
});

export const shiftView = z.strictObject({
  sinceUtcMs: utcMs,
  /** Since when what is not in the log has been counted: later than the shift's start where the gate was restarted. */
  countedSinceUtcMs: utcMs,
  numbers: shiftNumbers,
  /** The newest first. */
  handOvers: z.array(handOverItem),
});

export const handOverInput = z.strictObject({
  givenBy: cleanLine(MAX_GUARD_NAME),
  /** Lines of text; no other controls. */
  note: z
    .string()
    .trim()
    .max(MAX_HAND_OVER_NOTE)
    .regex(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u),
});
const handOverAnswer = z.strictObject({ type: z.enum(['given', 'cannot-write']) });
const takeOverAnswer = z.strictObject({ type: z.enum(['taken', 'not-waiting', 'cannot-write']) });

export const guardCalls = {
  listHistory: oc.input(historyInput).output(historyPage),
  correctEntry: oc.input(correctionInput).output(correctionAnswer),
  whoIsInside: oc.output(insideList),
  /** Full names. Noted in the log of events each time. */
  listForEvacuation: oc.output(evacuationList),
  viewShift: oc.output(shiftView),
  giveOver: oc.input(handOverInput).output(handOverAnswer),
  takeOver: oc.input(z.strictObject({ id: z.int(), takenBy: cleanLine(MAX_GUARD_NAME) })).output(takeOverAnswer),
};

export type HistoryInput = z.infer<typeof historyInput>;
export type HistoryItem = z.infer<typeof historyItem>;
export type HistoryPage = z.infer<typeof historyPage>;
export type HistorySpan = (typeof HISTORY_SPANS)[number];
export type CorrectionInput = z.infer<typeof correctionInput>;
export type CorrectionAnswer = z.infer<typeof correctionAnswer>;
export type VisitGroup = z.infer<typeof visitGroup>;
export type InsideCounts = z.infer<typeof insideCounts>;
export type InsideList = z.infer<typeof insideList>;
export type EvacuationList = z.infer<typeof evacuationList>;
export type ShiftNumbers = z.infer<typeof shiftNumbers>;
export type ShiftView = z.infer<typeof shiftView>;
export type HandOverItem = z.infer<typeof handOverItem>;
export type HandOverInput = z.infer<typeof handOverInput>;
export type HandOverAnswer = z.infer<typeof handOverAnswer>;
export type TakeOverAnswer = z.infer<typeof takeOverAnswer>;
