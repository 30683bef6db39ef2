/** Is the log whole enough to go on with, found out in a blink however long it is? */

import type { Database } from 'better-sqlite3';

/** A log up to this size is checked page by page, well under a second on a slow disk's cache. */
const FULL_CHECK_MAX_BYTES = 64 * 1024 * 1024;
/** Of a longer one the end is read, where a power cut or a torn copy shows. */
const TAIL_ENTRIES = 256;
const TABLES = ['epoch', 'entry', 'outbox', 'upload_state', 'watch_list'] as const;

/**
 * Says whether SQLite can read the log: every page of a small one, schema and end of a long one. It is about damage,
 * not forgery: a changed entry opens, and `verifyChain` names it. Throws SQLite's own error on damaged pages.
 */
export function isSound(database: Database, fullCheckMaxBytes: number = FULL_CHECK_MAX_BYTES): boolean {
  return hasTables(database) && (sizeBytes(database) > fullCheckMaxBytes ? isTailSound(database) : isWhole(database));
}

/**
 * What SQLite finds wrong when it reads every page and holds every index against its table: minutes for a long log. Empty =
 * nothing. Words of SQLite about pages and rows, never content.
 */
export function findDamage(database: Database): readonly string[] {
  try {
    const found = database.prepare('pragma integrity_check(100)').pluck().all() as string[];
    return found.length === 1 && found[0] === 'ok' ? [] : found;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [String(error.code)];
    throw error;
  }
}

function hasTables(database: Database): boolean {
  const found = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
  return TABLES.every((table) => found.includes(table));
}

function isWhole(database: Database): boolean {
  return database.pragma('quick_check(1)', { simple: true }) === 'ok';
}

/** Reads the newest entries whole, their outbox rows, and the index that gives out the next seq. */
function isTailSound(database: Database): boolean {
  const tail = database
    .prepare<[number], { id: number; epochId: number; seq: number }>(
      // `hash` is the last column: to read it, SQLite walks the whole row.
      `select id, epoch_id as epochId, seq, hash, (select state from outbox where entry_id = entry.id) as state
       from entry order by id desc limit ?`,
    )
    .all(TAIL_ENTRIES);
  const bySeq = database
    .prepare<[number, number], number>('select id from entry where epoch_id = ? and seq = ?')
    .pluck();
  return tail.every(({ id, epochId, seq }) => bySeq.get(epochId, seq) === id);
}

function sizeBytes(database: Database): number {
  const pages = database.pragma('page_count', { simple: true }) as number;
  const pageBytes = database.pragma('page_size', { simple: true }) as number;
  return pages * pageBytes;
}
