/** Where does the log keep what belongs to an entry and is no part of it: trips, visits, declarations? */

import type { Database } from 'better-sqlite3';

/** Nothing here is uploaded, and the hash chain does not cover it; it goes with its entry, or with its person. */
export function migrateTo83(database: Database): void {
  database.exec(`
    -- A vehicle that leaves once. Says nothing of any passenger.
    create table trip (
      -- 16 random bytes, base64url.
      id text primary key,
      route text not null,
      plate text not null,
      departs_at_utc_ms real not null,
      seats integer not null check (seats between 0 and 500),
      opened_at_utc_ms real not null,
      closed_at_utc_ms real
    ) strict, without rowid;

    -- Where people board which trip now; a restart does not take them off it.
    create table lane_trip (
      lane_id text primary key,
      trip_id text not null references trip (id)
    ) strict, without rowid;

    -- Append-only. The first may be written in the transaction of its entry.
    create table visit_note (
      id integer primary key,
      -- Of entry; not held by SQLite, because a backup brings the newest notes back before their entries.
      entry_id integer not null,
      -- 1, 2, 3 … of its entry.
      nth integer not null check (nth >= 1),
      kind text not null,
      at_utc_ms real not null,
      -- Of a note that puts somebody on a trip.
      trip_id text,
      -- Of a note that names another entry of any epoch.
      linked_epoch text,
      linked_seq integer,
      -- All that the note says, encrypted and bound to device, epoch, seq and nth.
      key_id text not null,
      sealed blob not null,
      unique (entry_id, nth),
      check ((linked_epoch is null) = (linked_seq is null))
    ) strict;
    create index visit_note_by_trip on visit_note (trip_id) where trip_id is not null;
    create index visit_note_by_link on visit_note (linked_epoch, linked_seq) where linked_epoch is not null;

    create trigger visit_note_never_changes before update on visit_note
    begin
      select raise(abort, 'notes are append-only');
    end;
    create trigger visit_note_never_goes before delete on visit_note
    when not exists (
      select 1 from entry join purging on purging.epoch_id = entry.epoch_id and purging.up_to_seq >= entry.seq
      where entry.id = old.entry_id)
      and not exists (select 1 from entry_erased where entry_erased.entry_id = old.entry_id)
    begin
      select raise(abort, 'notes are append-only');
    end;
  `);
}
