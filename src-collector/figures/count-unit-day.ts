/** What came to a unit on one day, by what was counted of its gates and of the units below it? */

import type { Connection, Row } from '../database.ts';
import { isRightBelowSql } from '../unit-path-sql.ts';
import { addSketch, decodeSketch, emptySketch, encodeSketch } from './person-sketch.ts';

/**
 * The gates that stand in the unit itself, and the units right below it. A venue stands in one unit, so venues add up. A gate that never said
 * where it stands is a venue of its own, in no unit but the whole.
 */
const PARTS = `
  select 1 as gates, venue_id as venue, 0 as venues, scans, admitted, checked, refused, manual, sketch
  from gate_profile join gate_day on gate_day.device_id = gate_profile.device_id and day = $2::date
  where unit_path = $1::text[] and scans > 0
  union all
  select 1, device_id::text, 0, scans, admitted, checked, refused, manual, sketch
  from gate_day where cardinality($1::text[]) = 0 and day = $2::date and scans > 0
    and not exists (select 1 from gate_profile where gate_profile.device_id = gate_day.device_id)
  union all
  select active_gates, null, active_venues, scans, admitted, checked, refused, manual, sketch
  from unit_day where day = $2::date and ${isRightBelowSql('unit_path', '$1')}`;

const SAVE = `
  insert into unit_day (unit_path, day, active_gates, active_venues, scans, admitted, checked, refused, manual, sketch)
  values ($1::text[], $2::date, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (unit_path, day) do update set active_gates = excluded.active_gates, active_venues = excluded.active_venues,
    scans = excluded.scans, admitted = excluded.admitted, checked = excluded.checked, refused = excluded.refused,
    manual = excluded.manual, sketch = excluded.sketch, counted_at = now()`;

type Part = Row & {
  readonly gates: number;
  readonly venue: string | null;
  readonly venues: number;
  readonly scans: number;
  readonly admitted: number;
  readonly checked: number;
  readonly refused: number;
  readonly manual: number;
  readonly sketch: Uint8Array;
};

/** Puts the parts of `unit` (names from the largest down; `[]` = all) together and keeps the sum. */
export async function countUnitDay({ query }: Connection, unit: readonly string[], day: string): Promise<void> {
  const parts = await query<Part>(PARTS, [unit, day]);
  const sketch = emptySketch();
  for (const part of parts) addSketch(sketch, decodeSketch(part.sketch));
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const ownVenues = new Set(parts.flatMap(({ venue }) => venue ?? [])).size;
  await query(SAVE, [
    unit,
    day,
    sum(({ gates }) => gates),
    ownVenues + sum(({ venues }) => venues),
    sum(({ scans }) => scans),
    sum(({ admitted }) => admitted),
    sum(({ checked }) => checked),
    sum(({ refused }) => refused),
    sum(({ manual }) => manual),
    encodeSketch(sketch),
  ]);
}
