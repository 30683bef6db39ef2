/** Which accounts wait until a second person has agreed to them? */

export const accountApproval: readonly string[] = [
  // While it waits nobody comes in by it.
  'alter table console_account add column waits_since timestamptz',
  // The account that asked for it: another one agrees.
  'alter table console_account add column asked_by int',
  // Whether this account was a privacy officer's at any time: from the first of them on, tracers and privacy officers need two persons.
  'alter table console_account add column kept_privacy_at timestamptz',
  `update console_account set kept_privacy_at = now() where 'privacy' = any(roles) and password is not null`,
];
