/** What does a gate say of its log under its own signature, and what does the collector answer? */

import { z } from 'zod';

const hex256 = z.string().regex(/^[0-9a-f]{64}$/);
const word = z.string().regex(/^[a-z0-9-]{1,40}$/);
const epoch = z.string().regex(/^[0-9a-f]{32}$/);
/** One entry of a chain: whoever holds both knows all that came before it. */
const link = z.object({ seq: z.int().min(1), hash: hex256 });

export const MAX_STATEMENTS = 20;
/** In one statement: with the longest numbers there are, it stays below what a collector reads. */
export const MAX_ERASED_ENTRIES = 300;

/** What each statement says, whatever its kind. A collector keeps kinds that it does not know. */
export const statement = z.looseObject({ kind: word, device: z.uuid(), atUtcMs: z.number() });

/**
 * The log of one epoch as it stands: its last entry, and the last up to which the collector has acknowledged everything.
 * Held against the log later, it shows what was cut off or rewritten; held against the collector's table, what was lost there.
 */
export const checkpoint = statement.extend({
  kind: z.literal('checkpoint'),
  epoch,
  last: link,
  acknowledged: link.nullable(),
});

/**
 * A person was taken out of these entries at their gate, and whoever holds them takes the person out too. Numbers of entries
 * and nothing of the person: neither a tag nor a hash of one. Said only of what the collector has acknowledged, so that no
 * copy is still on its way to be stored afterwards.
 */
export const erasedEntries = statement.extend({
  kind: z.literal('erased-entries'),
  /** Whose entries they are: a gate whose key was lost hands over, under its new name, what the old one left. */
  entriesDevice: z.uuid(),
  epoch,
  seqs: z.array(z.int().min(1)).min(1).max(MAX_ERASED_ENTRIES),
});

/**
 * `POST {url}/v1/statements`, with the same proof as a batch. Each is a JWS in compact form (RFC 7515, EdDSA with the
 * device key), so that it proves itself as long as somebody keeps it.
 */
export const statementsRequest = z.object({
  device: z.uuid(),
  statements: z
    .array(
      z
        .string()
        .max(8_000)
        .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    )
    .max(MAX_STATEMENTS),
  /** Of this epoch the gate wants to know what the collector holds. */
  epoch: epoch.optional(),
});

export const statementsAnswer = z.object({
  /** In the order of the request. `refused`: not signed by this device, or not a statement. */
  fates: z.array(z.enum(['kept', 'refused'])).max(MAX_STATEMENTS),
  /** The collector's newest entry of the epoch that was asked for. A log that does not hold it is not the one that sent it. */
  held: link.nullable(),
  /** Persons are taken out here as `erasedEntries` asks: a collector of before keeps such statements, and does nothing. */
  takesPersonsOut: z.boolean().default(false),
  serverTimeUtcMs: z.number(),
});

export type Checkpoint = z.infer<typeof checkpoint>;
export type ErasedEntries = z.infer<typeof erasedEntries>;
export type ChainLink = z.infer<typeof link>;
export type StatementsRequest = z.infer<typeof statementsRequest>;
export type StatementsAnswer = z.infer<typeof statementsAnswer>;
