/** Of whom, what and how much did somebody see more than they should, by what lay here? */

import type { BreachCounts, BreachQuery, BreachScope } from '../contract/rights-api.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import { isWithin } from '../contract/unit-path.ts';
import type { Connection, Database, Row } from '../database.ts';
import { addSketch, decodeSketch, emptySketch, estimatePersons } from '../figures/person-sketch.ts';
import { isWithinSql, startsWithSql } from '../unit-path-sql.ts';

export type BreachRefused = { readonly type: 'refused'; readonly reason: 'beyond-unit' | 'unknown' };

const MOST_VENUES = 200;
const MOST_ACCESSES = 500;
/** Beyond it persons are estimated: to tell them apart exactly would take longer than a statement may. */
const MOST_EXACT_ENTRIES = 2_000_000;
const VIETNAM = `at time zone 'Asia/Ho_Chi_Minh'`;

/** Which entries: those of these gates (`null`: of all), or those that were handed to this account. */
type Reach = { readonly unit: UnitPath; readonly device: string | null; readonly venueId: string | null };
type Asked = { readonly reach: Reach | null; readonly actor: { readonly kind: string; readonly id: number } | null };

/** `within`: nobody sees beyond the own unit. */
export async function countBreach(
  database: Database,
  query: BreachQuery,
  within: UnitPath,
): Promise<{ readonly type: 'counted'; readonly counts: BreachCounts } | BreachRefused> {
  const asked = await reachOf(database, query.scope, within);
  if ('type' in asked) return asked;
  const { fromUtcMs, toUtcMs, covers } = query;
  const span = [covers === 'held' ? 0 : fromUtcMs / 1_000, toUtcMs / 1_000] as const;
  const accesses = await accessesIn(database, asked.actor, within, fromUtcMs, toUtcMs);
  const entries =
    asked.reach === null
      ? await handedTo(database, asked.actor?.id ?? 0, fromUtcMs, toUtcMs)
      : await entriesOf(database, asked.reach, span);
  return {
    type: 'counted',
    counts: { ...entries, accesses: accesses.slice(0, MOST_ACCESSES), isAccessesCut: accesses.length > MOST_ACCESSES },
  };
}

async function reachOf({ query }: Connection, scope: BreachScope, within: UnitPath): Promise<Asked | BreachRefused> {
  const unknown: BreachRefused = { type: 'refused', reason: 'unknown' };
  switch (scope.kind) {
    case 'unit':
      if (!isWithin(scope.unit, within)) return { type: 'refused', reason: 'beyond-unit' };
      return { reach: { unit: scope.unit, device: null, venueId: null }, actor: null };
    case 'gate':
      return { reach: { unit: within, device: scope.device, venueId: null }, actor: null };
    case 'venue':
      return { reach: { unit: within, device: null, venueId: scope.venueId }, actor: null };
    case 'account': {
      const [row] = await query<{ unit: string[] }>('select unit from console_account where id = $1', [scope.id]);
      if (row === undefined || !isWithin(row.unit, within)) return unknown;
      return { reach: null, actor: { kind: 'account', id: scope.id } };
    }
    case 'token': {
      const [row] = await query<{ unit: string[] }>('select unit from console_api_token where id = $1', [scope.id]);
      if (row === undefined || !isWithin(row.unit, within)) return unknown;
      // No call that takes a token gives an entry out.
      return { reach: null, actor: { kind: 'token', id: scope.id } };
    }
  }
}

type Entries = Omit<BreachCounts, 'accesses' | 'isAccessesCut'>;

const OF_REACH = `entry.received_at >= to_timestamp($1::float8) and entry.received_at < to_timestamp($2::float8)
  and entry.received_day >= (to_timestamp($1::float8) ${VIETNAM})::date and entry.received_day <= (to_timestamp($2::float8) ${VIETNAM})::date
  and ${isWithinSql('profile.unit_path', '$3')}
  and ($4::uuid is null or entry.device_id = $4::uuid) and ($5::text is null or profile.venue_id = $5::text)`;
const FROM = `from entry left join gate_profile as profile on profile.device_id = entry.device_id where ${OF_REACH}`;
const KINDS = `count(*)::float8 as entries,
  (count(*) filter (where entry.detail->>'sealed' is not null))::float8 as sealed,
  (count(*) filter (where entry.masked_name is not null or entry.masked_number is not null))::float8 as masked,
  (count(*) filter (where entry.detail->>'sealed' is null and entry.masked_name is null and entry.masked_number is null
    and (entry.detail->>'tracingTag' is not null or entry.subject_tag is not null)))::float8 as "taggedOnly",
  (count(*) filter (where entry.detail->>'sealed' is null and entry.masked_name is null and entry.masked_number is null
    and entry.detail->>'tracingTag' is null and entry.subject_tag is null))::float8 as nobody`;
