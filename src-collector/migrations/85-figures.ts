/** Where does a gate stand, how is it, and what was counted of its days and of its units' days? */

export const figures: readonly string[] = [
  // What a gate says of its venue, in its last report.
  `create table gate_profile (
    device_id uuid primary key,
    -- The same for all gates that name the same venue in the same unit.
    venue_id text not null,
    venue_kind text not null,
    venue_name text not null,
    -- From the largest to the smallest; empty = it names none.
    unit_path text[] not null,
    first_reported_at timestamptz not null default now(),
    changed_at timestamptz not null default now()
  )`,
  'create index gate_profile_by_venue on gate_profile (venue_id)',
  // How it is, by its last report.
  `create table gate_status (
    device_id uuid primary key,
    made_at timestamptz not null,
    received_at timestamptz not null default now(),
    report jsonb not null
  )`,
  `create table gate_day (
    device_id uuid not null,
    -- By the gate's own clock, in Vietnam.
    day date not null,
    scans int not null,
    admitted int not null,
    checked int not null,
    refused int not null,
    manual int not null,
    persons int not null,
    -- Of these persons, those by the authority's tag of the week, by which one is the same at every gate.
    traced_persons int not null,
    -- HyperLogLog of the persons' tags: names nobody, and is put together with others.
    sketch bytea not null,
    counted_at timestamptz not null default now(),
    primary key (device_id, day)
  )`,
  'create index gate_day_by_day on gate_day (day)',
  // Which days of which gates have entries that were not counted yet. \`marks\` tells a new one from one that is being counted.
  'create table gate_day_due (device_id uuid not null, day date not null, marks int not null default 1, primary key (device_id, day))',
  `create table unit_day (
    unit_path text[] not null,
    day date not null,
    -- Of this unit and all below it.
    active_gates int not null,
    active_venues int not null,
    scans int not null,
    admitted int not null,
    checked int not null,
    refused int not null,
    manual int not null,
    sketch bytea not null,
    counted_at timestamptz not null default now(),
    primary key (unit_path, day)
  )`,
  'create index unit_day_by_day on unit_day (day)',
  'create table unit_day_due (unit_path text[] not null, day date not null, primary key (unit_path, day))',
  // A gate's day is read by itself; a trace too.
  'create index entry_by_device_time on entry (device_id, wall_at)',
  // What is here already.
  `insert into gate_day_due (device_id, day)
    select distinct device_id, (wall_at at time zone 'Asia/Ho_Chi_Minh')::date from entry`,
];
