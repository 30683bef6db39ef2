/** Who is told of what, what is wrong at the moment, and what is on its way to whom? */

export const notices: readonly string[] = [
  `create table notice_target (
    id uuid primary key,
    unit_path text[] not null,
    channel text not null check (channel in ('email', 'webhook')),
    address text not null,
    -- Of a webhook, sealed by the console's key.
    secret bytea,
    kinds text[] not null,
    language text not null,
    -- The last event that it was told of, or need not be told of.
    told_up_to bigint not null,
    created_by int not null,
    created_at timestamptz not null default now()
  )`,
  // One for each alarm of each gate that is on, may begin or may be over.
  `create table notice_alarm (
    -- A gate, or \`collector\`.
    subject text not null,
    kind text not null,
    unit_path text[] not null,
    label text not null,
    phase text not null check (phase in ('arising', 'on', 'clearing', 'over')),
    since_utc_ms bigint not null,
    began_at_utc_ms bigint not null,
    times int not null,
    primary key (subject, kind)
  )`,
  `create table notice_event (
    id bigserial primary key,
    subject text not null,
    kind text not null,
    unit_path text[] not null,
    label text not null,
    change text not null check (change in ('began', 'ended')),
    -- Since when it is or was so, and when that was sure.
    began_at_utc_ms bigint not null,
    at_utc_ms bigint not null
  )`,
  // When somebody last looked, and since when without a gap.
  'create table notice_clock (one boolean primary key default true check (one), turned_at_utc_ms bigint not null, watching_since_utc_ms bigint not null)',
  'insert into notice_clock (turned_at_utc_ms, watching_since_utc_ms) values (0, 0)',
  // What parts of the collector say of themselves.
  'create table notice_raised (kind text primary key, raised_at_utc_ms bigint not null)',
  `create table report_schedule (
    id uuid primary key,
    unit_path text[] not null,
    format text not null,
    rhythm text not null check (rhythm in ('daily', 'weekly', 'monthly')),
    hour int not null check (hour between 0 and 23),
    language text not null,
    addressees text[] not null,
    -- The last time at which a report was due and put on its way.
    planned_up_to_utc_ms bigint not null,
    created_by int not null,
    created_at timestamptz not null default now()
  )`,
  `create table notice_delivery (
    id uuid primary key,
    about text not null check (about in ('alarms', 'report', 'test')),
    unit_path text[] not null,
    channel text not null check (channel in ('email', 'webhook')),
    address text not null,
    target_id uuid,
    schedule_id uuid,
    subject text not null,
    -- Emptied when it is settled, as is what is attached.
    body text not null,
    file_name text,
    file_type text,
    file bytea,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'given-up')),
    tries int not null default 0,
    reason text,
    made_at_utc_ms bigint not null,
    due_at_utc_ms bigint not null,
    -- Whoever holds this is sending it; nobody else does before it ends.
    lease uuid,
    leased_until_utc_ms bigint not null default 0,
    settled_at_utc_ms bigint
  )`,
  `create index notice_delivery_due on notice_delivery (due_at_utc_ms) where state = 'waiting'`,
  'create index notice_delivery_by_time on notice_delivery (made_at_utc_ms)',
];
