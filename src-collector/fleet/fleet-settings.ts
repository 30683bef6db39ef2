/** How are settings for gates published, handed in signed, stopped and looked through? */

import type { FleetDocument, SettingsTarget, SignedFile } from '../../src-main/contract/fleet-settings.ts';
import { targetKeyOf } from '../../src-main/contract/fleet-target.ts';
import type { OutcomeRow, SettingsOrder, SettingsRow } from '../contract/settings-calls.ts';
import { MOST_OUTCOME_ROWS, MOST_SETTINGS_ROWS } from '../contract/settings-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import { isWithin } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';
import { isWithinSql } from '../unit-path-sql.ts';
import { openFile, settingsKey, signDocument } from './settings-key.ts';

/** Any number, the same for every instance: versions are given one after the other. */
const SETTINGS_LOCK = 4_711_202_606;

type Refused = 'beyond-unit' | 'key-elsewhere' | 'too-large' | 'forged' | 'wrong-document' | 'older' | 'unknown-gate';
export type Published = { readonly version: number } | Refused;

export type Publisher = { readonly name: string; readonly unit: UnitPath };

/** Signed here, and offered from now on. */
export async function publishSettings(
  database: Database,
  secret: ConsoleSecret,
  order: SettingsOrder,
  by: Publisher,
  nowUtcMs: number,
): Promise<Published> {
  return inTurn(database, async (connection, version) => {
    if (!(await settingsKey(connection, secret)).isOwn) return 'key-elsewhere';
    const unit = await unitOf(connection, order.target);
    if (unit === null) return 'unknown-gate';
    if (!isWithin(unit, by.unit)) return 'beyond-unit';
    const document = documentOf(order, version, by.name, nowUtcMs);
    const file = signDocument(secret, document);
    if (file === null) return 'too-large';
    await keep(connection, document, file, unit);
    return { version };
  });
}

/** What would be published, as JSON that is signed elsewhere. Its version is taken by whoever hands one in first. */
export async function draftSettings(
  database: Database,
  order: SettingsOrder,
  by: Publisher,
  nowUtcMs: number,
): Promise<{ readonly version: number; readonly document: string } | Refused> {
  const unit = await unitOf(database, order.target);
  if (unit === null) return 'unknown-gate';
  if (!isWithin(unit, by.unit)) return 'beyond-unit';
  const version = (await newestVersion(database)) + 1;
  const document = documentOf(order, version, by.name, nowUtcMs);
  return { version, document: `${JSON.stringify(document, null, 2)}\n` };
}

/** Signed by whoever has the key. A key that is to follow it concerns every gate, and is for who sees all of them. */
export async function takeSigned(
  database: Database,
  secret: ConsoleSecret,
  file: SignedFile,
  by: Publisher,
): Promise<Published> {
  return inTurn(database, async (connection, next) => {
    const document = openFile(file, (await settingsKey(connection, secret)).publicKey);
    if (typeof document === 'string') return document;
    if (document.version < next) return 'older';
    const unit = document.kind === 'key' ? [] : await unitOf(connection, document.target);
    if (unit === null) return 'unknown-gate';
    if (!isWithin(unit, by.unit)) return 'beyond-unit';
    await keep(connection, document, file, unit);
    return { version: document.version };
  });
}

/** The last thing that this collector's own key signs. */
export async function moveSettingsKey(
  database: Database,
  secret: ConsoleSecret,
  publicKey: string,
  by: Publisher,
  nowUtcMs: number,
): Promise<Published> {
  return inTurn(database, async (connection, version) => {
    if (by.unit.length > 0) return 'beyond-unit';
    if (!(await settingsKey(connection, secret)).isOwn) return 'key-elsewhere';
    const document: FleetDocument = { kind: 'key', version, madeAtUtcMs: nowUtcMs, madeBy: by.name, publicKey };
    const file = signDocument(secret, document);
    if (file === null) return 'too-large';
    await keep(connection, document, file, []);
    return { version };
  });
}

/** False where there is none in `within`, or it is not offered. */
export async function stopSettings({ query }: Connection, version: number, within: UnitPath): Promise<boolean> {
  const stopped = await query(
    `update fleet_settings set state = 'stopped', ended_at = now()
     where version = $1::bigint and kind = 'settings' and state = 'offered' and ${isWithinSql('unit_path', '$2')}
     returning version`,
    [version, within],
  );
  return stopped.length > 0;
}

/** Of the unit and what lies in it, and what is set for the units above it: `$1`. */
const IS_SEEN = `(${isWithinSql('unit_path', '$1')} or unit_path = ($1::text[])[1:cardinality(unit_path)])`;

/** As gates are offered it, for those that no network reaches; `null` where `unit` sees none. */
export async function signedFileOf({ query }: Connection, version: number, unit: UnitPath): Promise<SignedFile | null> {
  const [found] = await query<{ file: SignedFile }>(
    `select file from fleet_settings where ${IS_SEEN} and version = $2::bigint`,
    [unit, version],
  );
  return found?.file ?? null;
}

