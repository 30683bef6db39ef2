/** Which breaches were noticed, by when must they be told, and what goes into the notice? */

import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Breach, BreachCounts, registerBreachInput, settleBreachInput } from '../contract/rights-api.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database, Row } from '../database.ts';
import { startsWithSql } from '../unit-path-sql.ts';
import { breachDueUtcMs } from './clocks.ts';
import type { Keeper } from './requests.ts';

const MS = (column: string, name: string): string => `(extract(epoch from ${column}) * 1000)::float8 as "${name}"`;
const SELECT = `select breach_id::text as "breachId", nature, measures, ${MS('noticed_at', 'noticedAtUtcMs')}, scope,
  ${MS('from_at', 'fromUtcMs')}, ${MS('to_at', 'toUtcMs')}, covers, counts, registered_name as "registeredName",
  ${MS('registered_at', 'registeredAtUtcMs')}, state, ${MS('settled_at', 'settledAtUtcMs')}, settled_reason as "settledReason"
  from breach where ${startsWithSql('unit', '$1')}`;

type Stored = Row & Omit<Breach, 'notifyDueUtcMs' | 'isOverdue'>;

/** With the counts of now: days go, and what lay here then is what has to be told. */
export async function registerBreach(
  database: Database,
  said: z.output<typeof registerBreachInput>,
  counts: BreachCounts,
  who: Keeper,
): Promise<string> {
  const breachId = randomUUID();
  await database.query(
    `insert into breach (breach_id, unit, nature, measures, noticed_at, scope, from_at, to_at, covers, counts, registered_by, registered_name)
     values ($1::uuid, $2::text[], $3, $4, to_timestamp($5), $6::jsonb, to_timestamp($7), to_timestamp($8), $9, $10::jsonb, $11, $12)`,
    [
      breachId,
      who.unit,
      said.nature,
      said.measures,
      said.noticedAtUtcMs / 1_000,
      JSON.stringify(said.scope),
      said.fromUtcMs / 1_000,
      said.toUtcMs / 1_000,
      said.covers,
      JSON.stringify(counts),
      who.accountId,
      who.name,
    ],
  );
  return breachId;
}

/** The open ones first, the nearest to its 72 hours before the others. */
export async function listBreaches(
  { query }: Connection,
  within: UnitPath,
  limit: number,
  nowUtcMs: number,
): Promise<Breach[]> {
  const rows = await query<Stored>(
    `${SELECT} order by state <> 'open', case when state = 'open' then noticed_at end, noticed_at desc limit $2`,
    [within, limit],
  );
  return rows.map((row) => withClock(row, nowUtcMs));
}

export async function breachOf(
  { query }: Connection,
  breachId: string,
  within: UnitPath,
  nowUtcMs: number,
): Promise<Breach | null> {
  const [row] = await query<Stored>(`${SELECT} and breach_id = $2::uuid`, [within, breachId]);
  return row === undefined ? null : withClock(row, nowUtcMs);
}

/** `unknown`, or `closed`: once is enough. */
export async function settleBreach(
  database: Database,
  { breachId, became, atUtcMs, reason }: z.output<typeof settleBreachInput>,
  within: UnitPath,
): Promise<'done' | 'unknown' | 'closed'> {
  const settled = await database.query(
    `update breach set state = $3, settled_at = to_timestamp($4), settled_reason = $5
     where breach_id = $2::uuid and state = 'open' and ${startsWithSql('unit', '$1')} returning breach_id`,
    [within, breachId, became, atUtcMs / 1_000, reason],
  );
  if (settled.length > 0) return 'done';
  return (await breachOf(database, breachId, within, atUtcMs)) === null ? 'unknown' : 'closed';
}

/**
 * Field by field in the order of the notice; words for the fields are the page's. Form 08 of Decree 356/2025 was known from secondary
 * sources alone: compare it with the gazette before it is sent.
 */
export function breachForm(breach: Breach): readonly { readonly field: string; readonly value: string | null }[] {
  const { counts, scope } = breach;
  const { sealed, masked, taggedOnly, nobody } = counts.fields;
  const persons = counts.personsBy === 'exact' ? `<= ${counts.persons}` : `~ ${counts.persons}`;
  return [
    { field: 'controller', value: null },
    { field: 'protection-officer', value: null },
    { field: 'noticed-at', value: inVietnam(breach.noticedAtUtcMs) },
    { field: 'notify-before', value: inVietnam(breach.notifyDueUtcMs) },
    { field: 'happened-from', value: inVietnam(breach.fromUtcMs) },
    { field: 'happened-to', value: inVietnam(breach.toUtcMs) },
    { field: 'nature', value: breach.nature },
    { field: 'scope', value: JSON.stringify(scope) },
    { field: 'entries', value: String(counts.entries) },
    { field: 'persons', value: persons },
    { field: 'fields-sealed', value: String(sealed) },
    { field: 'fields-masked', value: String(masked) },
    { field: 'fields-tag-only', value: String(taggedOnly) },
    { field: 'fields-nobody', value: String(nobody) },
    { field: 'venues', value: counts.venues.map(({ venue, venueId }) => venue || venueId).join('; ') },
    { field: 'who-had-access', value: [...new Set(counts.accesses.map(({ by }) => by))].join('; ') },
    { field: 'consequences', value: null },
    { field: 'measures', value: breach.measures },
    { field: 'persons-told', value: null },
    { field: 'late-because', value: null },
  ];
}

function withClock(row: Stored, nowUtcMs: number): Breach {
  const notifyDueUtcMs = breachDueUtcMs(row.noticedAtUtcMs);
  return { ...row, notifyDueUtcMs, isOverdue: (row.settledAtUtcMs ?? nowUtcMs) > notifyDueUtcMs };
}

/** `2026-11-29 16:40 +07:00`. */
function inVietnam(utcMs: number): string {
  const local = new Date(utcMs + 7 * 3_600_000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 16)} +07:00`;
}
