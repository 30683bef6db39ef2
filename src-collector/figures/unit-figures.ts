/** How did a unit do on a day, and each part of it? */

import type { FiguresLine, UnitDay, UnitFigures, UnitFiguresInput } from '../contract/figures-api.ts';
import { MOST_LINES } from '../contract/figures-api.ts';
import type { Connection, Row } from '../database.ts';
import { isRightBelowSql, isWithinSql } from '../unit-path-sql.ts';
import { addSketch, decodeSketch, estimatePersons, SKETCH_ERROR } from './person-sketch.ts';

/** Of the gates that may send; a gate that never said where it stands is a venue of its own, in no unit but the whole. */
export const REGISTERED = `
  select device.device_id, enrolled_at, coalesce(unit_path, '{}') as unit_path,
    coalesce(venue_id, device.device_id::text) as venue_id, coalesce(venue_name, '') as venue_name,
    coalesce(venue_kind, 'unknown') as venue_kind
  from device left join gate_profile as profile on profile.device_id = device.device_id
  where not exists (select 1 from device_revocation as revoked where revoked.device_id = device.device_id)
    and ${isWithinSql('profile.unit_path', '$1')}`;

export const END_OF_DAY = `($2::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`;
export const START_OF_DAY = `($2::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'`;

/** A line for each unit right below, one for each venue of the unit itself, and one for all. */
const REGISTRATION = `
  with gate as (${REGISTERED}),
  venue as (
    select venue_id, unit_path, max(venue_name) as name, max(venue_kind) as kind, count(*)::int as gates,
      min(enrolled_at) as since
    from gate where enrolled_at < ${END_OF_DAY} group by venue_id, unit_path
  )
  select unit_path[cardinality($1::text[]) + 1] as child,
    case when cardinality(unit_path) = cardinality($1::text[]) then venue_id end as "venueId",
    max(name) as name, max(kind) as kind, count(*)::int as venues, sum(gates)::int as gates,
    (count(*) filter (where since >= ${START_OF_DAY}))::int as "newVenues"
  from venue group by 1, 2 order by 1 nulls last, 3, 2`;

const COUNTS = `active_gates as "activeGates", scans, admitted, checked, refused, manual, sketch,
  (extract(epoch from counted_at) * 1000)::float8 as "countedAtUtcMs"`;

const SERIES = `
  select to_char(day, 'YYYY-MM-DD') as day, active_venues as "activeVenues", ${COUNTS}
  from unit_day where unit_path = $1::text[] and day > $2::date - $3::int and day <= $2::date order by unit_day.day`;

const BELOW = isRightBelowSql('unit_path', '$1');

const CHILDREN = `
  select unit_path[cardinality(unit_path)] as key, active_venues as "activeVenues", ${COUNTS}
  from unit_day where day = $2::date and ${BELOW}`;

const CHILD_MEANS = `
  select unit_path[cardinality(unit_path)] as key, (sum(scans) / 7.0)::float8 as mean
  from unit_day where day > $2::date - 7 and day <= $2::date and ${BELOW} group by 1`;

const OWN_GATES = `
  with gate as (${REGISTERED})
  select venue_id as key, 1 as "activeVenues", 1 as "activeGates", scans, admitted, checked, refused, manual, persons,
    sketch, (extract(epoch from counted_at) * 1000)::float8 as "countedAtUtcMs"
  from gate join gate_day on gate_day.device_id = gate.device_id
  where cardinality(unit_path) = cardinality($1::text[]) and day = $2::date and scans > 0`;

const OWN_MEANS = `
  with gate as (${REGISTERED})
  select venue_id as key, (sum(scans) / 7.0)::float8 as mean
  from gate join gate_day on gate_day.device_id = gate.device_id
  where cardinality(unit_path) = cardinality($1::text[]) and day > $2::date - 7 and day <= $2::date group by 1`;

/** What a mean is of, the day itself counted. */
export const WEEK_DAYS = 7;

const DUE = 'select count(*)::int as count from gate_day_due';

type Counted = Row &
  Omit<UnitDay, 'persons' | 'day'> & {
    readonly sketch: Uint8Array;
    /** Exact, of one gate. */
    readonly persons?: number;
    readonly countedAtUtcMs: number;
  };
export type Keyed = Counted & { readonly key: string };
/** How many are registered, of what a line is about. */
type Registered = { readonly venues: number; readonly gates: number; readonly newVenues: number };
type RegisteredRow = Row &
  Registered & {
    readonly child: string | null;
    readonly venueId: string | null;
    readonly name: string;
    readonly kind: string;
  };

/**
 * What `unit` and each part of it did on `day`, by what was counted last. A unit that nobody registered in has no line; one that was
 * silent has one, and is named by it. Every figure's meaning: `docs/figures.md`.
 */
