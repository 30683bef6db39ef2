/** Where does the log keep what only the authority can read? */

import type { Database } from 'better-sqlite3';

/**
 * A table of its own: for a new column of a strict table SQLite reads every row, which takes long, and cannot be done with a
 * damaged log that is to be rescued.
 */
export function migrateTo60(database: Database): void {
  database.exec(`
    -- The person of an entry once more, sealed for the authority when the entry was made. The entry's hash covers it.
    create table entry_for_authority (
      entry_id integer primary key references entry (id),
      -- Which of the authority's keys opens it.
      key_id text not null,
      sealed blob not null
    ) strict;

    create trigger entry_for_authority_never_changes before update on entry_for_authority
    begin
      select raise(abort, 'entries are append-only');
    end;
    create trigger entry_for_authority_never_goes before delete on entry_for_authority
    begin
      select raise(abort, 'entries are append-only');
    end;
  `);
}
