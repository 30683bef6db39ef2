/** What did the first log look like? */

import type { Database } from 'better-sqlite3';

/** Epochs, entries, outbox, upload state and watch list. */
export function migrateTo10(database: Database): void {
  database.exec(`
    -- A chain of entries. Entries go to the newest epoch; older ones stay, and go on being uploaded.
    create table epoch (
      id integer primary key,
      -- 32 random hex characters.
      name text not null unique check (length(name) = 32),
      device text not null,
      -- Which file this was when the epoch began: a copy that is put back is another file.
      file_id text not null,
      created_at_utc_ms real not null
    ) strict;

    -- Append-only. Times are real, because what comes back must be the very number that was hashed.
    create table entry (
      -- The order in which entries were committed, across epochs.
      id integer primary key,
      epoch_id integer not null references epoch (id),
      -- 1, 2, 3 … within its epoch, without a gap.
      seq integer not null check (seq >= 1),
      wall_utc_ms real not null,
      monotonic_ms real not null,
      boot_id text not null,
      clock_offset_ms real,
      clock_uncertainty_ms real,
      lane_id text not null,
      direction text not null check (direction in ('in', 'out')),
      inferred integer not null check (inferred in (0, 1)),
      reader_kind text not null,
      code_kind text not null,
      subject_tag text,
      code_length integer,
      -- The person: one encrypted block bound to device, epoch and seq, and the key that it needs.
      key_id text,
      sealed_personal blob,
      verification text not null,
      verdict text not null,
      -- Words separated by one space; empty = none.
      reasons text not null,
      rules_version text not null,
      previous_hash text not null check (length(previous_hash) = 64),
      hash text not null check (length(hash) = 64),
      unique (epoch_id, seq),
      check ((key_id is null) = (sealed_personal is null))
    ) strict;

    -- When was this subject last here? The newest has the highest id.
    create index entry_by_subject on entry (subject_tag, lane_id, direction, id) where subject_tag is not null;
    -- A day's counts, from the index alone.
    create index entry_by_time on entry (wall_utc_ms, verdict, direction, reader_kind);

    create trigger entry_never_changes before update on entry
    begin
      select raise(abort, 'entries are append-only');
    end;
    create trigger entry_never_goes before delete on entry
    begin
      select raise(abort, 'entries are append-only');
    end;

    -- One row an entry. A done row says when the collector took the entry; a quarantined one why it did not.
    create table outbox (
      entry_id integer primary key references entry (id),
      state text not null check (state in ('pending', 'done', 'quarantined')),
      refusal_code text,
      acknowledged_at_utc_ms real,
      check ((state = 'done') = (acknowledged_at_utc_ms is not null)),
      check ((state = 'quarantined') = (refusal_code is not null))
    ) strict;

    -- Hold the few rows that are not done, so that a long log costs nothing to count.
    create index outbox_pending on outbox (entry_id) where state = 'pending';
    create index outbox_quarantined on outbox (entry_id) where state = 'quarantined';

    -- One row, once anything was tried.
    create table upload_state (
      id integer primary key check (id = 1),
      failures integer not null,
      next_attempt_at_utc_ms real not null,
      batch_limit integer not null,
      last_acknowledged_at_utc_ms real
    ) strict;

    -- Autoincrement: the number of a removed subject is not given to another, so a late click removes nobody else.
    create table watch_list (
      id integer primary key autoincrement,
      subject_tag text not null unique,
      action text not null check (action in ('check', 'refuse')),
      key_id text not null,
      sealed_masked_number blob not null,
      added_at_utc_ms real not null
    ) strict;
  `);
}
