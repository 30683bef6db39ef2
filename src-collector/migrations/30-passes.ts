/** Which passes did this collector make for its gates, and with which key? */

export const passes: readonly string[] = [
  // One key for all of a collector's passes. PKCS #8 of Ed25519, base64.
  'create table pass_signer (only_one boolean primary key default true check (only_one), pkcs8 text not null)',
  // Never the pass itself, nor the name on it: who has the text has the pass.
  `create table venue_pass (
    id text primary key,
    purpose text not null,
    is_one_time boolean not null,
    made_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz
  )`,
  'create index venue_pass_by_end on venue_pass (expires_at)',
];
