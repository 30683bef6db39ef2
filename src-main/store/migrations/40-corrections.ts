/** How does the log say that an entry of its own is not so after all? */

import type { Database } from 'better-sqlite3';

/** Which earlier entry of the same epoch an entry takes back; the index allows one correction an entry. */
export function migrateTo40(database: Database): void {
  database.exec(`
    alter table entry add column corrects integer check (corrects is null or (corrects >= 1 and corrects < seq));
    create unique index entry_by_corrected on entry (epoch_id, corrects) where corrects is not null;
  `);
}
