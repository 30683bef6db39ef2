/** How did a venue do on a day, and each of its gates? */

import { z } from 'zod';
import type { VenueFigures, VenueFiguresInput } from '../contract/figures-api.ts';
import { MOST_LINES } from '../contract/figures-api.ts';
import type { Connection, Row } from '../database.ts';
import type { Keyed } from './unit-figures.ts';
import {
  countsOf,
  dayBefore,
  END_OF_DAY,
  lineOf,
  REGISTERED,
  START_OF_DAY,
  sumByKey,
  WEEK_DAYS,
} from './unit-figures.ts';

const GATES = `
  with gate as (${REGISTERED})
  select gate.device_id::text as device, venue_name as name, venue_kind as kind, enrolled_at >= ${START_OF_DAY} as "isNew",
    report->'lanes' as lanes
  from gate left join gate_status as status on status.device_id = gate.device_id
  where cardinality(unit_path) = cardinality($1::text[]) and venue_id = $3 and enrolled_at < ${END_OF_DAY}
  order by enrolled_at, gate.device_id limit $4`;

const DAYS = `
  select device_id::text as key, to_char(day, 'YYYY-MM-DD') as day, 1 as "activeVenues", 1 as "activeGates",
    scans, admitted, checked, refused, manual, persons, sketch, (extract(epoch from counted_at) * 1000)::float8 as "countedAtUtcMs"
  from gate_day where device_id = any($1::uuid[]) and day > $2::date - $3::int and day <= $2::date and scans > 0
  order by gate_day.day, device_id`;

const DUE = 'select count(*)::int as count from gate_day_due where device_id = any($1::uuid[])';

type GateRow = Row & {
  readonly device: string;
  readonly name: string;
  readonly kind: string;
  readonly isNew: boolean;
  readonly lanes: unknown;
};
type GateDayRow = Keyed & { readonly day: string };

/** A report of an older gate may have no lanes, or say them otherwise: then it has no names here. */
const laneNames = z.array(z.object({ name: z.string() })).catch([]);

/** `null` where no gate of the unit stands in such a venue. What each figure means: `docs/figures.md`. */
export async function venueFigures({ query }: Connection, input: VenueFiguresInput): Promise<VenueFigures | null> {
  const { unit, venueId, day, days } = input;
  const found = await query<GateRow>(GATES, [unit, day, venueId, MOST_LINES + 1]);
  const gates = found.slice(0, MOST_LINES);
  const [first] = gates;
  if (first === undefined) return null;
  const devices = gates.map(({ device }) => device);
  const [past, [due]] = await Promise.all([
    query<GateDayRow>(DAYS, [devices, day, Math.max(days, WEEK_DAYS)]),
    query<{ count: number }>(DUE, [devices]),
  ]);
  const since = (count: number) => past.filter((each) => each.day > dayBefore(day, count));
  const ofDay = past.filter((each) => each.day === day);
  const byGate = new Map(ofDay.map((each) => [each.key, each]));
  const whole = sumByKey(ofDay.map((each) => ({ ...each, key: venueId }))).get(venueId);
  const meanOf = (rows: readonly GateDayRow[]): number => rows.reduce((sum, { scans }) => sum + scans, 0) / WEEK_DAYS;
  const week = since(WEEK_DAYS);
  return {
    unit,
    venueId,
    name: first.name,
    kind: first.kind,
    day,
    total: lineOf(
      [{ venues: 1, gates: gates.length, newVenues: gates.every(({ isNew }) => isNew) ? 1 : 0 }],
      whole,
      meanOf(week),
    ),
    series: [...sumByKey(since(days).map((each) => ({ ...each, key: each.day })))].map(([of, counted]) => ({
      day: of,
      ...countsOf(counted),
    })),
    gates: gates.map(({ device, isNew, lanes }) => ({
      device,
      lanes: laneNames.parse(lanes).map(({ name }) => name),
      ...lineOf(
        [{ venues: 1, gates: 1, newVenues: isNew ? 1 : 0 }],
        byGate.get(device),
        meanOf(week.filter(({ key }) => key === device)),
      ),
    })),
    isCut: found.length > MOST_LINES,
    countedAtUtcMs: whole?.countedAtUtcMs ?? null,
    dueGateDays: due?.count ?? 0,
  };
}
