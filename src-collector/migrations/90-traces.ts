/** Where are a person's entries found by the tag of the week, and what is written down of each trace? */

export const traces: readonly string[] = [
  // A hash: four bytes an entry instead of 64, made from what is stored anyway, so that who is taken out of `detail` is out of here too.
  `create index entry_by_tracing_tag on entry using hash ((detail->>'tracingTag'))`,
  `create table trace_case (
    case_id uuid primary key,
    purpose text not null,
    legal_basis text not null,
    -- Accounts of the console, and the names that they had then.
    asked_by text not null,
    asked_name text not null,
    asked_role text not null,
    asked_at timestamptz not null default now(),
    from_at timestamptz not null,
    to_at timestamptz not null,
    parameters jsonb not null,
    -- asked, approved, refused, expired.
    state text not null default 'asked',
    decided_by text,
    decided_name text,
    decided_role text,
    decided_at timestamptz,
    -- Counts, which stay when the results are deleted.
    counts jsonb not null,
    results_deleted_at timestamptz,
    -- Four eyes are two accounts.
    check (decided_by is null or decided_by <> asked_by)
  )`,
  'create index trace_case_by_time on trace_case (asked_at desc)',
  // Which entries a case found: their identities alone, neither a tag nor a mask.
  `create table trace_result (
    device_id uuid not null,
    case_id uuid not null,
    epoch text not null,
    seq bigint not null,
    -- index, contact.
    kind text not null,
    -- The closest contact is 1; 0 = an entry of the index person.
    place int not null,
    rule text,
    ms bigint,
    scanned_ms bigint,
    primary key (case_id, device_id, epoch, seq)
  )`,
  'create index trace_result_by_device on trace_result (device_id, case_id)',
  `create table trace_hand_out (
    hand_out_id uuid primary key,
    case_id uuid not null,
    handed_to text not null,
    handed_name text not null,
    handed_at timestamptz not null default now(),
    entries int not null
  )`,
];
