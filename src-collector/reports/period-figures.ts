/** What did a unit and each part of it do in a day, a week or a month? */

import type { Period } from '../../src-main/core/report/period.ts';
import { dayStarts, isoDate } from '../../src-main/core/report/period.ts';
import type { UnitDay, UnitFigures } from '../contract/figures-api.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection } from '../database.ts';
import { REGISTERED, unitFigures } from '../figures/unit-figures.ts';
import { isRightBelowSql, isWithinSql } from '../unit-path-sql.ts';

/** Sums of scans are scans; sums of days' persons are nothing, so there are none. */
export type PeriodSums = {
  readonly scans: number;
  readonly refused: number;
  readonly manual: number;
  readonly activeDays: number;
  readonly newVenues: number;
};

export type PeriodFigures = {
  readonly period: Period;
  /** The last day of the period that has begun; what is registered is so by its end. */
  readonly last: UnitFigures;
  readonly days: readonly UnitDay[];
  readonly daysBegun: number;
  readonly isRunning: boolean;
  readonly sums: {
    readonly total: PeriodSums;
    readonly units: ReadonlyMap<string, PeriodSums>;
    readonly venues: ReadonlyMap<string, PeriodSums>;
  };
  readonly countedAtUtcMs: number | null;
  readonly dueGateDays: number;
};

const SUMS = `sum(scans)::float8 as scans, sum(refused)::float8 as refused, sum(manual)::float8 as manual,
  (count(distinct day) filter (where scans > 0))::int as "activeDays"`;
const WITHIN = 'day >= $2::date and day <= $3::date';
const DEPTH = 'cardinality($1::text[])';

const TOTAL = `
  select ${SUMS}, (extract(epoch from max(counted_at)) * 1000)::float8 as "countedAtUtcMs"
  from unit_day where unit_path = $1::text[] and ${WITHIN}`;
const UNITS = `
  select unit_path[cardinality(unit_path)] as key, ${SUMS} from unit_day
  where ${WITHIN} and ${isRightBelowSql('unit_path', '$1')} group by 1`;
const VENUES = `
  with gate as (${REGISTERED})
  select venue_id as key, ${SUMS} from gate join gate_day on gate_day.device_id = gate.device_id
  where ${WITHIN} and cardinality(unit_path) = ${DEPTH} group by 1`;
const NEW_VENUES = `
  with gate as (${REGISTERED}),
  venue as (select venue_id, unit_path, min(enrolled_at) as since from gate group by venue_id, unit_path)
  select unit_path[${DEPTH} + 1] as child, case when cardinality(unit_path) = ${DEPTH} then venue_id end as venue,
    count(*)::int as count
  from venue where since >= ($2::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and since < ($3::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' group by 1, 2`;
const DUE = `
  select count(*)::int as count from gate_day_due as due left join gate_profile as profile on profile.device_id = due.device_id
  where ${WITHIN} and ${isWithinSql('unit_path', '$1')}`;

type Sums = Omit<PeriodSums, 'newVenues'>;
type Keyed = Sums & { readonly key: string };
type Total = { readonly [sum in keyof Sums]: number | null } & { readonly countedAtUtcMs: number | null };
type NewVenues = { readonly child: string | null; readonly venue: string | null; readonly count: number };

export async function periodFigures(
  connection: Connection,
  unit: UnitPath,
  period: Period,
  nowUtcMs: number,
): Promise<PeriodFigures> {
  const begun = dayStarts(period.fromUtcMs, Math.max(Math.min(period.untilUtcMs, nowUtcMs), period.fromUtcMs + 1));
  const [fromDay, lastDay] = [isoDate(period.fromUtcMs), isoDate(begun.at(-1) ?? period.fromUtcMs)];
  const within = [unit, fromDay, lastDay];
  const { query } = connection;
  const [last, [total], units, venues, fresh, [due]] = await Promise.all([
    // A day says little alone: its week stands beside it.
    unitFigures(connection, { unit: [...unit], day: lastDay, days: period.kind === 'day' ? 7 : begun.length }),
    query<Total>(TOTAL, within),
    query<Keyed>(UNITS, within),
    query<Keyed>(VENUES, within),
    query<NewVenues>(NEW_VENUES, within),
    query<{ count: number }>(DUE, within),
  ]);
  const newOf = (is: (row: NewVenues) => boolean): number =>
    fresh.filter(is).reduce((sum, { count }) => sum + count, 0);
  const byKey = (rows: readonly Keyed[], names: readonly string[], newBy: (name: string) => number) =>
    new Map(
      names.map((name) => [
        name,
        sumsOf(
          rows.find(({ key }) => key === name),
          newBy(name),
        ),
      ]),
    );
  return {
    period,
    last,
    days: last.series,
    daysBegun: begun.length,
    isRunning: nowUtcMs < period.untilUtcMs,
    sums: {
      total: sumsOf(
        total,
        newOf(() => true),
      ),
      units: byKey(
        units,
        last.units.map((line) => line.unit.at(-1) ?? ''),
        (name) => newOf(({ child }) => child === name),
      ),
      venues: byKey(
        venues,
        last.venues.map(({ venueId }) => venueId),
        (id) => newOf(({ venue }) => venue === id),
      ),
    },
    countedAtUtcMs: total?.countedAtUtcMs ?? null,
    dueGateDays: due?.count ?? 0,
  };
}

/** Whether nothing can be said of it yet. */
export function isAhead({ fromUtcMs }: Period, nowUtcMs: number): boolean {
  return fromUtcMs > nowUtcMs;
}

/** The midnight in Vietnam at which `day` begins. */
export function dayUtcMs(day: string): number {
  return Date.parse(`${day}T00:00:00+07:00`);
}

function sumsOf(row: Partial<Total> | Sums | undefined, newVenues: number): PeriodSums {
  const { scans, refused, manual, activeDays } = row ?? {};
  return {
    scans: scans ?? 0,
    refused: refused ?? 0,
    manual: manual ?? 0,
    activeDays: activeDays ?? 0,
    newVenues,
  };
}
