/** What can a screen ask of the gate's trust lists? */

import { z } from 'zod';

const utcMs = z.number();
const count = z.int().min(0);

export const trustListItem = z.strictObject({
  /** Names the publisher. */
  source: z.string(),
  form: z.string(),
  state: z.enum(['in-force', 'damaged']),
  keys: count,
  hashes: count,
  cards: count,
  importedAtUtcMs: utcMs,
  isStale: z.boolean(),
  isSigned: z.boolean(),
});

/** Why a list did not come in; the one before it stays in force. */
export const LIST_REFUSALS = [
  'too-large',
  'unknown-form',
  'not-readable',
  'not-production',
  'too-many-keys',
  'empty',
  'broken-signature',
  'unknown-signer',
  'unusable-rules',
  'cannot-write',
  'cannot-read',
  'not-an-address',
  'not-https',
  'unreachable',
  'timeout',
  'http-status',
  'too-many-redirects',
] as const;

/** Larger files come from a folder or an address. */
export const MAX_LIST_FILE_BYTES = 8_000_000;

export const trustImport = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('imported'),
    name: z.string(),
    source: z.string(),
    form: z.string(),
    keys: count,
    hashes: count,
    cards: count,
    skipped: count,
    isSigned: z.boolean(),
  }),
  z.strictObject({ type: z.literal('refused'), name: z.string(), reason: z.enum(LIST_REFUSALS) }),
]);

/** `place`: a file, a folder (a USB stick) or an address, as the gate's machine sees it. */
export const trustSource = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('file'),
    name: z.string().max(200),
    base64: z.base64().max(Math.ceil(MAX_LIST_FILE_BYTES / 3) * 4),
  }),
  z.strictObject({ from: z.literal('place'), place: z.string().min(1).max(500) }),
]);

export type TrustListItem = z.infer<typeof trustListItem>;
export type TrustImport = z.infer<typeof trustImport>;
export type TrustSource = z.infer<typeof trustSource>;
