/** Which signed settings is a gate offered, and what does the collector make of what became of them there? */

import { hash } from 'node:crypto';
import type { FleetStanding, SettingsTarget, SignedFile } from '../../src-main/contract/fleet-settings.ts';
import { MOST_FLEET_FILES } from '../../src-main/contract/fleet-settings.ts';
import { isInShare, isMeant } from '../../src-main/contract/fleet-target.ts';
import type { Connection } from '../database.ts';
import type { Log } from '../log.ts';
import { isToBeHalted } from './halting.ts';

type Offer = {
  readonly version: number;
  readonly targetKey: string;
  readonly target: SettingsTarget;
  readonly sharePercent: number;
};

const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

/** Few: what is offered at this moment, for whomever. The newest first. */
const OFFERED = `
  select version::float8 as version, target_key as "targetKey", target, share_percent as "sharePercent" from fleet_settings
  where kind = 'settings' and state = 'offered' and version >= coalesce((
    select max(version) from fleet_settings as whole
    where whole.target_key = fleet_settings.target_key and whole.state = 'offered' and whole.share_percent = 100), 0)
    and ((target->>'type' = 'gate' and target->>'device' = $1)
      or (target->>'type' <> 'gate' and unit_path = ($2::text[])[1:cardinality(unit_path)]))
  order by version desc`;

const PLACE = `select unit_path as unit, venue_name as "venueName" from gate_profile where device_id = $1::uuid`;

/** One version a target: the newest that is for this gate and that it is among the first for. */
async function offersTo({ query }: Connection, device: string): Promise<readonly Offer[]> {
  const [place = { unit: [], venueName: '' }] = await query<{ unit: string[]; venueName: string }>(PLACE, [device]);
  const found = await query<Offer>(OFFERED, [device, place.unit]);
  const targets = new Set<string>();
  return found
    .filter(({ targetKey, target, sharePercent }) => {
      const isFor = isMeant(target, { device, ...place }) && isInShare({ target, sharePercent }, device, sha256Hex);
      if (!isFor || targets.has(targetKey)) return false;
      targets.add(targetKey);
      return true;
    })
    .slice(0, MOST_FLEET_FILES / 2);
}

const NEWEST_KEY = `select coalesce(max(version), 0)::float8 as version from fleet_settings where kind = 'key'`;

/** What the gate hears in the answer to its report: another number than before is a reason to ask. */
export async function offeredVersion(connection: Connection, device: string): Promise<number> {
  const [key] = await connection.query<{ version: number }>(NEWEST_KEY);
  const offers = await offersTo(connection, device);
  return Math.max(key?.version ?? 0, ...offers.map(({ version }) => version));
}

/** The keys that came after the one that the gate has, in their order, then settings. */
export async function offeredFiles(
  connection: Connection,
  device: string,
  knownKey: string | null,
): Promise<readonly SignedFile[]> {
  const { query } = connection;
  const keys = await query<{ file: SignedFile }>(
    `select file from fleet_settings where kind = 'key'
       and version > coalesce((select max(version) from fleet_settings where kind = 'key' and public_key = $1), 0)
     order by version limit ${MOST_FLEET_FILES / 2}`,
    [knownKey],
  );
  const versions = (await offersTo(connection, device)).map(({ version }) => version);
  const settings = await query<{ file: SignedFile }>(
    'select file from fleet_settings where version = any($1::bigint[]) order by version',
    [versions],
  );
  return [...keys, ...settings].map(({ file }) => file);
}

const KEEP_OUTCOMES = `
  insert into fleet_outcome (device_id, version, outcome, reason)
  select $1::uuid, version, outcome, reason
  from jsonb_to_recordset($2::jsonb) as said (version bigint, outcome text, reason text)
  on conflict (device_id, version) do update set outcome = excluded.outcome, reason = excluded.reason, heard_at = now()
  where fleet_outcome.outcome <> excluded.outcome
  returning version::float8 as version, outcome`;

/** Keeps what a gate says of each version, and stops offering one that too many gave back. */
export async function keepOutcomes(
  { query }: Connection,
  device: string,
  { inForce, trial, waiting, rolledBack }: FleetStanding,
  log: Log,
): Promise<void> {
  const said = new Map<number, { readonly outcome: string; readonly reason: string | null }>();
  for (const version of waiting) said.set(version, { outcome: 'waiting', reason: null });
  if (trial !== null) said.set(trial, { outcome: 'trial', reason: null });
  for (const { version, reason } of rolledBack) said.set(version, { outcome: 'given-back', reason });
  for (const version of inForce) said.set(version, { outcome: 'in-force', reason: null });
  if (said.size === 0) return;
  const rows = [...said].map(([version, each]) => ({ version, ...each }));
  const changed = await query<{ version: number; outcome: string }>(KEEP_OUTCOMES, [device, JSON.stringify(rows)]);
  for (const { version } of changed.filter(({ outcome }) => outcome === 'given-back')) {
    await haltWhereDue({ query }, version, log);
  }
}

async function haltWhereDue({ query }: Connection, version: number, log: Log): Promise<void> {
  const [counted] = await query<{ inForce: number; givenBack: number }>(
    `select count(*) filter (where outcome = 'in-force')::int as "inForce",
       count(*) filter (where outcome = 'given-back')::int as "givenBack"
     from fleet_outcome where version = $1::bigint`,
    [version],
  );
  if (counted === undefined || !isToBeHalted(counted)) return;
  const halted = await query(
    `update fleet_settings set state = 'halted', ended_at = now() where version = $1::bigint and state = 'offered' returning version`,
    [version],
  );
  if (halted.length > 0) log('settings-halted', { version, givenBack: counted.givenBack });
}
