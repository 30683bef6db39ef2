/** What may be asked of persons' requests and of breaches, and what comes back? */

import { z } from 'zod';
import { unitPath } from './unit-path.ts';

export const utcMs = z.int().min(0).max(253_402_300_799_999);
const count = z.int().min(0);

/** What a person may ask for: to see and have a copy, to have it put right, to have it used less or not, to be taken out. */
export const REQUEST_KINDS = ['copy', 'correct', 'restrict', 'erase'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
/** How the desk made sure who it was. Never who. */
export const IDENTIFIED_BY = ['paper-seen', 'vneid', 'representative', 'court-or-police'] as const;

/** The office's own word for it: by it the office finds the letter, in which the name stands. Nobody's number. */
const reference = z
  .string()
  .trim()
  .max(40)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}./_-]*$/u)
  .refine((text) => !/\d{9}/.test(text.replace(/[./_-]/g, '')), { message: 'number-in-text' });
/** Why, in a sentence that stays: nobody's number. */
const why = z
  .string()
  .trim()
  .min(3)
  .max(300)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
  .refine((text) => !/\d{9}/.test(text.replace(/[\s.-]/g, '')), { message: 'number-in-text' });

export const registerInput = z.strictObject({
  kind: z.enum(REQUEST_KINDS),
  receivedAtUtcMs: utcMs,
  identifiedBy: z.enum(IDENTIFIED_BY),
  reference,
});

/** What was done about a request by a person's hand. What the calls do themselves they write down themselves. */
export const stepInput = z
  .strictObject({
    requestId: z.uuid(),
    /** `answered`: told that it came, and what happens. `extended`: the longer time, with the reason. */
    step: z.enum(['answered', 'extended', 'done', 'refused']),
    reason: why.nullable(),
  })
  .refine(({ step, reason }) => reason !== null || step === 'answered' || step === 'done', { message: 'reason' });

/** The tags of one person, made by the authority on its own machine. Never a number. */
export const ofPersonInput = z.strictObject({
  requestId: z.uuid(),
  tags: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(60),
});

export const listRequestsInput = z.strictObject({
  which: z.enum(['open', 'closed']),
  beforeUtcMs: utcMs.optional(),
  limit: z.int().min(1).max(200).default(50),
});
export const requestInput = z.strictObject({ requestId: z.uuid() });

export const request = z.strictObject({
  requestId: z.uuid(),
  kind: z.enum(REQUEST_KINDS),
  unit: unitPath,
  reference: z.string(),
  identifiedBy: z.string(),
  receivedAtUtcMs: z.number(),
  registeredName: z.string(),
  state: z.enum(['open', 'done', 'refused']),
  /** The first answer; `null` = none was given yet. */
  answeredAtUtcMs: z.number().nullable(),
  answerDueUtcMs: z.number(),
  doneDueUtcMs: z.number(),
  extensionReason: z.string().nullable(),
  closedAtUtcMs: z.number().nullable(),
  isAnswerOverdue: z.boolean(),
  isOverdue: z.boolean(),
});
export type PersonRequest = z.infer<typeof request>;

export const step = z.strictObject({
  atUtcMs: z.number(),
  byName: z.string(),
  step: z.string(),
  reason: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
});

const place = z.strictObject({
  device: z.uuid(),
  venue: z.string(),
  unit: unitPath,
  entries: count,
  /** Of these, the authority can say who it was. */
  sealed: count,
  firstAtUtcMs: z.number(),
  lastAtUtcMs: z.number(),
});
export type Place = z.infer<typeof place>;

export const found = z.strictObject({
  entries: count,
  sealed: count,
  places: z.array(place),
  /** Traces that rest on these entries: until their results are deleted, nobody is taken out of them. */
  heldByCases: count,
});

