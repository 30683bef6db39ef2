/** Who may come into the console, who is in, and who may not try again yet? */

export const consoleDoor: readonly string[] = [
  `create table console_account (
    id int generated always as identity primary key,
    -- As it is signed in with, in small letters.
    name text not null unique,
    roles text[] not null,
    -- From the widest to the narrowest; empty is everything.
    unit text[] not null,
    email text unique,
    -- scrypt's parameters, salt and hash; null until the invitation is accepted.
    password text,
    -- Encrypted under a key that is not in this database.
    second_step bytea,
    -- The last thirty seconds whose code was used: a code counts once.
    second_step_used bigint not null default 0,
    -- What is being set up, and does not count yet.
    second_step_next bytea,
    created_at timestamptz not null default now(),
    disabled_at timestamptz
  )`,
  `create table console_recovery_code (
    account_id int not null references console_account,
    code_hash bytea not null,
    primary key (account_id, code_hash)
  )`,
  `create table console_invitation (
    token_hash bytea primary key,
    account_id int not null references console_account,
    expires_at timestamptz not null
  )`,
  `create table console_session (
    token_hash bytea primary key,
    account_id int not null references console_account,
    -- 'begun' (the second step is still asked for) or 'full'.
    stage text not null,
    used_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  'create index console_session_by_account on console_session (account_id)',
  `create table console_api_token (
    id int generated always as identity primary key,
    token_hash bytea not null unique,
    name text not null,
    scopes text[] not null,
    unit text[] not null,
    issued_by int not null references console_account,
    issued_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz
  )`,
  `create table console_brake (
    -- Keyed hash of what is being tried: a name, an address, an account's second step.
    key bytea primary key,
    failures int not null,
    last_at timestamptz not null,
    opens_at timestamptz not null
  )`,
];
