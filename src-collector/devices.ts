/** Which gates may send here, and how did they become known? */

import { createHash, randomBytes } from 'node:crypto';
import type { EnrolRequest, SetupCode } from '../src-main/contract/upload-protocol.ts';
import { SETUP_CODE_PREFIX, setupCode } from '../src-main/contract/upload-protocol.ts';
import type { Database } from './database.ts';
import type { Standing } from './revocation.ts';
import { STANDING } from './revocation.ts';

const TOKEN_VALID_HOURS = 24;

/** A new one-time setup code for one gate. Only the token's hash is kept. */
export async function issueSetupCode(
  database: Database,
  url: string,
  name: string,
  settingsKey?: string,
  validHours = TOKEN_VALID_HOURS,
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await database.query('delete from setup_token where expires_at < now()');
  await database.query(`insert into setup_token (token_hash, expires_at) values ($1, now() + $2 * interval '1 hour')`, [
    hash(token),
    validHours,
  ]);
  const code: SetupCode = setupCode.parse({ url, token, name, settingsKey });
  return SETUP_CODE_PREFIX + Buffer.from(JSON.stringify(code), 'utf8').toString('base64url');
}

/** Enrols a device, once per token; the same device with the same key may repeat it. One that was revoked never comes back. */
export async function enrolDevice(database: Database, request: EnrolRequest): Promise<'enrolled' | 'refused'> {
  const publicKey = Buffer.from(request.publicKey, 'base64url');
  return database
    .transaction(async ({ query }) => {
      const [taken] = await query(
        `update setup_token set device_id = $2::uuid
       where token_hash = $1 and expires_at > now() and (device_id is null or device_id = $2::uuid)
       returning token_hash`,
        [hash(request.token), request.device],
      );
      if (taken === undefined) return 'refused';
      await query('insert into device (device_id, public_key) values ($1::uuid, $2) on conflict do nothing', [
        request.device,
        publicKey,
      ]);
      const known = await query('select 1 as one from device where device_id = $1::uuid and public_key = $2', [
        request.device,
        publicKey,
      ]);
      // Another key under a known id would let a stranger speak for that gate.
      if (known.length === 0) throw new KeyRefused();
      const revoked = await query(
        `select 1 as one from device join device_revocation using (device_id) where device_id = $1::uuid or public_key = $2`,
        [request.device, publicKey],
      );
      if (revoked.length > 0) throw new KeyRefused();
      return 'enrolled' as const;
    })
    .catch((error: unknown) => {
      if (error instanceof KeyRefused) return 'refused' as const;
      throw error;
    });
}

class KeyRefused extends Error {}

export type KnownSender = { readonly publicKey: Uint8Array; readonly standing: Standing };

/** The raw public key of an enrolled device and what it may bring, or `null` where nobody knows it. */
export async function senderOf(database: Database, device: string): Promise<KnownSender | null> {
  const [row] = await database.query<KnownSender>(
    `select public_key as "publicKey", ${STANDING} as standing
     from device left join device_revocation as revocation using (device_id) where device_id = $1::uuid`,
    [device],
  );
  return row ?? null;
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