export const receipt = z.strictObject({
  receiptId: z.uuid(),
  requestId: z.uuid(),
  erasedAtUtcMs: z.number(),
  erasedName: z.string(),
  entries: count,
  /** The venues keep logs of their own: each has to take the person out there too. */
  places: z.array(z.strictObject({ device: z.uuid(), venue: z.string(), unit: unitPath, entries: count })),
});
export type ErasureReceipt = z.infer<typeof receipt>;

const holiday = z.iso.date();
export const holidays = z.strictObject({ days: z.array(holiday).max(200) });

/** Of what somebody has seen more than they should. */
const breachScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unit'), unit: unitPath }),
  z.strictObject({ kind: z.literal('gate'), device: z.uuid() }),
  /** All gates that name the same venue. */
  z.strictObject({ kind: z.literal('venue'), venueId: z.string().max(64) }),
  /** An account: what it was handed, and what it did. */
  z.strictObject({ kind: z.literal('account'), id: z.int().min(1).max(2_147_483_647) }),
  z.strictObject({ kind: z.literal('token'), id: z.int().min(1).max(2_147_483_647) }),
]);
export type BreachScope = z.infer<typeof breachScope>;

const window = {
  scope: breachScope,
  fromUtcMs: utcMs,
  toUtcMs: utcMs,
  /** `arrived`: in the window. `held`: whatever lay here during it. */
  covers: z.enum(['arrived', 'held']),
};
export const breachQueryInput = z
  .strictObject(window)
  .refine(({ fromUtcMs, toUtcMs }) => toUtcMs > fromUtcMs, { message: 'window' });
export const registerBreachInput = z
  .strictObject({ ...window, noticedAtUtcMs: utcMs, nature: why, measures: why.nullable() })
  .refine(({ fromUtcMs, toUtcMs }) => toUtcMs > fromUtcMs, { message: 'window' });
export const settleBreachInput = z
  .strictObject({
    breachId: z.uuid(),
    /** The authority was told, or it was found that it need not be, with the reason. */
    became: z.enum(['notified', 'not-needed']),
    atUtcMs: utcMs,
    reason: why.nullable(),
  })
  .refine(({ became, reason }) => became === 'notified' || reason !== null, { message: 'reason' });
export type BreachQuery = z.infer<typeof breachQueryInput>;

export const breachCounts = z.strictObject({
  entries: count,
  /** Different tags: a person in two key weeks, or at two gates without keys of the week, is two. So at most as many persons. */
  persons: count,
  personsBy: z.enum(['exact', 'hyperloglog']),
  /** Which fields of a person stand there: the whole person sealed; masks; a tag alone; nothing. */
  fields: z.strictObject({ sealed: count, masked: count, taggedOnly: count, nobody: count }),
  venues: z.array(z.strictObject({ venueId: z.string(), venue: z.string(), unit: unitPath, entries: count })),
  isVenuesCut: z.boolean(),
  /** Who did what in the console within the window, from the audit log. */
  accesses: z.array(z.strictObject({ by: z.string(), call: z.string(), outcome: z.string(), times: count })),
  isAccessesCut: z.boolean(),
});
export type BreachCounts = z.infer<typeof breachCounts>;

export const breach = z.strictObject({
  breachId: z.uuid(),
  nature: z.string(),
  measures: z.string().nullable(),
  noticedAtUtcMs: z.number(),
  /** 72 hours after it was noticed. */
  notifyDueUtcMs: z.number(),
  isOverdue: z.boolean(),
  scope: breachScope,
  fromUtcMs: z.number(),
  toUtcMs: z.number(),
  covers: z.string(),
  counts: breachCounts,
  registeredName: z.string(),
  registeredAtUtcMs: z.number(),
  state: z.enum(['open', 'notified', 'not-needed']),
  settledAtUtcMs: z.number().nullable(),
  settledReason: z.string().nullable(),
});
export type Breach = z.infer<typeof breach>;

/** What goes into the notice of a breach, field by field; `null` is for a hand to fill in: the collector does not know it. */
export const breachForm = z.strictObject({
  form: z.array(z.strictObject({ field: z.string(), value: z.string().nullable() })),
});
