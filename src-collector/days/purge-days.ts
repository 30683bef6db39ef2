/** Which days' entries are dropped, for good, and what is left of them? */

import type { Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';
import { withDaysLocked } from './partitions.ts';
import { writeReceipt } from './purge-receipts.ts';

export type PurgedDay = { readonly day: string; readonly entries: number };

/**
 * Drops the entries that arrived before `day` (`YYYY-MM-DD`, Vietnam's calendar), a day at a time, each with a line in
 * `day_purge` and a receipt in the same transaction. `rule`: by what they go. Their identities stay (a hash and no person): one that comes again is acknowledged and not stored. Today's
 * entries are never dropped, whatever `day` says. Gives the days that were dropped.
 */
export async function purgeBefore(
  database: Database,
  secret: ConsoleSecret,
  day: string,
  rule = `before:${day}`,
): Promise<readonly PurgedDay[]> {
  const purged: PurgedDay[] = [];
  const days = await database.query<{ name: string; day: string }>(
    `select name, to_char(to_date(right(name, 8), 'YYYYMMDD'), 'YYYY-MM-DD') as day
     from (select inhrelid::regclass::text as name from pg_inherits where inhparent = 'entry'::regclass) as partition
     where to_date(right(name, 8), 'YYYYMMDD') < least($1::date, (now() at time zone 'Asia/Ho_Chi_Minh')::date)
     order by name`,
    [day],
  );
  for (const { name, day: dropped } of days) {
    // One at a time, so that batches get in between.
    const entries = await withDaysLocked(database, async (connection) => {
      const { query } = connection;
      const [{ isThere } = { isThere: false }] = await query<{ isThere: boolean }>(
        'select to_regclass($1) is not null as "isThere"',
        [name],
      );
      if (!isThere) return null; // Another instance was quicker.
      const [{ count } = { count: 0 }] = await query<{ count: number }>(`select count(*)::int as count from ${name}`);
      await writeReceipt(connection, secret, { table: name, day: dropped, rule, nowUtcMs: Date.now() });
      await query(`drop table ${name}`);
      await query(
        `insert into day_purge (received_day, entries) values ($1::date, $2)
         on conflict (received_day) do update set entries = day_purge.entries + excluded.entries, purged_at = now()`,
        [dropped, count],
      );
      return count;
    });
    if (entries !== null) purged.push({ day: dropped, entries });
  }
  return purged;
}

/** The first of the last `keepDays` days, today being one of them. */
export async function firstDayKept(database: Database, keepDays: number): Promise<string> {
  const [row] = await database.query<{ day: string }>(
    `select to_char((now() at time zone 'Asia/Ho_Chi_Minh')::date - $1::int, 'YYYY-MM-DD') as day`,
    [keepDays - 1],
  );
  return row?.day ?? '0001-01-01';
}
