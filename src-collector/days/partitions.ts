/** Is there a place for today's entries, and for those of the days to come? */

import type { Connection, Database } from '../database.ts';

/** A collector that runs makes the days ahead once an hour; one that stood still for longer makes today's when it is missed. */
const DAYS_AHEAD = 7;
/** Any number, the same for every instance: one makes or drops days, the others wait. */
const DAYS_LOCK = 4_711_202_602;
/** What was added is soon told to be settled, so that a trace reads the index alone. */
const SETTLED_SOON = 'with (autovacuum_vacuum_insert_scale_factor = 0.02)';
/** Making or dropping a day waits for the batches under way, and all later ones wait behind it: not for long. */
const LOCK_WITHIN_MS = 3_000;
const VIETNAM = `'Asia/Ho_Chi_Minh'`;

/** Makes the days from yesterday to a week ahead, those that are not there yet. Any number of instances may do it at once. */
export async function makeDays(database: Database): Promise<void> {
  await withDaysLocked(database, async ({ query }) => {
    const missing = await query<{ name: string; from: string; to: string }>(
      `select 'entry_' || to_char(day, 'YYYYMMDD') as name, to_char(day, 'YYYY-MM-DD') as from,
        to_char(day + interval '1 day', 'YYYY-MM-DD') as to
       from generate_series((now() at time zone ${VIETNAM})::date - 1, (now() at time zone ${VIETNAM})::date + ${DAYS_AHEAD},
         interval '1 day') as day
       where to_regclass('entry_' || to_char(day, 'YYYYMMDD')) is null`,
    );
    // The names and days are the database's own.
    for (const { name, from, to } of missing) {
      await query(`create table ${name} partition of entry for values from ('${from}') to ('${to}') ${SETTLED_SOON}`);
    }
  });
}

/** Whether the database refused a row because nobody made its day. */
export function isDayMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23514' && /no partition/.test(error.message);
}

/** A transaction in which nobody else makes or drops days. Throws where running batches hold it up for too long. */
export function withDaysLocked<T>(database: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
  return database.transaction(async (connection) => {
    await connection.query(`set local lock_timeout = ${LOCK_WITHIN_MS}`);
    await connection.query('select pg_advisory_xact_lock($1)', [DAYS_LOCK]);
    return work(connection);
  });
}
