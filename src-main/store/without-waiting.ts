/** How is something written for which no scan has to wait behind the disk? */

import type { Database } from 'better-sqlite3';

/**
 * A change that a power cut may undo, because whoever made it makes it again: it waits for no disk, and so no scan waits behind it; the
 * next entry's commit takes it along. Not inside a transaction.
 */
export function withoutWaiting<T>(database: Database, change: () => T): T {
  database.pragma('synchronous = normal');
  try {
    return change();
  } finally {
    database.pragma('synchronous = full');
  }
}

/**
 * Of work in many steps: the write-ahead log that it makes is folded in every few of them. At the measure of entries (16 MB) the step that
 * is the last straw would hold the gate up for 40 to 80 ms.
 */
const FOLDED_AT_PAGES = 400;

/** One step of long work for which no scan waits. */
export function oneStepOfMany<T>(database: Database, step: () => T): T {
  const usual = database.pragma('wal_autocheckpoint', { simple: true });
  database.pragma(`wal_autocheckpoint = ${FOLDED_AT_PAGES}`);
  try {
    return withoutWaiting(database, step);
  } finally {
    database.pragma(`wal_autocheckpoint = ${usual}`);
  }
}
