/** Did the device that it names send exactly these bytes, just now? */

import { createHash, createPublicKey } from 'node:crypto';
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { Database } from './database.ts';
import { senderOf } from './devices.ts';
import type { Standing } from './revocation.ts';

const GREATEST_AGE_S = 300;
const CLOCK_TOLERANCE_S = 60;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who sent it, and what it may bring. */
export type Sender = { readonly device: string; readonly standing: Standing };

/** The device whose key signed a JWT (EdDSA) over the SHA-256 of `body`, or `null`. A replay is harmless: ingest is idempotent. */
export async function verifyProof(
  database: Database,
  authorization: string | undefined,
  body: Uint8Array,
): Promise<Sender | null> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  try {
    const device = decodeJwt(token).sub ?? '';
    if (!UUID.test(device)) return null;
    const sender = await senderOf(database, device);
    if (sender === null) return null;
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(sender.publicKey).toString('base64url') },
      format: 'jwk',
    });
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['EdDSA'],
      requiredClaims: ['sub', 'iat', 'exp'],
      maxTokenAge: GREATEST_AGE_S,
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    const isOverBody = payload.body === createHash('sha256').update(body).digest('base64url');
    return isOverBody ? { device, standing: sender.standing } : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
