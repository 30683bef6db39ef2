/** What does a gate tell its collector of itself: where it stands, and how it is? */

import { z } from 'zod';
import { fleetStanding } from './fleet-settings.ts';
import { UNIT_LEVELS } from './setup-settings.ts';

const word = z.string().regex(/^[a-z0-9-]{1,40}$/);
const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const count = z.int().min(0).max(1_000_000_000);
/** 1970 to 9999. */
const utcMs = z.number().min(0).max(253_402_300_799_999);

/**
 * `POST {url}/v1/report`, with the same proof as a batch: on each start, when the venue is named otherwise, and every few minutes.
 * Names of venue and lanes are the venue's own words; nothing in it is of a person. The collector keeps the last one only. Words,
 * not lists of words: a gate may be newer than its collector.
 */
export const gateReport = z.object({
  device: z.uuid(),
  atUtcMs: utcMs,
  version: line(40),
  venue: z.object({
    kind: word,
    name: line(120),
    /** From the largest to the smallest. */
    unit: z.array(line(80).min(1)).max(UNIT_LEVELS.length),
  }),
  lanes: z.array(z.object({ id: line(40), name: line(80), direction: z.enum(['in', 'out']) })).max(16),
  readers: z.array(z.object({ kind: word, state: word })).max(32),
  outbox: z.object({ pending: count, oldestPendingAtUtcMs: utcMs.nullable(), quarantined: count }),
  /** Wall clock minus the collector's. */
  clock: z.object({ state: word, offsetMs: z.number().nullable() }),
  disk: z.object({ state: word, freeBytes: z.number().min(0).nullable() }),
  /** What else is not as it should be, a word each. */
  troubles: z.array(word).max(20),
  /** What it holds of settings from afar; absent at a gate that knows none. */
  fromAfar: fleetStanding.optional(),
  /** The last self-test before a shift; absent from an older gate, `null` from one where nobody has made any. */
  selfTest: z
    .object({
      atUtcMs: utcMs,
      result: word,
      /** What was looked at and is not as it should be, a word each; never what was seen. */
      bad: z.array(word).max(40),
      doubtful: z.array(word).max(40),
    })
    .nullish(),
});

/** `settingsVersion`: the newest that this gate is offered, 0 = none; when it is another number than before, the gate asks for what there is. */
export const gateReportAnswer = z.object({
  serverTimeUtcMs: z.number(),
  settingsVersion: z.int().min(0).default(0),
});

export type GateReportAnswer = z.infer<typeof gateReportAnswer>;
export type GateReport = z.infer<typeof gateReport>;
