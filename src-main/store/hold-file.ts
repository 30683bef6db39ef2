/** Does a living process hold this file? A lock of the operating system, which goes with its holder however that ends. */

import type { Database as Connection } from 'better-sqlite3';
import Database from 'better-sqlite3';

/** What is held must not be collected as garbage: with its connection the lock would go. */
const held = new Set<Connection>();

/**
 * Holds the file for this process, or says `null` where another one has it; the returned function lets go. SQLite's locks are the
 * kernel's on every system. The file stays empty, and it is never removed: a lock on a name that is gone keeps nobody out.
 */
export function holdFile(path: string): (() => void) | null {
  let connection: Connection | null = null;
  try {
    connection = new Database(path, { timeout: 0 });
    // A journal in a file of its own would need room: on a full disk no gate could start, not even to say so.
    connection.pragma('journal_mode = memory');
    connection.exec('begin exclusive');
  } catch (error) {
    connection?.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  const mine = connection;
  held.add(mine);
  return () => {
    held.delete(mine);
    mine.close();
  };
}
