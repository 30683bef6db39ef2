/** Is every entry still what was committed, and is none missing in between? */

import type { Database } from 'better-sqlite3';
import { CHAIN_START, linkHash } from '../core/entry/canonical.ts';
import type { Digest } from '../core/ports.ts';
import type { EntryRow } from './entry-row.ts';
import { canonicalOfRow, SELECT_ENTRY } from './entry-row.ts';
import type { ReceiptReport } from './verify-receipts.ts';
import { prepareReceiptChecks } from './verify-receipts.ts';

export type ChainReport = {
  readonly entries: number;
  /** Entries that do not fit: changed themselves, or not the successor of the one before. */
  readonly broken: number;
  readonly firstBrokenSeq: number | null;
  /** Entries whose person was taken away on request, which a signed statement says. */
  readonly erased: number;
  readonly receipts: ReceiptReport;
};

/** Read in one go: whoever reads on without a pause keeps the write-ahead log from being folded in. */
const SLICE_ENTRIES = 5_000;

/**
 * Walks every link of every epoch, a slice at a time, so that a gate may go on writing and purging meanwhile. Finds a changed, moved or removed
 * entry, and one that went without a receipt of this device; entries cut off at the very end leave no gap, and are missed by the collector
 * that has them. `publicKeyRaw`: whose receipts count; `null` = of any key.
 */
export function prepareVerifyChain(
  database: Database,
  digest: Digest,
  publicKeyRaw: Uint8Array | null = null,
  sliceEntries: number = SLICE_ENTRIES,
): () => ChainReport {
  const receipts = prepareReceiptChecks(database, publicKeyRaw);
  const epochs = database.prepare<[], { id: number }>('select id from epoch order by id');
  const select = database.prepare<[number, number], EntryRow>(
    `${SELECT_ENTRY} where entry.epoch_id = ? and entry.seq > ? order by entry.seq limit ${sliceEntries}`,
  );
  function* rows(): Generator<EntryRow> {
    for (const { id } of epochs.all()) {
      for (let seq = Number.MIN_SAFE_INTEGER; ; ) {
        const slice = select.all(id, seq);
        yield* slice;
        const last = slice.at(-1);
        if (last === undefined) break;
        seq = last.seq;
      }
    }
  }
  return () => {
    const heads = new Map<string, Head>();
    let entries = 0;
    let broken = 0;
    let erased = 0;
    let firstBrokenSeq: number | null = null;
    for (const row of rows()) {
      entries += 1;
      const isAsWritten = isWhole(row, digest);
      const isErased = !isAsWritten && receipts.isErased(row, digest(canonicalOfRow(row)));
      if (isErased) erased += 1;
      const isLinked =
        follows(row, heads.get(row.epoch) ?? { seq: 0, hash: CHAIN_START }) || receipts.isWhereChainStarts(row);
      if (!isLinked || !(isAsWritten || isErased)) {
        broken += 1;
        firstBrokenSeq ??= row.seq;
      }
      heads.set(row.epoch, row);
    }
    return { entries, broken, firstBrokenSeq, erased, receipts: receipts.report() };
  };
}

type Head = { readonly seq: number; readonly hash: string };

function follows(row: EntryRow, head: Head): boolean {
  return row.seq === head.seq + 1 && row.previousHash === head.hash;
}

function isWhole(row: EntryRow, digest: Digest): boolean {
  return row.hash === linkHash(digest, row.previousHash, canonicalOfRow(row));
}
