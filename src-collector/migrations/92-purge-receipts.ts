/** What proves afterwards which days were dropped, by which rule, and where the gates' chains then stood? */

export const purgeReceipts: readonly string[] = [
  `create table purge_receipt (
    id bigint primary key,
    received_day date not null,
    -- 'keep-days:31', 'before:2026-11-01'.
    rule text not null,
    purged_at_utc_ms bigint not null,
    entries bigint not null,
    -- Entries by unit, as JSON text: the chain is over exactly these letters.
    units text not null,
    heads int not null,
    -- SHA-256 over the lines of purge_head of this receipt.
    heads_hash text not null,
    previous_hash text not null,
    hash text not null
  )`,
  // Of each gate's chain what the day held: from where to where, how many, and the hash of its last entry.
  `create table purge_head (
    device_id uuid not null,
    epoch text not null,
    receipt_id bigint not null,
    first_seq bigint not null,
    last_seq bigint not null,
    last_hash text not null,
    entries bigint not null,
    primary key (device_id, epoch, receipt_id)
  )`,
  'create index purge_head_by_receipt on purge_head (receipt_id)',
  `create table purge_receipt_head (
    is_the_one boolean primary key default true check (is_the_one),
    id bigint not null,
    hash text not null
  )`,
  `insert into purge_receipt_head (id, hash) values (0, '')`,
  `create function purge_receipt_stays() returns trigger language plpgsql as $$
    begin
      raise exception 'receipts of dropped days are only ever added to' using errcode = 'insufficient_privilege';
    end $$`,
  `create trigger purge_receipt_rows_stay before update or delete on purge_receipt
    for each row execute function purge_receipt_stays()`,
  `create trigger purge_receipt_stays before truncate on purge_receipt
    for each statement execute function purge_receipt_stays()`,
  `create trigger purge_receipt_head_stays before delete or truncate on purge_receipt_head
    for each statement execute function purge_receipt_stays()`,
];