const LIST = `
  select version::float8 as version, kind, target, unit_path as unit, share_percent as "sharePercent",
    (extract(epoch from not_before) * 1000)::float8 as "notBeforeUtcMs", is_urgent as "isUrgent", settings,
    made_by as "madeBy", (extract(epoch from made_at) * 1000)::float8 as "madeAtUtcMs", state,
    (extract(epoch from ended_at) * 1000)::float8 as "endedAtUtcMs"
  from fleet_settings
  where ${IS_SEEN}
    and ($2::bigint is null or version < $2::bigint)
  order by version desc limit ${MOST_SETTINGS_ROWS}`;

const COUNTS = `
  select version::float8 as version, count(*) filter (where outcome = 'waiting')::int as waiting,
    count(*) filter (where outcome = 'trial')::int as trial, count(*) filter (where outcome = 'in-force')::int as "inForce",
    count(*) filter (where outcome = 'given-back')::int as "givenBack"
  from fleet_outcome where version = any($1::bigint[]) group by version`;

const NOWHERE: SettingsRow['outcomes'] = { waiting: 0, trial: 0, inForce: 0, givenBack: 0 };

export async function listSettings(
  { query }: Connection,
  unit: UnitPath,
  beforeVersion: number | null,
): Promise<SettingsRow[]> {
  const rows = await query<Omit<SettingsRow, 'outcomes'>>(LIST, [unit, beforeVersion]);
  const counts = await query<SettingsRow['outcomes'] & { version: number }>(COUNTS, [
    rows.map(({ version }) => version),
  ]);
  const of = new Map(counts.map(({ version, ...each }) => [version, each]));
  return rows.map((row) => ({ ...row, outcomes: of.get(row.version) ?? NOWHERE }));
}

export async function outcomesOf({ query }: Connection, version: number, within: UnitPath): Promise<OutcomeRow[]> {
  return query<OutcomeRow>(
    `select told.device_id::text as device, coalesce(unit_path, '{}') as unit, coalesce(venue_name, '') as "venueName",
       outcome, reason, (extract(epoch from heard_at) * 1000)::float8 as "heardAtUtcMs"
     from fleet_outcome as told left join gate_profile as profile on profile.device_id = told.device_id
     where version = $1::bigint and ${isWithinSql(`(coalesce(unit_path, '{}'))`, '$2')}
     order by outcome = 'given-back' desc, heard_at desc limit ${MOST_OUTCOME_ROWS}`,
    [version, within],
  );
}

function documentOf(order: SettingsOrder, version: number, madeBy: string, nowUtcMs: number): FleetDocument {
  return { kind: 'settings', version, madeAtUtcMs: nowUtcMs, madeBy, ...order };
}

/** `null` where nobody knows the gate. */
async function unitOf({ query }: Connection, target: SettingsTarget): Promise<UnitPath | null> {
  if (target.type !== 'gate') return target.unit.map((name) => name.trim().normalize('NFC'));
  const [gate] = await query<{ unit: string[] }>(
    `select coalesce(unit_path, '{}') as unit from device left join gate_profile using (device_id)
     where device.device_id = $1::uuid`,
    [target.device],
  );
  return gate?.unit ?? null;
}

async function newestVersion({ query }: Connection): Promise<number> {
  const [newest] = await query<{ version: number }>(
    'select coalesce(max(version), 0)::float8 as version from fleet_settings',
  );
  return newest?.version ?? 0;
}

async function inTurn(
  database: Database,
  work: (connection: Connection, nextVersion: number) => Promise<Published>,
): Promise<Published> {
  return database.transaction(async (connection) => {
    await connection.query('select pg_advisory_xact_lock($1)', [SETTINGS_LOCK]);
    return work(connection, (await newestVersion(connection)) + 1);
  });
}

async function keep({ query }: Connection, document: FleetDocument, file: SignedFile, unit: UnitPath): Promise<void> {
  const isKey = document.kind === 'key';
  await query(
    `insert into fleet_settings (version, kind, target_key, target, unit_path, share_percent, not_before, is_urgent, settings,
       public_key, made_by, made_at, file)
     values ($1::bigint, $2, $3, $4::jsonb, $5::text[], $6, to_timestamp($7::float8 / 1000), $8, $9::jsonb, $10, $11,
       to_timestamp($12::float8 / 1000), $13::jsonb)`,
    [
      document.version,
      document.kind,
      isKey ? 'key' : targetKeyOf(document.target),
      isKey ? null : JSON.stringify(document.target),
      unit,
      isKey ? 100 : document.sharePercent,
      isKey ? null : document.notBeforeUtcMs,
      isKey ? true : document.isUrgent,
      isKey ? null : JSON.stringify(document.settings),
      isKey ? document.publicKey : null,
      document.madeBy,
      document.madeAtUtcMs,
      JSON.stringify(file),
    ],
  );
}
