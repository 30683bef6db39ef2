/** For which authority does a venue seal what its entries say of people? */

import { z } from 'zod';

const instant = z.number().min(0).max(253_402_300_799_999);

/** As the authority hands it out: a JSON file with these fields. */
export const authorityKey = z
  .strictObject({
    /** Named in each entry that it seals, so that the authority knows which private key opens it. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    /** X25519, the 32 raw bytes as base64url. */
    publicKey: z.string().regex(/^[\w-]{43}$/),
    notBeforeUtcMs: instant,
    notAfterUtcMs: instant,
  })
  .refine(({ notBeforeUtcMs, notAfterUtcMs }) => notBeforeUtcMs < notAfterUtcMs, 'never-valid');

export const authoritySettings = z.strictObject({
  /** The present key and the next: one follows the other without a gap. None = nothing is sealed. */
  keys: z
    .array(authorityKey)
    .max(4)
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'key-twice')
    .default([]),
  /**
   * Of an entry that carries a tag of the week: `withheld` = masked name, masked number and the gate's own tag stay here, so that the collector
   * cannot tie one week to another. `sent` = they go out too; then it can.
   */
  masksBesideTag: z.enum(['withheld', 'sent']).default('withheld'),
});

export type MasksBesideTag = z.infer<typeof authoritySettings>['masksBesideTag'];
export type AuthorityKey = z.infer<typeof authorityKey>;
