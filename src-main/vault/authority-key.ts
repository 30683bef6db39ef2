/** Which key of the authority are entries sealed to now, and how does one entry's person go under it? */

import { z } from 'zod';
import { hpkeOpen, hpkeSeal } from './hpke.ts';

/** How long before its end a key without a successor is spoken of. */
export const EXPIRY_WARNING_MS = 14 * 86_400_000;
/** The purpose that both sides name to HPKE, so that a block for it opens for nothing else. */
const INFO = Buffer.from('gac-cong entry to authority 1', 'utf8');

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What an authority hands out: its X25519 public key (raw, base64url, 43 characters) and when it serves. */
export const authorityKey = z
  .strictObject({
    keyId: z.string().regex(/^[a-z0-9-]{1,40}$/),
    publicKey: z.string().regex(/^[\w-]{43}$/),
    notBefore: instant,
    notAfter: instant,
  })
  .refine((key) => key.notBefore < key.notAfter);

export type AuthorityKey = z.infer<typeof authorityKey>;

/** `expired` and `none` seal to nobody; neither keeps a scan from being recorded. */
export type AuthorityKeyStanding =
  | { readonly type: 'serving' | 'ending'; readonly key: AuthorityKey }
  | { readonly type: 'not-yet' | 'expired' | 'none' };

/** Of the keys that serve now, the one that began last: where two overlap, the new one. `ending` = warn. */
export function standingOf(keys: readonly AuthorityKey[], nowUtcMs: number): AuthorityKeyStanding {
  const serving = keys
    .filter((key) => key.notBefore <= nowUtcMs && nowUtcMs < key.notAfter)
    .sort((one, other) => other.notBefore - one.notBefore || (one.keyId < other.keyId ? -1 : 1));
  const [key] = serving;
  if (key !== undefined) {
    const lastEndUtcMs = Math.max(...serving.map(({ notAfter }) => notAfter));
    return { type: lastEndUtcMs - nowUtcMs <= EXPIRY_WARNING_MS ? 'ending' : 'serving', key };
  }
  if (keys.length === 0) return { type: 'none' };
  return { type: keys.some((one) => one.notBefore > nowUtcMs) ? 'not-yet' : 'expired' };
}

/** Where an entry stands in its log; a block opens nowhere else. */
export type Place = { readonly device: string; readonly epoch: string; readonly seq: number };

/** The block as the upload can carry it: base64url. Throws where the public key gives no secret. */
export function sealToAuthority(key: AuthorityKey, plain: string, place: Place): string {
  const publicKeyRaw = Buffer.from(key.publicKey, 'base64url');
  const sealed = hpkeSeal(publicKeyRaw, Buffer.from(plain, 'utf8'), boundTo(key.keyId, place));
  return Buffer.from(sealed).toString('base64url');
}

/** For the authority, with its 32 raw secret bytes; `null` = another key, another place, or changed. */
export function openAsAuthority(keyId: string, privateKeyRaw: Uint8Array, sealed: string, place: Place): string | null {
  const plain = hpkeOpen(privateKeyRaw, Buffer.from(sealed, 'base64url'), boundTo(keyId, place));
  return plain === null ? null : Buffer.from(plain).toString('utf8');
}

/** JSON, so that no two places have the same text. */
function boundTo(keyId: string, { device, epoch, seq }: Place): { readonly info: Buffer; readonly aad: Buffer } {
  return { info: INFO, aad: Buffer.from(JSON.stringify([keyId, device, epoch, seq]), 'utf8') };
}
