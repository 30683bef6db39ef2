/** Where does the log keep the tag by which the authority traces? */

import type { Database } from 'better-sqlite3';

/** A table of its own, for the reasons that the authority's blocks have one. */
export function migrateTo61(database: Database): void {
  database.exec(`
    -- The subject's tag under a key of the authority that lasts a week. The entry's hash covers it.
    create table entry_tracing (
      entry_id integer primary key references entry (id),
      -- Its ISO week and a check of the key.
      key_id text not null,
      tag text not null
    ) strict;

    create trigger entry_tracing_never_changes before update on entry_tracing
    begin
      select raise(abort, 'entries are append-only');
    end;
    create trigger entry_tracing_never_goes before delete on entry_tracing
    begin
      select raise(abort, 'entries are append-only');
    end;
  `);
}
