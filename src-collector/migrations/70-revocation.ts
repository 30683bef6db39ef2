/** Which gates may no longer send, and since when? */

export const revocation: readonly string[] = [
  `create table device_revocation (
    device_id uuid primary key,
    revoked_at timestamptz not null default now(),
    -- When it began to hand over what it still had.
    handover_opened_at timestamptz
  )`,
  // Brought by a gate that was revoked: sealed, and its word alone.
  'alter table entry add column after_revocation boolean not null default false',
];
