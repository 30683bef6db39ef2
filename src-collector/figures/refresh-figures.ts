/** Which gates' days are counted anew, and when do their units hear of it? */

import type { Connection, Database, Row } from '../database.ts';
import type { Log } from '../log.ts';
import { countGateDay } from './count-gate-day.ts';
import { countUnitDay } from './count-unit-day.ts';
import { encodeSketch } from './person-sketch.ts';

/** Any number, the same for every instance: one counts, the others leave it to it. */
export const FIGURES_LOCK = 4_711_202_603;
/** What is counted in one transaction: batches of these gates wait for its end, and nobody waits long. */
const MOST_AT_ONCE = 20;
const EVERY_MS = 5_000;

const SAVE_GATE_DAY = `
  insert into gate_day (device_id, day, scans, admitted, checked, refused, manual, persons, traced_persons, sketch)
  values ($1::uuid, $2::date, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (device_id, day) do update set scans = excluded.scans, admitted = excluded.admitted,
    checked = excluded.checked, refused = excluded.refused, manual = excluded.manual, persons = excluded.persons,
    traced_persons = excluded.traced_persons, sketch = excluded.sketch, counted_at = now()`;

/** A unit is asked for after all that is below it. */
const UNITS_OF_GATE = `
  insert into unit_day_due (unit_path, day)
  select unit_path[1:depth], $2::date
  from (select coalesce((select unit_path from gate_profile where device_id = $1::uuid), '{}') as unit_path) as gate,
    generate_series(0, cardinality(unit_path)) as depth
  order by 1
  on conflict do nothing`;

/** Days that were dropped, or came before one that was, stay as they were counted. */
const DUE_GATE_DAYS = `
  select device_id::text as device, to_char(day, 'YYYY-MM-DD') as day, marks,
    day <= coalesce((select max(received_day) from day_purge), '-infinity'::date) as "isPast"
  from gate_day_due order by gate_day_due.day desc, device_id limit ${MOST_AT_ONCE}`;

const DUE_UNIT_DAYS = `
  select unit_path as unit, to_char(day, 'YYYY-MM-DD') as day
  from unit_day_due order by unit_day_due.day desc, cardinality(unit_path) desc, unit_path limit ${MOST_AT_ONCE}`;

type DueGateDay = Row & {
  readonly device: string;
  readonly day: string;
  readonly marks: number;
  readonly isPast: boolean;
};

/**
 * Counts some of what is due, gates before units, the newest days first; gives how many days were counted. 0 also where another instance is
 * counting. What arrives meanwhile is due again, so that the figures always catch up with the table.
 */
export async function refreshSome(database: Database): Promise<number> {
  return database.transaction(async (connection) => {
    const [{ isMine } = { isMine: false }] = await connection.query<{ isMine: boolean }>(
      'select pg_try_advisory_xact_lock($1) as "isMine"',
      [FIGURES_LOCK],
    );
    if (!isMine) return 0;
    const gates = await connection.query<DueGateDay>(DUE_GATE_DAYS);
    for (const due of gates) if (!due.isPast) await saveGateDay(connection, due);
    // Last, and only those that nobody has marked since: their batches wait from here to the end.
    for (const { device, day, marks } of gates) {
      await connection.query('delete from gate_day_due where device_id = $1::uuid and day = $2::date and marks = $3', [
        device,
        day,
        marks,
      ]);
    }
    if (gates.length > 0) return gates.length;
    const units = await connection.query<{ unit: string[]; day: string }>(DUE_UNIT_DAYS);
    for (const { unit, day } of units) {
      await countUnitDay(connection, unit, day);
      await connection.query('delete from unit_day_due where unit_path = $1::text[] and day = $2::date', [unit, day]);
    }
    return units.length;
  });
}

async function saveGateDay(connection: Connection, { device, day }: DueGateDay): Promise<void> {
  const counted = await countGateDay(connection, device, day);
  const { scans, admitted, checked, refused, manual, persons, tracedPersons } = counted;
  await connection.query(SAVE_GATE_DAY, [
    device,
    day,
    scans,
    admitted,
    checked,
    refused,
    manual,
    persons,
    tracedPersons,
    encodeSketch(counted.sketch),
  ]);
  await connection.query(UNITS_OF_GATE, [device, day]);
}

/** Counts for as long as the collector runs: at once while something is due, else it looks every few seconds. */
export function refreshFigures(database: Database, log: Log): { readonly close: () => Promise<void> } {
  let isEnding = false;
  let timer: NodeJS.Timeout | null = null;
  let underWay = turn();

  async function turn(): Promise<void> {
    let counted = 0;
    try {
      counted = await refreshSome(database);
    } catch (error) {
      log('figures-failed', { error: error instanceof Error ? error.name : 'unknown' });
    }
    if (isEnding) return;
    timer = setTimeout(
      () => {
        underWay = turn();
      },
      counted > 0 ? 0 : EVERY_MS,
    );
    timer.unref();
  }

  return {
    close: async () => {
      isEnding = true;
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
  };
}
