/** Which statements of gates are kept, and what does this collector hold of a gate's chain? */

import { createHash, createPublicKey } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import type {
  ChainLink,
  Checkpoint,
  ErasedEntries,
  StatementsAnswer,
  StatementsRequest,
} from '../src-main/contract/statement-protocol.ts';
import { checkpoint, erasedEntries, statement } from '../src-main/contract/statement-protocol.ts';
import type { Connection, Database } from './database.ts';
import { senderOf } from './devices.ts';
import { takePersonsOut } from './erased-entries.ts';

type Parsed = {
  readonly jws: string;
  readonly kind: string;
  readonly atUtcMs: number;
  readonly checkpoint: Checkpoint | null;
  readonly erased: ErasedEntries | null;
};

const KEEP = `
  insert into statement (device_id, id, kind, made_at, epoch, last_seq, last_hash, acknowledged_seq, acknowledged_hash, jws)
  values ($1::uuid, $2, $3, to_timestamp($4), $5, $6, $7, $8, $9, $10)
  on conflict (device_id, id) do nothing`;

const HELD = `
  select seq::float8 as seq, encode(hash, 'hex') as hash from entry_identity where device_id = $1::uuid and epoch = $2 order by seq desc limit 1`;

/**
 * Keeps each statement once that `device` signed, and no other. One that does not fit is kept like the rest: it is the evidence.
 * What one says of persons who were taken out is done in the same transaction.
 */
export async function keepStatements(
  database: Database,
  device: string,
  request: StatementsRequest,
): Promise<Omit<StatementsAnswer, 'serverTimeUtcMs'>> {
  const key = (await senderOf(database, device))?.publicKey ?? null;
  const parsed = await Promise.all(request.statements.map((jws) => parse(jws, device, key)));
  for (const each of parsed) if (each !== null) await keep(database, device, each);
  return {
    fates: parsed.map((each) => (each === null ? 'refused' : 'kept')),
    held: request.epoch === undefined ? null : await newestOf(database, device, request.epoch),
    takesPersonsOut: true,
  };
}

async function newestOf(database: Database, device: string, epoch: string): Promise<ChainLink | null> {
  const [newest] = await database.query<ChainLink>(HELD, [device, epoch]);
  return newest ?? null;
}

function keep(database: Database, device: string, parsed: Parsed): Promise<void> {
  const { erased } = parsed;
  if (erased === null) return write(database, device, parsed);
  return database.transaction(async (connection) => {
    await write(connection, device, parsed);
    await takePersonsOut(connection, device, erased);
  });
}

async function write({ query }: Connection, device: string, parsed: Parsed): Promise<void> {
  const { epoch = null, last = null, acknowledged = null } = parsed.checkpoint ?? {};
  await query(KEEP, [
    device,
    createHash('sha256').update(parsed.jws).digest(),
    parsed.kind,
    parsed.atUtcMs / 1_000,
    epoch,
    last?.seq ?? null,
    last?.hash ?? null,
    acknowledged?.seq ?? null,
    acknowledged?.hash ?? null,
    parsed.jws,
  ]);
}

/** `null` for what this device did not sign, or signed and is no statement of it. */
async function parse(jws: string, device: string, rawKey: Uint8Array | null): Promise<Parsed | null> {
  if (rawKey === null) return null;
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(rawKey).toString('base64url') };
    const { payload } = await compactVerify(jws, createPublicKey({ key: jwk, format: 'jwk' }), {
      algorithms: ['EdDSA'],
    });
    const said: unknown = JSON.parse(new TextDecoder().decode(payload));
    const common = statement.safeParse(said);
    if (!common.success || common.data.device !== device || !isAnInstant(common.data.atUtcMs)) return null;
    const { kind, atUtcMs } = common.data;
    const asCheckpoint = kind === 'checkpoint' ? checkpoint.safeParse(said) : null;
    const asErased = kind === 'erased-entries' ? erasedEntries.safeParse(said) : null;
    if (asCheckpoint?.success === false || asErased?.success === false) return null;
    return { jws, kind, atUtcMs, checkpoint: asCheckpoint?.data ?? null, erased: asErased?.data ?? null };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** 1970 to 9999: what a timestamp holds and every calendar can write. */
function isAnInstant(utcMs: number): boolean {
  return utcMs >= 0 && utcMs <= 253_402_300_799_999;
}
