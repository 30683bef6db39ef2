/** What does this collector hold of one person, and how is it copied, or the person taken out? */

import { randomUUID } from 'node:crypto';
import type { CopyFile } from '../../src-main/contract/case-file.ts';
import type { ErasureReceipt, Place } from '../contract/rights-api.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database, Row } from '../database.ts';
import { NOBODYS_DETAIL, TAKEN_OUT, TELL_SYSTEMS } from '../erased-entries.ts';
import { startsWithSql } from '../unit-path-sql.ts';
import type { Keeper, RightsRefused } from './requests.ts';
import { noteStep, requestOf } from './requests.ts';

type OfPerson = { readonly requestId: string; readonly tags: readonly string[] };

/** Some years of one person; a file is read by people. */
const MOST_ENTRIES = 20_000;
/** Hashes of tags are looked up, day by day. A gate that never said where it stands belongs to nobody but the whole. */
const OF_PERSON = `entry.tracing_tag in (select decode(tag, 'hex') from unnest($1::text[]) as tag) and entry.erased_at is null
  and ($2::text[] = '{}' or exists (select 1 from gate_profile as place where place.device_id = entry.device_id
    and ${startsWithSql('place.unit_path', '$2')}))`;
const PROFILE = `left join gate_profile as profile on profile.device_id = entry.device_id`;
const NAMED = `coalesce(profile.venue_name, '') as venue, coalesce(profile.unit_path, '{}') as unit`;

export type Found = {
  readonly entries: number;
  readonly sealed: number;
  readonly places: Place[];
  readonly heldByCases: number;
};

export function findPerson(
  database: Database,
  { requestId, tags }: OfPerson,
  who: Keeper,
  nowUtcMs: number,
): Promise<({ readonly type: 'found' } & Found) | RightsRefused> {
  return database.transaction(async (connection) => {
    const refused = await refusalFor(connection, requestId, who, nowUtcMs, null);
    if (refused !== null) return refused;
    const found = await whatIsHeld(connection, tags, who.unit);
    await noteStep(connection, requestId, who, 'found', { entries: found.entries, places: found.places.length });
    return { type: 'found', ...found };
  });
}

/** For the authority's own machine: only there is it opened. */
export function copyPerson(
  database: Database,
  { requestId, tags }: OfPerson,
  who: Keeper,
  nowUtcMs: number,
): Promise<{ readonly type: 'copied'; readonly file: CopyFile } | RightsRefused> {
  return database.transaction(async (connection) => {
    const refused = await refusalFor(connection, requestId, who, nowUtcMs, 'copy');
    if (refused !== null) return refused;
    const entries = await connection.query<Row & CopyFile['entries'][number]>(
      `select entry.device_id::text as device, entry.epoch, entry.seq::float8 as seq,
         (extract(epoch from entry.wall_at) * 1000)::float8 as "atUtcMs", ${NAMED}, lane_id as "laneId", direction,
         code_kind as "codeKind", verdict, entry.detail->>'sealed' as sealed, entry.detail->>'sealedKeyId' as "sealedKeyId"
       from entry ${PROFILE} where ${OF_PERSON} order by entry.wall_at limit ${MOST_ENTRIES + 1}`,
      [tags, who.unit],
    );
    if (entries.length === 0) return { type: 'refused', reason: 'nothing-found' };
    const known = await requestOf(connection, requestId, who.unit, nowUtcMs);
    const file: CopyFile = {
      format: 'gac-cong copy 1',
      requestId,
      reference: known?.reference ?? '',
      madeAtUtcMs: nowUtcMs,
      isCut: entries.length > MOST_ENTRIES,
      entries: entries.slice(0, MOST_ENTRIES),
    };
    await noteStep(connection, requestId, who, 'copied', { entries: file.entries.length });
    return { type: 'copied', file };
  });
}

/**
 * All or nothing, with its receipt. Not while a trace rests on these entries: the authority still has to reach who was near. Time, lane,
 * verdict and the links of the chain stay, as where a gate says it (decision 32).
 */
