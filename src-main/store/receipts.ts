/** What does the log say, signed, of what it let go of? */

import type { KeyObject } from 'node:crypto';
import { createPublicKey, sign, verify } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/** The device's own Ed25519 key. */
export type ReceiptKey = { readonly privateKey: KeyObject; readonly publicKeyRaw: Uint8Array };

/** Who signed: the raw public key as base64url, and the signature over the statement's text as base64url. */
export type Signed = { readonly publicKey: string; readonly signature: string };

/** Entries of one epoch, without a gap, that were deleted because their time had come. */
export type PurgeStatement = {
  readonly device: string;
  readonly epoch: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** What the first of them named as its predecessor: 64 zeros, or the `lastHash` of the receipt before. */
  readonly beforeHash: string;
  /** Of the last of them: where the chain starts now. */
  readonly lastHash: string;
  readonly uploaded: number;
  readonly notUploaded: number;
  /** Of `notUploaded`: the collector had sent them back. */
  readonly refused: number;
  readonly purgedAtUtcMs: number;
  readonly ruleDays: number;
};

export type PurgeReceipt = PurgeStatement & Signed & { readonly id: number };

/** That the person was taken out of one entry, and what stands there since. */
export type ErasedEntryStatement = {
  readonly device: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  readonly restSha256: string;
  readonly erasedAtUtcMs: number;
};

/** That a request was done; not whose, and not which entries. */
export type EraseStatement = {
  readonly device: string;
  readonly erasedAtUtcMs: number;
  readonly entries: number;
  readonly uploaded: number;
  readonly sealedForAuthority: number;
};

export type EraseReceipt = EraseStatement & Signed & { readonly id: number };

/** JSON arrays in a fixed order, their first word the form, so that no statement can be read as one of another kind. */
export function purgeText(one: PurgeStatement): string {
  return JSON.stringify([
    'gac-cong-purge-1',
    one.device,
    one.epoch,
    one.firstSeq,
    one.lastSeq,
    one.beforeHash,
    one.lastHash,
    one.uploaded,
    one.notUploaded,
    one.refused,
    one.purgedAtUtcMs,
    one.ruleDays,
  ]);
}

export function erasedEntryText(one: ErasedEntryStatement): string {
  const { device, epoch, seq, hash, restSha256, erasedAtUtcMs } = one;
  return JSON.stringify(['gac-cong-erased-entry-1', device, epoch, seq, hash, restSha256, erasedAtUtcMs]);
}

export function eraseText({ device, erasedAtUtcMs, entries, uploaded, sealedForAuthority }: EraseStatement): string {
  return JSON.stringify(['gac-cong-erase-1', device, erasedAtUtcMs, entries, uploaded, sealedForAuthority]);
}

export function signText(text: string, key: ReceiptKey): Signed {
  return {
    publicKey: Buffer.from(key.publicKeyRaw).toString('base64url'),
    signature: sign(null, Buffer.from(text, 'utf8'), key.privateKey).toString('base64url'),
  };
}

/** Whether the named key signed this text; whose key it is must be asked besides. */
export function isSigned(text: string, { publicKey, signature }: Signed): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false; // Not a key at all.
  }
}

export const SELECT_PURGE_RECEIPT = `
  select id, device, epoch, first_seq as firstSeq, last_seq as lastSeq, before_hash as beforeHash, last_hash as lastHash,
    uploaded, not_uploaded as notUploaded, refused, purged_at_utc_ms as purgedAtUtcMs, rule_days as ruleDays,
    public_key as publicKey, signature
  from purge_receipt`;

export const SELECT_ERASE_RECEIPT = `
  select id, device, erased_at_utc_ms as erasedAtUtcMs, entries, uploaded, sealed_for_authority as sealedForAuthority,
    public_key as publicKey, signature
  from erase_receipt`;

export type StoredReceipts = {
  /** Every receipt of a purge, epoch by epoch, in the order of the chain. */
  readonly purgeReceipts: () => PurgeReceipt[];
  /** Finished receipts of purges that no collector has yet, oldest first. */
  readonly pendingReceipts: (limit: number) => PurgeReceipt[];
  readonly acknowledgeReceipts: (ids: readonly number[]) => void;
  /** The same of requests that a person was taken out. */
  readonly pendingErasures: (limit: number) => EraseReceipt[];
  readonly acknowledgeErasures: (ids: readonly number[]) => void;
};

/** Receipts are never deleted: they are what is left of the entries, and hold nobody. */
export function prepareReceipts(database: Database): StoredReceipts {
  const all = database.prepare<[], PurgeReceipt>(`${SELECT_PURGE_RECEIPT} order by epoch, last_seq`);
  const pending = database.prepare<[number], PurgeReceipt>(
    `${SELECT_PURGE_RECEIPT} where state = 'pending' order by id limit ?`,
  );
  const acknowledge = database.prepare<[number]>(
    "update purge_receipt set state = 'acknowledged' where id = ? and state = 'pending'",
  );
  const pendingErasures = database.prepare<[number], EraseReceipt>(
    `${SELECT_ERASE_RECEIPT} where state = 'pending' order by id limit ?`,
  );
  const acknowledgeErasure = database.prepare<[number]>("update erase_receipt set state = 'acknowledged' where id = ?");
  const acknowledgeAll = database.transaction((statement: typeof acknowledge, ids: readonly number[]) => {
    for (const id of ids) statement.run(id);
  });
  return {
    purgeReceipts: () => all.all(),
    pendingReceipts: (limit) => pending.all(limit),
    acknowledgeReceipts: (ids) => acknowledgeAll.immediate(acknowledge, ids),
    pendingErasures: (limit) => pendingErasures.all(limit),
    acknowledgeErasures: (ids) => acknowledgeAll.immediate(acknowledgeErasure, ids),
  };
}
