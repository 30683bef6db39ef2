/** Is every entry still what was committed, and is none missing in between? */

import type { Database } from 'better-sqlite3';
import { CHAIN_START, linkHash } from '../core/entry/canonical.ts';
import type { Digest } from '../core/ports.ts';
import type { EntryRow } from './entry-row.ts';
import { canonicalOfRow, SELECT_ENTRY } from './entry-row.ts';

export type ChainReport = {
  readonly entries: number;
  /** Entries that do not fit: changed themselves, or not the successor of the one before. */
  readonly broken: number;
  readonly firstBrokenSeq: number | null;
};

/**
 * Walks every link of every epoch, one row in memory at a time. Finds a changed, moved or removed entry; entries cut off
 * at the very end leave no gap, and are missed by the collector that has them.
 */
export function prepareVerifyChain(database: Database, digest: Digest): () => ChainReport {
  const select = database.prepare<[], EntryRow>(`${SELECT_ENTRY} order by entry.epoch_id, entry.seq`);
  return () => {
    const heads = new Map<string, Head>();
    let entries = 0;
    let broken = 0;
    let firstBrokenSeq: number | null = null;
    for (const row of select.iterate()) {
      entries += 1;
      if (!follows(row, heads.get(row.epoch) ?? { seq: 0, hash: CHAIN_START }, digest)) {
        broken += 1;
        firstBrokenSeq ??= row.seq;
      }
      heads.set(row.epoch, row);
    }
    return { entries, broken, firstBrokenSeq };
  };
}

type Head = { readonly seq: number; readonly hash: string };

function follows(row: EntryRow, head: Head, digest: Digest): boolean {
  return (
    row.seq === head.seq + 1 &&
    row.previousHash === head.hash &&
    row.hash === linkHash(digest, row.previousHash, canonicalOfRow(row))
  );
}
