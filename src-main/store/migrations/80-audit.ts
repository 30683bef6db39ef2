/** Where does the log keep who did what at this gate? */

import type { Database } from 'better-sqlite3';

export function migrateTo80(database: Database): void {
  database.exec(`
    -- What took more than a guard, newest last; each row names the hash of the one before. The ids leave no gap, and
    -- sqlite_sequence has the last one, so that rows cut off at the end are missed too.
    create table audit (
      id integer primary key autoincrement,
      at_utc_ms real not null,
      -- A role, or who else it was: see contract/access-api.ts, like the actions.
      actor text not null,
      action text not null,
      -- A flat JSON object of words and numbers; nobody's name or number is in it.
      detail text not null,
      -- The reason that was typed, AES-256-GCM bound to this row: people write names into reasons.
      key_id text,
      sealed_reason blob,
      previous_hash text not null check (length(previous_hash) = 64),
      hash text not null check (length(hash) = 64),
      check ((key_id is null) = (sealed_reason is null))
    ) strict;

    -- Stands only within the transaction that deletes: what may go.
    create table audit_purging (up_to_id integer primary key) strict;

    create trigger audit_never_changes before update on audit
    begin
      select raise(abort, 'the audit log is append-only');
    end;
    create trigger audit_never_goes before delete on audit
    when not exists (select 1 from audit_purging where up_to_id >= old.id)
    begin
      select raise(abort, 'the audit log is append-only');
    end;
  `);
}
