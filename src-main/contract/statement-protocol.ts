/** What does a gate say of its log under its own signature, and what does the collector answer? */

import { z } from 'zod';

const hex256 = z.string().regex(/^[0-9a-f]{64}$/);
const word = z.string().regex(/^[a-z0-9-]{1,40}$/);
const epoch = z.string().regex(/^[0-9a-f]{32}$/);
/** One entry of a chain: whoever holds both knows all that came before it. */
const link = z.object({ seq: z.int().min(1), hash: hex256 });

export const MAX_STATEMENTS = 20;

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
  serverTimeUtcMs: z.number(),
});

export type Checkpoint = z.infer<typeof checkpoint>;
export type ChainLink = z.infer<typeof link>;
export type StatementsRequest = z.infer<typeof statementsRequest>;
export type StatementsAnswer = z.infer<typeof statementsAnswer>;
