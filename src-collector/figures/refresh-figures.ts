/** Which gates' days are counted anew, and when do their units hear of it? */

import type { Connection, Database, Row } from '../database.ts';
import type { Log } from '../log.ts';
import { countGateDays } from './count-gate-days.ts';
import { countUnitDay } from './count-unit-day.ts';
import { encodeSketch } from './person-sketch.ts';

/** Any number, the same for every instance: one counts, the others leave it to it. */
export const FIGURES_LOCK = 4_711_202_603;
/** What is counted in one transaction. A day that is read from end to end is read for many gates at once; their batches wait for the last moment of it alone. */
const MOST_GATE_DAYS = 5_000;
const MOST_UNIT_DAYS = 50;
/** Reading a day of millions takes longer than any gate's batch may. */
const COUNT_WITHIN_MS = 5 * 60_000;
const EVERY_MS = 5_000;
/** A gate's day is read whole each time it is counted, so not for each batch of a rush. */
const AGAIN_AFTER_S = 60;

const SAVE_GATE_DAYS = `
  insert into gate_day (device_id, day, scans, admitted, checked, refused, manual, persons, traced_persons, sketch)
  select * from unnest($1::uuid[], $2::date[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::bytea[])
  on conflict (device_id, day) do update set scans = excluded.scans, admitted = excluded.admitted,
    checked = excluded.checked, refused = excluded.refused, manual = excluded.manual, persons = excluded.persons,
    traced_persons = excluded.traced_persons, sketch = excluded.sketch, counted_at = now()`;

const UNITS_OF_GATES = `
  insert into unit_day_due (unit_path, day)
  select distinct path[1:depth], day
  from unnest($1::uuid[], $2::date[]) as counted (device_id, day)
  left join gate_profile as profile on profile.device_id = counted.device_id
  cross join lateral (select coalesce(profile.unit_path, '{}') as path) as place
  cross join lateral generate_series(0, cardinality(path)) as depth
  order by 1, 2
  on conflict do nothing`;

/**
 * Days that were dropped, or came before one that was, stay as they were counted. Of one day, those that were counted longest ago come
 * first: where more arrives than can be counted, all are a little late, and nobody is late for ever.
 */
const DUE_GATE_DAYS = `
  select due.device_id::text as device, to_char(due.day, 'YYYY-MM-DD') as day, marks,
    due.day <= coalesce((select max(received_day) from day_purge), '-infinity'::date) as "isPast"
  from gate_day_due as due left join gate_day as counted on counted.device_id = due.device_id and counted.day = due.day
  where counted.counted_at is null or counted.counted_at <= now() - $1 * interval '1 second'
  order by due.day desc, counted.counted_at nulls first, due.device_id limit $2`;

const SETTLE = `
  delete from gate_day_due as due using unnest($1::uuid[], $2::date[], $3::int[]) as counted (device_id, day, marks)
  where due.device_id = counted.device_id and due.day = counted.day and due.marks = counted.marks`;

/** A unit comes after all that is below it. */
const DUE_UNIT_DAYS = `
  select unit_path as unit, to_char(day, 'YYYY-MM-DD') as day
  from unit_day_due order by unit_day_due.day desc, cardinality(unit_path) desc, unit_path limit ${MOST_UNIT_DAYS}`;

type DueGateDay = Row & {
  readonly device: string;
  readonly day: string;
  readonly marks: number;
  readonly isPast: boolean;
};

/**
 * Counts some of what is due, gates before units, the newest days first; gives how many days were counted. 0 also where another instance is
 * counting. What arrives meanwhile is due again, so that the figures always catch up with the table. `againAfterS`: a gate's day that was
 * counted within so many seconds has to wait. `most`: so many gates' days at once.
 */
export async function refreshSome(database: Database, againAfterS = 0, most = MOST_GATE_DAYS): Promise<number> {
  return database.transaction(async (connection) => {
    await connection.query(`set local statement_timeout = ${COUNT_WITHIN_MS}`);
    const [{ isMine } = { isMine: false }] = await connection.query<{ isMine: boolean }>(
      'select pg_try_advisory_xact_lock($1) as "isMine"',
      [FIGURES_LOCK],
    );
    if (!isMine) return 0;
    const gates = await connection.query<DueGateDay>(DUE_GATE_DAYS, [againAfterS, most]);
    const present = gates.filter(({ isPast }) => !isPast);
    if (present.length > 0) await saveGateDays(connection, present);
    // Last, and only those that nobody has marked since: their batches wait from here to the end.
    if (gates.length > 0) await connection.query(SETTLE, columns(gates, 'device', 'day', 'marks'));
    const units = await connection.query<{ unit: string[]; day: string }>(DUE_UNIT_DAYS);
    for (const { unit, day } of units) {
      await countUnitDay(connection, unit, day);
      await connection.query('delete from unit_day_due where unit_path = $1::text[] and day = $2::date', [unit, day]);
    }
    return gates.length + units.length;
  }, COUNT_WITHIN_MS);
}

async function saveGateDays(connection: Connection, due: readonly DueGateDay[]): Promise<void> {
  const counted = await countGateDays(connection, due);
  await connection.query(SAVE_GATE_DAYS, [
    ...columns(
      counted,
      'device',
      'day',
      'scans',
      'admitted',
      'checked',
      'refused',
      'manual',
      'persons',
      'tracedPersons',
    ),
    counted.map(({ sketch }) => Buffer.from(encodeSketch(sketch))),
  ]);
  await connection.query(UNITS_OF_GATES, [...columns(counted, 'device', 'day')]);
}

/** Rows as one array for each of these columns, as `unnest` takes them. */
function columns<R extends object>(rows: readonly R[], ...names: readonly (keyof R)[]): unknown[][] {
  return names.map((name) => rows.map((row) => row[name]));
}

/** Counts for as long as the collector runs: at once while something is due, else it looks every few seconds. */
export function refreshFigures(database: Database, log: Log): { readonly close: () => Promise<void> } {
  let isEnding = false;
  let timer: NodeJS.Timeout | null = null;
  let underWay = turn();

  async function turn(): Promise<void> {
    let counted = 0;
    try {
      counted = await refreshSome(database, AGAIN_AFTER_S);
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
