/** How does a log let go of entries, and of one person, and still show that nobody else took anything away? */

import type { Database } from 'better-sqlite3';

/** Entries stay append-only but for two doors, each of which leaves a signed statement behind. */
export function migrateTo65(database: Database): void {
  database.exec(`
    -- What was deleted because its time had come: one row a run and epoch, no person in it. Times are real, as they are signed.
    create table purge_receipt (
      id integer primary key,
      device text not null,
      epoch text not null,
      first_seq integer not null check (first_seq >= 1),
      last_seq integer not null check (last_seq >= first_seq),
      -- The hash that the first of them named as its predecessor, and the hash of the last: where the chain starts now.
      before_hash text not null check (length(before_hash) = 64),
      last_hash text not null check (length(last_hash) = 64),
      uploaded integer not null,
      not_uploaded integer not null,
      -- Of those: were sent, and sent back by the collector.
      refused integer not null,
      purged_at_utc_ms real not null,
      rule_days integer not null,
      -- The device key, raw, base64url; and what it signed: see receipts.ts.
      public_key text not null,
      signature text not null,
      -- open: the run goes on. pending: the collector does not have it. acknowledged: it does.
      state text not null check (state in ('open', 'pending', 'acknowledged'))
    ) strict;
    create index purge_receipt_by_place on purge_receipt (epoch, last_seq);

    -- Stands only within the transaction that deletes: what may go.
    create table purging (
      epoch_id integer primary key,
      up_to_seq integer not null
    ) strict;

    -- Entries whose person was taken away: the hash of what still stands there, signed.
    create table entry_erased (
      entry_id integer primary key,
      -- SHA-256 of the entry's canonical text without the person.
      rest_sha256 text not null check (length(rest_sha256) = 64),
      erased_at_utc_ms real not null,
      public_key text not null,
      signature text not null
    ) strict;

    -- One row a request. It does not say who, and not which entries.
    create table erase_receipt (
      id integer primary key,
      device text not null,
      erased_at_utc_ms real not null,
      entries integer not null,
      -- Of those: a collector has them. And: were sealed for the authority.
      uploaded integer not null,
      sealed_for_authority integer not null,
      public_key text not null,
      signature text not null,
      state text not null check (state in ('pending', 'acknowledged'))
    ) strict;

    -- At an instant that was sure, this was the newest entry: entries up to it are at least so old, whatever they say of themselves.
    create table retention_mark (
      at_utc_ms real primary key,
      last_entry_id integer not null
    ) strict;

    drop trigger if exists entry_never_goes;
    create trigger entry_never_goes before delete on entry
    when not exists (select 1 from purging where epoch_id = old.epoch_id and up_to_seq >= old.seq)
    begin
      select raise(abort, 'entries are append-only');
    end;
    drop trigger if exists entry_never_changes;
    create trigger entry_never_changes before update on entry
    when not exists (select 1 from entry_erased where entry_id = old.id)
      or new.subject_tag is not null or new.key_id is not null or new.sealed_personal is not null
      or new.id is not old.id or new.epoch_id is not old.epoch_id or new.seq is not old.seq
      or new.wall_utc_ms is not old.wall_utc_ms or new.monotonic_ms is not old.monotonic_ms
      or new.boot_id is not old.boot_id or new.clock_offset_ms is not old.clock_offset_ms
      or new.clock_uncertainty_ms is not old.clock_uncertainty_ms or new.lane_id is not old.lane_id
      or new.direction is not old.direction or new.inferred is not old.inferred
      or new.reader_kind is not old.reader_kind or new.code_kind is not old.code_kind
      or new.code_length is not old.code_length or new.verification is not old.verification
      or new.issuer is not old.issuer or new.trust_version is not old.trust_version
      or new.verdict is not old.verdict or new.reasons is not old.reasons
      or new.rules_version is not old.rules_version or new.corrects is not old.corrects
      or new.previous_hash is not old.previous_hash or new.hash is not old.hash
    begin
      select raise(abort, 'entries are append-only');
    end;
    ${['entry_for_authority', 'entry_tracing'].map(openDoor).join('')}
  `);
}

/** Of a table that holds more of an entry: its rows go with the entry, or with the person. */
function openDoor(table: string): string {
  return `
    drop trigger if exists ${table}_never_goes;
    create trigger ${table}_never_goes before delete on ${table}
    when not exists (
      select 1 from entry join purging on purging.epoch_id = entry.epoch_id and purging.up_to_seq >= entry.seq
      where entry.id = old.entry_id)
      and not exists (select 1 from entry_erased where entry_erased.entry_id = old.entry_id)
    begin
      select raise(abort, 'entries are append-only');
    end;`;
}
