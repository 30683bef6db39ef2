/** Where does a gate stand and how is it, by its last report? */

import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { GateReport } from '../../src-main/contract/gate-report.ts';
import type { Connection, Database } from '../database.ts';
import { FIGURES_LOCK } from '../figures/refresh-figures.ts';

const KEEP_STATUS = `
  insert into gate_status (device_id, made_at, report) values ($1::uuid, to_timestamp($2), $3::jsonb)
  on conflict (device_id) do update set made_at = excluded.made_at, received_at = now(), report = excluded.report
  where gate_status.made_at <= excluded.made_at or gate_status.received_at < now() - interval '1 hour'`;

const KNOWN = `
  select venue_id as venue, venue_kind as kind, unit_path as unit from gate_profile where device_id = $1::uuid`;

const KEEP_PROFILE = `
  insert into gate_profile (device_id, venue_id, venue_kind, venue_name, unit_path) values ($1::uuid, $2, $3, $4, $5::text[])
  on conflict (device_id) do update set venue_id = excluded.venue_id, venue_kind = excluded.venue_kind,
    venue_name = excluded.venue_name, unit_path = excluded.unit_path, changed_at = now()`;

/** Its days belong to other units now: those above where it stood, and those above where it stands. */
const COUNT_ANEW = `
  insert into unit_day_due (unit_path, day)
  select distinct path[1:depth], day from gate_day,
    (values ($2::text[]), ($3::text[])) as place (path), generate_series(0, cardinality(path)) as depth
  where device_id = $1::uuid
  on conflict do nothing`;

/**
 * Keeps what `device` said of itself, and moves what was counted of its days where it says that it stands in another unit. One that
 * was made before the one that is kept is passed over, unless that is an hour old: then the gate's clock was set back.
 */
export async function keepGateReport(database: Database, device: string, report: GateReport): Promise<void> {
  await database.query(KEEP_STATUS, [device, report.atUtcMs / 1_000, JSON.stringify(statusOf(report))]);
  const { kind, name } = report.venue;
  // As accounts write their units, whichever keyboard it was typed on.
  const unit = report.venue.unit.map((part) => part.trim().normalize('NFC'));
  const venue = venueIdOf(device, { name, unit });
  const [known] = await database.query<{ venue: string; kind: string; unit: string[] }>(KNOWN, [device]);
  if (isDeepStrictEqual(known, { venue, kind, unit })) return;
  await database.transaction(async (connection) => {
    // Nobody counts meanwhile, so that no mark is taken off for a count that did not see the move.
    await connection.query('select pg_advisory_xact_lock($1)', [FIGURES_LOCK]);
    await move(connection, device, [venue, kind, name, unit]);
  });
}

async function move(
  { query }: Connection,
  device: string,
  profile: readonly [venue: string, kind: string, name: string, unit: readonly string[]],
): Promise<void> {
  const [before] = await query<{ unit: string[] }>(KNOWN, [device]);
  await query(KEEP_PROFILE, [device, ...profile]);
  await query(COUNT_ANEW, [device, before?.unit ?? [], profile[3]]);
}

/** The same at every gate that names the same venue in the same unit; a gate that gives no name is a venue of its own. */
export function venueIdOf(device: string, { name, unit }: Pick<GateReport['venue'], 'name' | 'unit'>): string {
  if (name === '') return device;
  return createHash('sha256')
    .update(JSON.stringify([unit, name]))
    .digest('hex')
    .slice(0, 32);
}

function statusOf({ device: _, atUtcMs: __, ...status }: GateReport): object {
  return status;
}
