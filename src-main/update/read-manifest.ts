/** Was this manifest signed by whom this gate trusts, and what does it say? */

import { compactVerify, importJWK } from 'jose';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import type { UpdateManifest } from '../core/update/manifest.ts';
import { isVersion } from '../core/update/version.ts';

/** Its name in the folder of a release. */
export const MANIFEST_FILE = 'gac-cong-update.jws';
/** What says that a signature of the same key over something else is none over a manifest. */
export const MANIFEST_TYPE = 'gac-cong-update+jws';
export const LARGEST_MANIFEST_BYTES = 64 * 1024;

const version = z.string().max(20).refine(isVersion);
const word = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const utcMs = z.int().min(0).max(253_402_300_799_999);
const bytes = z.int().min(1).max(8_000_000_000);

export const updateManifest = z.strictObject({
  product: word,
  channel: word,
  version,
  minimumVersion: version,
  dataGoesBackTo: z.int().min(0).max(1_000_000),
  releasedAtUtcMs: utcMs,
  notAfterUtcMs: utcMs,
  sharePercent: z.number().min(0).max(100),
  files: z
    .array(
      z.strictObject({
        platform: word,
        kind: z.enum(['version', 'installer']),
        // No folder, and no dot at its beginning.
        name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,119}$/),
        sizeBytes: bytes,
        unpackedBytes: bytes,
        sha512: z.string().regex(/^[0-9a-f]{128}$/),
      }),
    )
    .min(1)
    .max(20),
  notes: z.strictObject({ vi: z.string().max(2_000), en: z.string().max(2_000) }),
});

export type ReadManifest =
  | { readonly type: 'read'; readonly manifest: UpdateManifest }
  | { readonly type: 'refused'; readonly reason: 'forged' | 'unreadable' };

/** `keys`: the Ed25519 public keys that count, raw in base64url. Nothing of what is not signed by one of them is looked at. */
export async function readManifest(text: string, keys: readonly string[]): Promise<ReadManifest> {
  if (text.length > LARGEST_MANIFEST_BYTES) return { type: 'refused', reason: 'unreadable' };
  const payload = await signedPayload(text.trim(), keys);
  if (payload === null) return { type: 'refused', reason: 'forged' };
  const parsed = updateManifest.safeParse(parseJson(payload));
  return parsed.success ? { type: 'read', manifest: parsed.data } : { type: 'refused', reason: 'unreadable' };
}

async function signedPayload(jws: string, keys: readonly string[]): Promise<string | null> {
  for (const x of keys) {
    try {
      const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA');
      const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['EdDSA'] });
      if (protectedHeader.typ === MANIFEST_TYPE) return new TextDecoder('utf-8', { fatal: true }).decode(payload);
    } catch {
      // Not by this key: perhaps by the other one.
    }
  }
  return null;
}
