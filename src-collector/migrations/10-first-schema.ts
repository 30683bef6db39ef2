/** The first schema: who may send, with which one-time codes, and what they sent. */

/** `device_id` is in every unique key of `entry`, so that it can be the distribution column of Citus. */
export const firstSchema: readonly string[] = [
  `create table device (
    device_id uuid primary key,
    -- Raw Ed25519, 32 bytes.
    public_key bytea not null,
    enrolled_at timestamptz not null default now()
  )`,
  `create table setup_token (
    -- SHA-256; the token itself is only in the setup code.
    token_hash bytea primary key,
    expires_at timestamptz not null,
    -- The device that used it; a repeat by the same device with the same key gets the same answer.
    device_id uuid
  )`,
  `create table entry (
    device_id uuid not null,
    epoch text not null,
    seq bigint not null,
    wall_at timestamptz not null,
    received_at timestamptz not null default now(),
    lane_id text not null,
    direction text not null,
    reader_kind text not null,
    code_kind text not null,
    subject_tag text,
    masked_name text,
    masked_number text,
    verification text not null,
    verdict text not null,
    reasons text[] not null,
    previous_hash text not null,
    hash text not null,
    -- Clock evidence, rules version and whatever else the gate said, as it was sent.
    detail jsonb not null,
    primary key (device_id, epoch, seq)
  )`,
  'create index entry_by_arrival on entry (received_at desc)',
  'create index entry_by_time on entry (wall_at desc)',
];
