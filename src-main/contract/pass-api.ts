/** What can a screen ask of the desk that makes the venue's passes? */

import { z } from 'zod';
import { PASS_PURPOSES } from '../core/code/credential.ts';
import { cleanLine } from './clean-line.ts';
import { MAX_PASS_NAME } from './venue-pass.ts';

const utcMs = z.number();

/** As many as one sheet of A4 holds, ten times. */
export const MOST_PASSES_AT_ONCE = 80;

/** One pass by name, or several alike. */
export const passOrder = z
  .strictObject({
    purpose: z.enum(PASS_PURPOSES),
    name: cleanLine(MAX_PASS_NAME).min(1).nullable(),
    count: z.int().min(1).max(MOST_PASSES_AT_ONCE),
    /** `null` = from now on. */
    notBeforeUtcMs: utcMs.nullable(),
    expiresAtUtcMs: utcMs,
    isOneTime: z.boolean(),
    /** `null` = every lane. */
    laneIds: z.array(z.string().max(40)).min(1).max(16).nullable(),
  })
  .refine(({ name, count }) => name === null || count === 1, { path: ['count'], error: 'name-twice' });

export const madePass = z.strictObject({
  id: z.string(),
  /** What goes into the QR code. Who has it has the pass: it is shown and printed, and kept nowhere. */
  text: z.string(),
  name: z.string().nullable(),
  purpose: z.enum(PASS_PURPOSES),
  isOneTime: z.boolean(),
  laneIds: z.array(z.string()).nullable(),
  notBeforeUtcMs: utcMs,
  expiresAtUtcMs: utcMs,
});

export const PASS_REFUSALS = ['ends-too-early', 'too-long', 'unknown-lane', 'cannot-write'] as const;
export const makePassesAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('made'), issuer: z.string(), passes: z.array(madePass) }),
  z.strictObject({ type: z.literal('refused'), reason: z.enum(PASS_REFUSALS) }),
]);

export const passItem = z.strictObject({
  id: z.string(),
  purpose: z.enum(PASS_PURPOSES),
  isOneTime: z.boolean(),
  maskedName: z.string(),
  madeAtUtcMs: utcMs,
  expiresAtUtcMs: utcMs,
  revokedAtUtcMs: utcMs.nullable(),
});

export type PassOrder = z.infer<typeof passOrder>;
export type MadePass = z.infer<typeof madePass>;
export type MakePassesAnswer = z.infer<typeof makePassesAnswer>;
export type PassItem = z.infer<typeof passItem>;
