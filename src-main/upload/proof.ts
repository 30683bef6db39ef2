/** How does a gate prove that these bytes are from it, and from now? */

import type { KeyObject } from 'node:crypto';
import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

const VALID_S = 120;

/**
 * A short JWT (EdDSA, RFC 8037) over the SHA-256 of the sent bytes. `nowUtcMs` is the collector's time as far as it is known, so
 * that a wrong clock does not make the proof stale.
 */
export function proofOf(body: Uint8Array, device: string, nowUtcMs: number, privateKey: KeyObject): Promise<string> {
  const issuedAtS = Math.floor(nowUtcMs / 1_000);
  return new SignJWT({ body: createHash('sha256').update(body).digest('base64url') })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(device)
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + VALID_S)
    .setJti(randomUUID())
    .sign(privateKey);
}