/** The gate's own tag is another person's at another gate, should it ever be spelled alike. */
const PERSON = `coalesce(entry.detail->>'tracingTag', entry.device_id::text || entry.subject_tag)`;

type Kinds = Row & BreachCounts['fields'] & { readonly entries: number };
type VenueRow = Row & BreachCounts['venues'][number];

async function entriesOf(
  connection: Connection,
  { unit, device, venueId }: Reach,
  [fromS, toS]: readonly [number, number],
): Promise<Entries> {
  const { query } = connection;
  const parameters = [fromS, toS, unit, device, venueId];
  const [kinds] = await query<Kinds>(`select ${KINDS} ${FROM}`, parameters);
  const { entries, ...fields } = kinds ?? NOTHING;
  const venues = await query<VenueRow>(
    `select coalesce(profile.venue_id, entry.device_id::text) as "venueId", coalesce(profile.venue_name, '') as venue,
       coalesce(profile.unit_path, '{}') as unit, count(*)::float8 as entries
     ${FROM} group by 1, 2, 3 order by 4 desc, 1 limit ${MOST_VENUES + 1}`,
    parameters,
  );
  const isExact = entries <= MOST_EXACT_ENTRIES;
  const persons = isExact
    ? ((await query<{ persons: number }>(`select count(distinct ${PERSON})::float8 as persons ${FROM}`, parameters))[0]
        ?.persons ?? 0)
    : await estimated(connection, parameters);
  return {
    entries,
    persons,
    personsBy: isExact ? 'exact' : 'hyperloglog',
    fields: pick(fields),
    venues: venues.slice(0, MOST_VENUES),
    isVenuesCut: venues.length > MOST_VENUES,
  };
}

/** By what was counted of each gate's days: whole days, by the gates' own clocks. */
async function estimated({ query }: Connection, parameters: readonly unknown[]): Promise<number> {
  const rows = await query<{ sketch: Uint8Array }>(
    `select sketch from gate_day left join gate_profile as profile on profile.device_id = gate_day.device_id
     where day >= (to_timestamp($1::float8) ${VIETNAM})::date and day <= (to_timestamp($2::float8) ${VIETNAM})::date
       and ${isWithinSql('profile.unit_path', '$3')}
       and ($4::uuid is null or gate_day.device_id = $4::uuid) and ($5::text is null or profile.venue_id = $5::text)`,
    parameters,
  );
  const all = emptySketch();
  for (const { sketch } of rows) addSketch(all, decodeSketch(sketch));
  return Math.round(estimatePersons(all));
}

/** What an account was handed: contact lists, each line a sealed entry of another person. */
async function handedTo(
  { query }: Connection,
  accountId: number,
  fromUtcMs: number,
  toUtcMs: number,
): Promise<Entries> {
  const parameters = [String(accountId), fromUtcMs / 1_000, toUtcMs / 1_000];
  const [row] = await query<{ entries: number; persons: number }>(
    `select coalesce(sum(entries), 0)::float8 as entries, coalesce((select sum(most) from (
       select max(entries) as most from trace_hand_out where handed_to = $1 and handed_at >= to_timestamp($2)
         and handed_at < to_timestamp($3) group by case_id) as each), 0)::float8 as persons
     from trace_hand_out where handed_to = $1 and handed_at >= to_timestamp($2) and handed_at < to_timestamp($3)`,
    parameters,
  );
  const entries = row?.entries ?? 0;
  const fields = { ...NOBODY, sealed: entries };
  return { entries, persons: row?.persons ?? 0, personsBy: 'exact', fields, venues: [], isVenuesCut: false };
}

type AccessRow = Row & BreachCounts['accesses'][number];

function accessesIn(
  { query }: Connection,
  actor: Asked['actor'],
  within: UnitPath,
  fromUtcMs: number,
  toUtcMs: number,
): Promise<AccessRow[]> {
  return query<AccessRow>(
    `select coalesce(account.name, actor_kind || case when actor_id is null then '' else '-' || actor_id end) as by, call, outcome,
       count(*)::int as times
     from console_audit left join console_account as account on actor_kind = 'account' and account.id = actor_id
     where at_utc_ms >= $1 and at_utc_ms < $2 and ${startsWithSql('console_audit.unit', '$3')}
       and ($4::text is null or actor_kind = $4 and actor_id = $5)
     group by 1, 2, 3 order by times desc, 1, 2, 3 limit ${MOST_ACCESSES + 1}`,
    [fromUtcMs, toUtcMs, within, actor?.kind ?? null, actor?.id ?? null],
  );
}

const NOBODY = { sealed: 0, masked: 0, taggedOnly: 0, nobody: 0 } as const;
const NOTHING = { entries: 0, ...NOBODY } as const;

function pick({ sealed, masked, taggedOnly, nobody }: BreachCounts['fields']): BreachCounts['fields'] {
  return { sealed, masked, taggedOnly, nobody };
}
