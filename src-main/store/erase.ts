/** How is one person taken out of a log in which nothing may be changed? */

import type { Database } from 'better-sqlite3';
import type { Digest, Sealer } from '../core/ports.ts';
import type { EntryRow } from './entry-row.ts';
import { canonicalOfRow } from './entry-row.ts';
import type { EraseStatement, ReceiptKey } from './receipts.ts';
import { erasedEntryText, eraseText, signText } from './receipts.ts';
import { prepareSubjectRows } from './subject-entries.ts';

/** `null` = there is no entry of that person. */
export type Erased = EraseStatement & {
  /** Those that go out from now on without the person. */
  readonly unsent: number;
  /** False where somebody was reading: the journal holds what is gone until it is next folded in. */
  readonly isJournalEmpty: boolean;
};

export type Eraser = { readonly erase: (tags: readonly string[], nowUtcMs: number) => Erased | null };

/** What stands of an entry without its person: when, where, which way, which verdict. */
const NOBODY = {
  subjectTag: null,
  keyId: null,
  sealedPersonal: null,
  authorityKeyId: null,
  sealedForAuthority: null,
  tracingKeyId: null,
  tracingTag: null,
} satisfies Partial<EntryRow>;

/**
 * Takes the blocks and the tags of these entries away in one transaction, and signs for each what still stands there: its hash, which
 * the next entry names, can no longer be computed, and the statement takes its place. The receipt of the request names nobody.
 */
export function prepareEraser(
  database: Database,
  device: string,
  digest: Digest,
  key: ReceiptKey | undefined,
  sealer: Sealer,
): Eraser {
  const rowsOf = prepareSubjectRows(database, sealer);
  const noteErased = database.prepare<[number, string, number, string, string]>(
    'insert into entry_erased (entry_id, rest_sha256, erased_at_utc_ms, public_key, signature) values (?, ?, ?, ?, ?)',
  );
  const noteForCollector = database.prepare<[string, string, number, number]>(
    'insert or ignore into erasure_notice (device, epoch, seq, erased_at_utc_ms) values (?, ?, ?, ?)',
  );
  const empty = database.prepare<[number]>(
    'update entry set subject_tag = null, key_id = null, sealed_personal = null where id = ?',
  );
  const drops = ['entry_for_authority', 'entry_tracing', 'visit_note'].map((table) =>
    database.prepare<[number]>(`delete from ${table} where entry_id = ?`),
  );
  const writeReceipt = database.prepare(`
    insert into erase_receipt (device, erased_at_utc_ms, entries, uploaded, sealed_for_authority, public_key, signature, state)
    values (@device, @erasedAtUtcMs, @entries, @uploaded, @sealedForAuthority, @publicKey, @signature, 'pending')`);

  const erase = database.transaction((tags: readonly string[], erasedAtUtcMs: number) => {
    if (key === undefined) throw new Error('nothing is erased without a key that signs for it');
    const rows = rowsOf(tags);
    if (rows.length === 0) return null;
    for (const { id, state: _state, ...row } of rows) {
      const { epoch, seq, hash } = row;
      const restSha256 = digest(canonicalOfRow({ ...row, ...NOBODY }));
      // The epoch's own device: a log may hold epochs of keys that were lost.
      const text = erasedEntryText({ device: row.device, epoch, seq, hash, restSha256, erasedAtUtcMs });
      const { publicKey, signature } = signText(text, key);
      noteErased.run(id, restSha256, erasedAtUtcMs, publicKey, signature);
      noteForCollector.run(row.device, epoch, seq, erasedAtUtcMs);
      empty.run(id);
      for (const drop of drops) drop.run(id);
    }
    const uploaded = rows.filter(({ state }) => state === 'done').length;
    const statement: EraseStatement = {
      device,
      erasedAtUtcMs,
      entries: rows.length,
      uploaded,
      sealedForAuthority: rows.filter(({ sealedForAuthority }) => sealedForAuthority !== null).length,
    };
    writeReceipt.run({ ...statement, ...signText(eraseText(statement), key) });
    return { ...statement, unsent: rows.length - uploaded };
  });

  return {
    erase: (tags, nowUtcMs) => {
      const erased = erase.immediate(tags, nowUtcMs);
      if (erased === null) return null;
      const [row] = database.pragma('wal_checkpoint(truncate)') as { busy: number }[];
      return { ...erased, isJournalEmpty: row?.busy === 0 };
    },
  };
}