export function erasePerson(
  database: Database,
  { requestId, tags }: OfPerson,
  who: Keeper,
  nowUtcMs: number,
): Promise<{ readonly type: 'erased'; readonly receipt: ErasureReceipt } | RightsRefused> {
  return database.transaction(async (connection) => {
    const { query } = connection;
    // No case begins to rest on them meanwhile.
    await query('lock table trace_result in share row exclusive mode');
    const refused = await refusalFor(connection, requestId, who, nowUtcMs, 'erase');
    if (refused !== null) return refused;
    const { heldByCases } = await whatIsHeld(connection, tags, who.unit);
    if (heldByCases > 0) {
      await noteStep(connection, requestId, who, 'erase-held', { cases: heldByCases });
      return { type: 'refused', reason: 'held-by-trace' };
    }
    const places = await query<Row & ErasureReceipt['places'][number]>(
      `with erased as (
         update entry set ${TAKEN_OUT('$3')} where ${OF_PERSON} returning entry.device_id, entry.epoch, entry.seq
       ), told as (${TELL_SYSTEMS('erased')})
       select entry.device_id::text as device, ${NAMED}, count(*)::int as entries from erased as entry ${PROFILE}
       group by entry.device_id, profile.venue_name, profile.unit_path order by entries desc, device`,
      [tags, who.unit, NOBODYS_DETAIL],
    );
    const entries = places.reduce((sum, each) => sum + each.entries, 0);
    if (entries === 0) return { type: 'refused', reason: 'nothing-found' };
    const receiptId = randomUUID();
    const [row] = await query<{ atUtcMs: number }>(
      `insert into rights_receipt (receipt_id, request_id, erased_by, erased_name, entries, places)
       values ($1::uuid, $2::uuid, $3, $4, $5, $6::jsonb) returning (extract(epoch from erased_at) * 1000)::float8 as "atUtcMs"`,
      [receiptId, requestId, who.accountId, who.name, entries, JSON.stringify(places)],
    );
    await noteStep(connection, requestId, who, 'erased', { entries, places: places.length });
    const erasedAtUtcMs = row?.atUtcMs ?? nowUtcMs;
    return { type: 'erased', receipt: { receiptId, requestId, erasedAtUtcMs, erasedName: who.name, entries, places } };
  });
}

async function whatIsHeld(connection: Connection, tags: readonly string[], within: UnitPath): Promise<Found> {
  const places = await connection.query<Row & Place>(
    `select entry.device_id::text as device, ${NAMED}, count(*)::int as entries,
       (count(*) filter (where entry.is_sealed))::int as sealed,
       (extract(epoch from min(entry.wall_at)) * 1000)::float8 as "firstAtUtcMs",
       (extract(epoch from max(entry.wall_at)) * 1000)::float8 as "lastAtUtcMs"
     from entry ${PROFILE} where ${OF_PERSON}
     group by entry.device_id, profile.venue_name, profile.unit_path order by entries desc, device`,
    [tags, within],
  );
  const [held] = await connection.query<{ cases: number }>(
    `select count(distinct result.case_id)::int as cases from entry
     join trace_result as result on result.device_id = entry.device_id and result.epoch = entry.epoch and result.seq = entry.seq
     join trace_case on trace_case.case_id = result.case_id
     where trace_case.state in ('asked', 'approved') and trace_case.results_deleted_at is null and ${OF_PERSON}`,
    [tags, within],
  );
  return {
    entries: places.reduce((sum, { entries }) => sum + entries, 0),
    sealed: places.reduce((sum, { sealed }) => sum + sealed, 0),
    places,
    heldByCases: held?.cases ?? 0,
  };
}

/** `kind`: only for a request of that kind; `null` = of any. */
async function refusalFor(
  connection: Connection,
  requestId: string,
  { unit }: Keeper,
  nowUtcMs: number,
  kind: 'copy' | 'erase' | null,
): Promise<RightsRefused | null> {
  const known = await requestOf(connection, requestId, unit, nowUtcMs);
  if (known === null) return { type: 'refused', reason: 'unknown-request' };
  if (known.state !== 'open') return { type: 'refused', reason: 'closed' };
  return kind === null || known.kind === kind ? null : { type: 'refused', reason: 'other-kind' };
}
