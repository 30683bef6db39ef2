/** What is still to be passed on to other systems, by whom, and is every collector over this database of one key? */

export const adapters: readonly string[] = [
  // To which systems entries are passed on. Where there is none, a batch writes nothing besides.
  'create table adapter (name text primary key, registered_at timestamptz not null default now())',
  `create table adapter_state (
    name text primary key,
    -- How many items it was ever handed: what names the next one's place in a file.
    handed bigint not null default 0,
    -- What is under way, the same after a crash; with its number.
    delivery jsonb,
    -- Which instance passes on, and until when nobody else does.
    owner uuid,
    owned_until timestamptz,
    failures int not null default 0,
    retry_at timestamptz,
    trouble text,
    taken_at timestamptz
  )`,
  // A row for each batch that was stored, in the batch's own transaction: a cursor would pass by what commits later.
  `create table adapter_outbox (
    adapter text not null,
    device_id uuid not null,
    id bigint generated always as identity,
    epoch text not null,
    -- 'entry' or 'erased'.
    kind text not null,
    seqs bigint[] not null,
    made_at timestamptz not null default now(),
    primary key (device_id, adapter, id)
  )`,
  'create index adapter_outbox_in_order on adapter_outbox (adapter, id)',
  // What a system does not take.
  `create table adapter_aside (
    adapter text not null,
    device_id uuid not null,
    epoch text not null,
    seq bigint not null,
    kind text not null,
    reason text not null,
    refused_at timestamptz not null default now(),
    primary key (device_id, adapter, epoch, seq, kind)
  )`,
  'create table console_key (is_the_one boolean primary key default true check (is_the_one), check_value text not null)',
];
