/** Do the newest entries of a log fit together, and how much is in it? Looked at beside whoever writes it. */

import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Database as Connection } from 'better-sqlite3';
import Database from 'better-sqlite3';
import { linkHash } from '../core/entry/canonical.ts';
import type { EntryRow } from './entry-row.ts';
import { canonicalOfRow, SELECT_ENTRY } from './entry-row.ts';
import { prepareReceiptChecks } from './verify-receipts.ts';

const BUSY_TIMEOUT_MS = 1_000;

export type LogTail = {
  /** How many of the newest entries were held against the one before. */
  readonly links: number;
  readonly broken: number;
  readonly entries: number;
  readonly pending: number;
  readonly quarantined: number;
  readonly sizeBytes: number;
  /** When the newest list of people that is in force was brought in; `null` = there is none. */
  readonly rosterAtUtcMs: number | null;
};

/** `null` where it cannot be read like this: absent, damaged, of another version, or still to be recovered. Writes nothing. */
export function lookAtTail(path: string, links: number): LogTail | null {
  if (!existsSync(path)) return null;
  let database: Connection | null = null;
  try {
    // A read-only connection leaves side files behind where no write-ahead log lies (see open-database.ts).
    database = new Database(path, {
      readonly: existsSync(`${path}-wal`),
      fileMustExist: true,
      timeout: BUSY_TIMEOUT_MS,
    });
    return tailOf(database, links);
  } catch {
    return null;
  } finally {
    database?.close();
  }
}

function tailOf(database: Connection, links: number): LogTail {
  const rows = database
    .prepare<[number], EntryRow>(`${SELECT_ENTRY} order by entry.id desc limit ?`)
    .all(links + 1)
    .reverse();
  const receipts = prepareReceiptChecks(database, null);
  const count = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0;
  const digest = (text: string): string => hash('sha256', text, 'hex');
  let broken = 0;
  let looked = 0;
  const heads = new Map<string, EntryRow>();
  for (const row of rows) {
    const head = heads.get(row.epoch);
    heads.set(row.epoch, row);
    const text = canonicalOfRow(row);
    const isWhole = row.hash === linkHash(digest, row.previousHash, text) || receipts.isErased(row, digest(text));
    // The first that is read of an epoch has nothing here to follow.
    const isLinked = head === undefined || (row.seq === head.seq + 1 && row.previousHash === head.hash);
    looked += 1;
    if (!(isWhole && isLinked)) broken += 1;
  }
  return {
    links: looked,
    broken,
    // Only the oldest ever go, so their numbers have no gaps; counting a million rows would keep the gate waiting.
    entries: count('select coalesce(max(id) - min(id) + 1, 0) from entry'),
    pending: count("select count(*) from outbox where state = 'pending'"),
    quarantined: count("select count(*) from outbox where state = 'quarantined'"),
    sizeBytes: count('select page_count * page_size from pragma_page_count(), pragma_page_size()'),
    rosterAtUtcMs:
      database
        .prepare<[], number | null>(
          "select max(added_at_utc_ms) from roster_list where state = 'live' and is_by_hand = 0",
        )
        .pluck()
        .get() ?? null,
  };
}