export async function unitFigures({ query }: Connection, input: UnitFiguresInput): Promise<UnitFigures> {
  const { unit, day, days } = input;
  const at = [unit, day];
  const [registered, past, children, childMeans, gates, gateMeans, [due]] = await Promise.all([
    query<RegisteredRow>(REGISTRATION, at),
    query<Counted & { day: string }>(SERIES, [unit, day, Math.max(days, WEEK_DAYS)]),
    query<Keyed>(CHILDREN, at),
    query<{ key: string; mean: number }>(CHILD_MEANS, at),
    query<Keyed>(OWN_GATES, at),
    query<{ key: string; mean: number }>(OWN_MEANS, at),
    query<{ count: number }>(DUE),
  ]);
  const means = (rows: readonly { key: string; mean: number }[]) => new Map(rows.map(({ key, mean }) => [key, mean]));
  const byUnit = sumByKey(children);
  const byVenue = sumByKey(gates);
  const [unitMeans, venueMeans] = [means(childMeans), means(gateMeans)];
  const names = [...new Set(registered.flatMap(({ child }) => child ?? []))];
  const venues = registered.filter(({ venueId }) => venueId !== null);
  const since = (count: number) => past.filter((each) => each.day > dayBefore(day, count));
  const whole = past.find((each) => each.day === day);
  return {
    unit,
    day,
    total: lineOf(registered, whole, since(WEEK_DAYS).reduce((sum, { scans }) => sum + scans, 0) / WEEK_DAYS),
    series: since(days).map((each) => ({ day: each.day, ...countsOf(each) })),
    units: names.slice(0, MOST_LINES).map((name) => ({
      unit: [...unit, name],
      ...lineOf(
        registered.filter(({ child }) => child === name),
        byUnit.get(name),
        unitMeans.get(name) ?? 0,
      ),
    })),
    venues: venues.slice(0, MOST_LINES).map((venue) => ({
      venueId: venue.venueId ?? '',
      name: venue.name,
      kind: venue.kind,
      ...lineOf([venue], byVenue.get(venue.venueId ?? ''), venueMeans.get(venue.venueId ?? '') ?? 0),
    })),
    isCut: names.length > MOST_LINES || venues.length > MOST_LINES,
    countedAtUtcMs: whole?.countedAtUtcMs ?? null,
    dueGateDays: due?.count ?? 0,
  };
}

/** `YYYY-MM-DD`, so many days earlier. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

/** Several gates of one venue together; the persons of several are estimated, of one they are exact. */
export function sumByKey(rows: readonly Keyed[]): ReadonlyMap<string, Counted> {
  const sums = new Map<string, Counted>();
  for (const { key, ...counted } of rows) {
    const before = sums.get(key);
    sums.set(key, before === undefined ? counted : added(before, counted));
  }
  return sums;
}

function added(left: Counted, right: Counted): Counted {
  const sketch = decodeSketch(left.sketch);
  addSketch(sketch, decodeSketch(right.sketch));
  return {
    activeVenues: 1,
    activeGates: left.activeGates + right.activeGates,
    scans: left.scans + right.scans,
    admitted: left.admitted + right.admitted,
    checked: left.checked + right.checked,
    refused: left.refused + right.refused,
    manual: left.manual + right.manual,
    sketch,
    countedAtUtcMs: Math.max(left.countedAtUtcMs, right.countedAtUtcMs),
  };
}

function personsOf({ sketch, persons }: Pick<Counted, 'sketch' | 'persons'>): UnitDay['persons'] {
  if (persons !== undefined) return { about: persons, errorShare: 0 };
  return { about: estimatePersons(decodeSketch(sketch)), errorShare: SKETCH_ERROR };
}

export function countsOf(counted: Counted): Omit<UnitDay, 'day'> {
  const { scans, admitted, checked, refused, manual, activeVenues, activeGates } = counted;
  return { scans, admitted, checked, refused, manual, persons: personsOf(counted), activeVenues, activeGates };
}

export function lineOf(
  registered: readonly Registered[],
  counted: Counted | undefined,
  meanScans: number,
): FiguresLine {
  const sum = (of: (row: Registered) => number): number => registered.reduce((total, row) => total + of(row), 0);
  const { scans = 0, refused = 0, manual = 0, activeVenues = 0, activeGates = 0 } = counted ?? {};
  const registeredVenues = sum(({ venues }) => venues);
  const newVenues = sum((row) => row.newVenues);
  return {
    registeredVenues,
    registeredGates: sum(({ gates }) => gates),
    newVenues,
    activeVenues,
    activeGates,
    scans,
    meanScans,
    persons: counted === undefined ? { about: 0, errorShare: 0 } : personsOf(counted),
    refused,
    manualShare: scans === 0 ? null : manual / scans,
    isSilent: registeredVenues > newVenues && scans === 0,
  };
}
