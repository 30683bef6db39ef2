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
