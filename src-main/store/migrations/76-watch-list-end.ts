/** How long is somebody on the watch list? */

import type { Database } from 'better-sqlite3';

export function migrateTo76(database: Database): void {
  database.exec(`
    -- From when the number was added; null = until somebody takes it off, as all were before.
    alter table watch_list add column keep_days integer check (keep_days >= 1);
  `);
}
