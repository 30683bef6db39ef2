/** What goes in at a lane, and what is shown of it? */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CODE_KINDS, MAX_CODE_LENGTH, TEXT_ENCODINGS } from '../core/code/code.ts';
import { ROSTER_GROUPS } from '../core/entry/roster.ts';
import { READER_KINDS, VERDICTS, VERIFICATIONS } from '../core/entry/verdict.ts';
import { cleanLine } from './clean-line.ts';
import { entryId, reason } from './entry-words.ts';
import { READER_TROUBLES } from './status-api.ts';

const utcMs = z.number();
const count = z.int().min(0);
const direction = z.enum(['in', 'out']);

export const shown = z.strictObject({
  laneId: z.string(),
  direction,
  readerKind: z.enum(READER_KINDS),
  verdict: z.enum(VERDICTS),
  reasons: z.array(reason).readonly(),
  codeKind: z.enum(CODE_KINDS).nullable(),
  maskedName: z.string().nullable(),
  maskedNumber: z.string().nullable(),
  verification: z.enum(VERIFICATIONS),
  issuer: z.string().max(200).nullable(),
  group: z.enum(ROSTER_GROUPS).optional(),
  atUtcMs: utcMs,
  entry: entryId.nullable(),
  recordedAtUtcMs: utcMs.nullable(),
});

export const tally = z.strictObject({
  dayStartUtcMs: utcMs,
  admittedIn: count,
  admittedOut: count,
  checked: count,
  refused: count,
  manual: count,
  repeats: count,
  unreadable: count,
});

/** What the gate would have done with a code on a lane that is being tried out. Nothing of it was written. */
export const tried = z.strictObject({
  readerId: z.string(),
  encoding: z.enum(TEXT_ENCODINGS),
  /** Of the code as it was read, in characters. */
  length: count,
  /** How it came over a serial line; `null` for other readers. */
  line: z.strictObject({ bytes: count, isMarked: z.boolean() }).nullable(),
  shown,
});

/** Text longer than the limit is cut by the reader to one character more, so that the gate says *too long*. */
export const readingInput = z.strictObject({
  laneId: z.string().max(40),
  readerId: z.string().max(40),
  readerKind: z.enum(['camera', 'wedge']),
  text: z.string().max(MAX_CODE_LENGTH + 1),
  encoding: z.enum(TEXT_ENCODINGS),
});

export const manualEntryInput = z.strictObject({
  laneId: z.string().max(40),
  name: cleanLine(120).min(1),
  number: cleanLine(20)
    .regex(/^[0-9A-Za-z]{6,20}$/)
    .nullable(),
  phone: cleanLine(20)
    .regex(/^\+?\d{8,15}$/)
    .nullable(),
  note: cleanLine(200).min(1),
});

/** The guard opens for a vehicle, a delivery, helpers: nobody's name, only what it is. */
export const vehicleInput = z.strictObject({ laneId: z.string().max(40), note: cleanLine(200).min(1) });

const unknownLane = z.strictObject({ type: z.literal('unknown-lane') });
const shownAnswer = z.strictObject({ type: z.literal('shown'), shown });
const entryAnswer = z.discriminatedUnion('type', [shownAnswer, unknownLane]);
const readingAnswer = z.discriminatedUnion('type', [
  shownAnswer,
  z.strictObject({ type: z.literal('tried'), tried }),
  unknownLane,
]);

export const scanCalls = {
  submitReading: oc.input(readingInput).output(readingAnswer),
  submitManualEntry: oc.input(manualEntryInput).output(entryAnswer),
  openByHand: oc.input(vehicleInput).output(entryAnswer),
  /**
   * Tries a lane's readers out: until it is ended, or not asked for again in time, codes on this lane are recognised
   * and judged, and nothing is recorded.
   */
  testLane: oc
    .input(z.strictObject({ laneId: z.string().max(40), isOn: z.boolean() }))
    .output(z.discriminatedUnion('type', [z.strictObject({ type: z.literal('set') }), unknownLane])),
  /** Opens a lane's barrier once, for whoever sets it up; no entry is written and nobody is waited for. */
  testBarrier: oc
    .input(z.strictObject({ laneId: z.string().max(40) }))
    .output(z.strictObject({ type: z.enum(['opened', 'no-barrier', 'out-of-order']) })),
  setDirection: oc
    .input(z.strictObject({ laneId: z.string().max(40), direction }))
    .output(z.discriminatedUnion('type', [z.strictObject({ type: z.literal('set') }), unknownLane])),
  /** What the screen knows of its own readers (camera, wedge). */
  reportReader: oc
    .input(
      z.strictObject({
        readerId: z.string().max(40),
        state: z.enum(['starting', 'ready', 'lost']),
        trouble: z.enum(READER_TROUBLES).nullable(),
      }),
    )
    .output(z.void()),
};

export type ReadingInput = z.infer<typeof readingInput>;
export type ManualEntryInput = z.infer<typeof manualEntryInput>;
export type VehicleInput = z.infer<typeof vehicleInput>;
export type Tried = z.infer<typeof tried>;
export type EntryAnswer = z.infer<typeof entryAnswer>;
export type ReadingAnswer = z.infer<typeof readingAnswer>;
