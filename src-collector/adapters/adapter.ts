/** What does it take to pass entries on to another system, and what is passed on? Read docs/adapters.md beside it. */

import { z } from 'zod';
import { unitPath } from '../contract/unit-path.ts';

/** What goes over at once. */
export const MOST_ITEMS = 500;

const identity = {
  /** Its place in what this system was handed, for files and answers; not what it is. */
  number: z.int().min(1),
  device: z.uuid(),
  epoch: z.string(),
  seq: z.int().min(1),
};
const utcMs = z.number();

/** An entry without its person. What is `optional` is there where the settings say so. */
const passedEntry = z.strictObject({
  kind: z.literal('entry'),
  ...identity,
  /** By the gate's clock. */
  wallUtcMs: utcMs,
  clockOffsetMs: z.number().nullable(),
  receivedAtUtcMs: utcMs,
  unit: unitPath,
  venueId: z.string(),
  venueKind: z.string(),
  laneId: z.string(),
  direction: z.string(),
  inferred: z.boolean(),
  readerKind: z.string(),
  codeKind: z.string(),
  verification: z.string(),
  verdict: z.string(),
  reasons: z.array(z.string()),
  /** The seq, in the same epoch, of an admission that this takes back: it counts as never made. */
  corrects: z.number().nullable(),
  /** It came from a gate whose right to send was taken: sealed before, handed over after. */
  afterRevocation: z.boolean(),
  /** Its person was taken out before it was passed on. */
  isErased: z.boolean(),
  hash: z.string(),
  maskedName: z.string().nullable().optional(),
  maskedNumber: z.string().nullable().optional(),
  subjectTag: z.string().nullable().optional(),
  sealed: z.string().nullable().optional(),
  sealedKeyId: z.string().nullable().optional(),
});

/** The person of an entry that was passed on before is to be taken out there too. */
const passedErasure = z.strictObject({ kind: z.literal('erased'), ...identity });
/** Its day was dropped by the retention rule before it could be passed on: nobody has it any more. */
const passedLoss = z.strictObject({ kind: z.literal('dropped'), ...identity });

export const passedItem = z.discriminatedUnion('kind', [passedEntry, passedErasure, passedLoss]);
export type PassedItem = z.infer<typeof passedItem>;

export type Batch = {
  /** The same for the same items, also after a crash (`Idempotency-Key`). */
  readonly id: string;
  readonly items: readonly PassedItem[];
};

export type Refused = { readonly number: number; readonly reason: string };

/** What became of a batch. What is in none of the lists is sent again. A `why` is a word. */
export type SendAnswer =
  | { readonly type: 'taken'; readonly refused?: readonly Refused[]; readonly notYet?: readonly number[] }
  /** Nothing of it was taken; `null` = when the plan says. */
  | { readonly type: 'retry'; readonly afterMs: number | null; readonly why: string }
  /** Not as it is: half of it is tried next, and one alone is set aside. */
  | { readonly type: 'too-much'; readonly why: string };

export type Adapter = {
  readonly name: string;
  /** Fields beyond the entry without its person. */
  readonly include: readonly Field[];
  /** It gives an answer within `SEND_WITHIN_MS`, whatever the other system does; that it throws counts as `retry`. */
  readonly send: (batch: Batch) => Promise<SendAnswer>;
};

/** Well below how long an owner is the owner. */
export const SEND_WITHIN_MS = 20_000;

/** `masked`: name and number as gates mask them. `tag`: the gate's keyed hash. `sealed`: the person, for the authority's key alone. */
export const field = z.enum(['masked', 'tag', 'sealed']);
export type Field = z.infer<typeof field>;
