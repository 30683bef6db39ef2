/** Which gates may no longer send, and what may they still hand over? */

import type { Database } from './database.ts';

/**
 * `handing-over`: revoked, and may bring its own sealed entries, nothing else, until a day after it began to.
 * `revoked`: may bring nothing any more.
 */
export type Standing = 'trusted' | 'handing-over' | 'revoked';

/** Long enough for a million entries over a bad line; who found a stolen gate's key has no longer than that either. */
const HANDOVER_HOURS = 24;

/** SQL of a `Standing`, where `device_revocation` is joined as `revocation`. */
export const STANDING = `case when revocation.device_id is null then 'trusted'
  when revocation.handover_opened_at is null or revocation.handover_opened_at > now() - interval '${HANDOVER_HOURS} hours'
  then 'handing-over' else 'revoked' end`;

export type RevokeAnswer =
  | { readonly type: 'revoked'; readonly device: string }
  | { readonly type: 'refused'; readonly reason: 'unknown' | 'ambiguous' };

/** As much of a gate's id as people see. */
export function shownDevice(device: string): string {
  return device.slice(0, 8);
}

/** Revokes the gate whose id begins so (8 characters are shown on the page). A repeat changes nothing. */
export async function revokeDevice(database: Database, idStart: string): Promise<RevokeAnswer> {
  const found = await database.query<{ device: string }>(
    'select device_id::text as device from device where starts_with(device_id::text, $1) limit 2',
    [idStart.toLowerCase()],
  );
  const [only] = found;
  if (only === undefined) return { type: 'refused', reason: 'unknown' };
  if (found.length > 1) return { type: 'refused', reason: 'ambiguous' };
  await database.query('insert into device_revocation (device_id) values ($1::uuid) on conflict do nothing', [
    only.device,
  ]);
  return { type: 'revoked', device: only.device };
}

/** The hand-over begins with its first batch, and once. */
export async function openHandover(database: Database, device: string): Promise<void> {
  await database.query(
    'update device_revocation set handover_opened_at = now() where device_id = $1::uuid and handover_opened_at is null',
    [device],
  );
}

export type KnownDevice = { readonly device: string; readonly enrolledAt: string; readonly standing: Standing };

const KNOWN = `
  select device.device_id::text as device, to_char(enrolled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "enrolledAt",
    ${STANDING} as standing
  from device left join device_revocation as revocation using (device_id)`;

/** Every gate that ever enrolled, the newest first. */
export function knownDevices(database: Database): Promise<KnownDevice[]> {
  return database.query<KnownDevice>(`${KNOWN} order by enrolled_at desc`);
}

/** One of them by its whole id; `null` where nobody knows it. */
export async function knownDevice(database: Database, device: string): Promise<KnownDevice | null> {
  const [known] = await database.query<KnownDevice>(`${KNOWN} where device.device_id = $1::uuid`, [device]);
  return known ?? null;
}
