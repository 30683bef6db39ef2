/** How does a collector make passes that its gates let in, and take them back? */

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { PassClaims, VenuePassList } from '../src-main/contract/venue-pass.ts';
import { passPayload, passText, signedPassBytes } from '../src-main/contract/venue-pass.ts';
import type { Database } from './database.ts';

export type CollectorPassOrder = Pick<PassClaims, 'name' | 'purpose' | 'isOneTime'> & {
  readonly count: number;
  readonly expiresAtUtcMs: number;
};

export type CollectorPass = PassClaims & { readonly text: string };

export type PassRow = {
  readonly id: string;
  readonly purpose: string;
  readonly isOneTime: boolean;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
};

/** Passes for every lane of every gate that knows this collector. All of them are kept, or none is made. */
export async function makePasses(
  database: Database,
  { count, expiresAtUtcMs, ...order }: CollectorPassOrder,
): Promise<readonly CollectorPass[]> {
  const { privateKey, keyId } = await passSigner(database);
  const notBeforeS = Math.floor(Date.now() / 1_000);
  const passes = Array.from({ length: count }, (): CollectorPass => {
    const claims: PassClaims = {
      ...order,
      keyId,
      id: randomBytes(16).toString('base64url'),
      notBeforeS,
      expiresAtS: Math.floor(expiresAtUtcMs / 1_000),
      laneIds: null,
    };
    const bytes = passPayload(claims);
    return { ...claims, text: passText(bytes, sign(null, signedPassBytes(bytes), privateKey)) };
  });
  await database.transaction(async ({ query }) => {
    await query("delete from venue_pass where expires_at < now() - interval '1 day'");
    for (const { id, purpose, isOneTime, expiresAtS } of passes) {
      await query(
        'insert into venue_pass (id, purpose, is_one_time, expires_at) values ($1, $2, $3, to_timestamp($4))',
        [id, purpose, isOneTime, expiresAtS],
      );
    }
  });
  return passes;
}

/** Newest first, without those that have run out. */
export function listPasses(database: Database): Promise<PassRow[]> {
  return database.query<PassRow>(
    `select id, purpose, is_one_time as "isOneTime", expires_at as "expiresAt", revoked_at as "revokedAt"
     from venue_pass where expires_at > now() order by made_at desc, id limit 500`,
  );
}

export async function revokePass(database: Database, id: string): Promise<boolean> {
  const revoked = await database.query(
    'update venue_pass set revoked_at = now() where id = $1 and revoked_at is null returning id',
    [id],
  );
  return revoked.length > 0;
}

/** What the gates need: this collector's key, and which passes they should let in no more. Nothing in it is secret. */
export async function passList(database: Database, issuer: string): Promise<VenuePassList> {
  const { keyId, publicKey } = await passSigner(database);
  const revoked = await database.query<{ id: string }>(
    'select id from venue_pass where revoked_at is not null and expires_at > now() order by id',
  );
  return {
    form: 'gac-cong-passes-1',
    issuer,
    keys: [{ kid: keyId, publicKey }],
    revoked: revoked.map(({ id }) => id),
  };
}

/** The key is made with the first pass; instances that start at once agree on one. */
async function passSigner(database: Database) {
  const fresh = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  await database.query('insert into pass_signer (pkcs8) values ($1) on conflict do nothing', [fresh]);
  const [row] = await database.query<{ pkcs8: string }>('select pkcs8 from pass_signer');
  const privateKey = createPrivateKey({ key: Buffer.from(row?.pkcs8 ?? '', 'base64'), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
  const keyId = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest().subarray(0, 8);
  return { privateKey, publicKey, keyId: keyId.toString('base64url') };
}
