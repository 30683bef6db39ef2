/** Who asked for what they have a right to, what was done about it, and which breaches were noticed? */

/** A line of these is what the office answers with: it stays as it was written. */
const stays = (table: string): string =>
  `create trigger ${table}_stays before update or delete on ${table} for each row execute function rights_row_stays()`;

export const rights: readonly string[] = [
  `create table rights_request (
    request_id uuid primary key,
    -- Of the account that registered it: nobody else's eyes.
    unit text[] not null,
    kind text not null,
    -- The office's own; neither a name nor a number.
    reference text not null,
    identified_by text not null,
    received_at timestamptz not null,
    registered_by int not null,
    registered_name text not null,
    registered_at timestamptz not null default now(),
    -- open, done, refused.
    state text not null default 'open',
    answered_at timestamptz,
    extension_reason text,
    closed_at timestamptz
  )`,
  'create index rights_request_by_time on rights_request (received_at desc)',
  `create table rights_step (
    request_id uuid not null references rights_request,
    nth int generated always as identity,
    at timestamptz not null default now(),
    by_account int not null,
    by_name text not null,
    step text not null,
    reason text,
    -- Counts alone.
    counts jsonb not null,
    primary key (request_id, nth)
  )`,
  // What was taken out, in counts: neither entries nor tags.
  `create table rights_receipt (
    receipt_id uuid primary key,
    request_id uuid not null references rights_request,
    erased_at timestamptz not null default now(),
    erased_by int not null,
    erased_name text not null,
    entries int not null,
    places jsonb not null
  )`,
  // Days on which no office works, besides those that are the same each year.
  'create table rights_holiday (day date primary key)',
  `create table breach (
    breach_id uuid primary key,
    unit text[] not null,
    nature text not null,
    measures text,
    noticed_at timestamptz not null,
    scope jsonb not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    covers text not null,
    -- As it was when it was registered: days go meanwhile.
    counts jsonb not null,
    registered_by int not null,
    registered_name text not null,
    registered_at timestamptz not null default now(),
    -- open, notified, not-needed.
    state text not null default 'open',
    settled_at timestamptz,
    settled_reason text
  )`,
  `create function rights_row_stays() returns trigger language plpgsql as $$
    begin
      raise exception 'what was written down of a request is only ever added to' using errcode = 'insufficient_privilege';
    end $$`,
  stays('rights_step'),
  stays('rights_receipt'),
];
