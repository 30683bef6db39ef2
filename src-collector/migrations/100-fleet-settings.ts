/** What is set from afar, for whom, and what became of it at each gate? */

export const fleetSettings: readonly string[] = [
  `create table fleet_settings (
    -- Counts up over everything that this collector's gates are told.
    version bigint primary key,
    kind text not null check (kind in ('settings', 'key')),
    target_key text not null,
    target jsonb,
    -- Whose it is to see and to stop: of a target's unit; a gate's, as it stood then.
    unit_path text[] not null,
    share_percent int not null,
    not_before timestamptz,
    is_urgent boolean not null,
    settings jsonb,
    public_key text,
    made_by text not null,
    made_at timestamptz not null default now(),
    -- As it was signed: nothing but this reaches a gate.
    file jsonb not null,
    -- 'halted': too many gates gave it back. 'stopped': by somebody.
    state text not null default 'offered' check (state in ('offered', 'halted', 'stopped')),
    ended_at timestamptz
  )`,
  'create index fleet_settings_by_target on fleet_settings (target_key, version desc)',
  `create table fleet_outcome (
    device_id uuid not null,
    version bigint not null,
    outcome text not null check (outcome in ('in-force', 'trial', 'waiting', 'given-back')),
    reason text,
    heard_at timestamptz not null default now(),
    primary key (device_id, version)
  )`,
  'create index fleet_outcome_by_version on fleet_outcome (version, outcome)',
];
