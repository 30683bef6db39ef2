/** How fast does the database alone take the same rows, in sets of the same size? */

import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { openSyncedPglite } from '../../src-collector/pglite-files.ts';

const ROWS_A_SET = 500;
/** The peer gets what the collector keeps: the same columns, the same indexes. */
const MAKE_TABLE = 'create table bare_entry (like entry including all)';
/** Without the columns that the table makes by itself. */
const WRITTEN = `
  select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
  where table_schema = current_schema and table_name = 'bare_entry' and is_generated = 'NEVER'`;
const INSERT = (columns: string): string =>
  `insert into bare_entry (${columns}) select ${columns} from jsonb_populate_recordset(null::bare_entry, $1::jsonb)`;

type Ask = (sql: string, parameters?: unknown[]) => Promise<{ rows: unknown[] }>;

/** Copies up to `most` rows of `entry`, one committed statement a set; reading and encoding them is not counted. */
export async function measureBareInsert(
  place: { readonly databaseUrl: string } | { readonly pgliteDir: string },
  most: number,
): Promise<{ readonly perS: number; readonly rows: number }> {
  if ('databaseUrl' in place) {
    const client = new pg.Client({ connectionString: place.databaseUrl });
    await client.connect();
    const ask: Ask = (sql, parameters) => client.query(sql, parameters);
    return measure(ask, most).finally(() => client.end());
  }
  const database: PGlite = await openSyncedPglite(join(place.pgliteDir, 'pglite'));
  const ask: Ask = (sql, parameters) => database.query(sql, parameters);
  return measure(ask, most).finally(() => database.close());
}

async function measure(ask: Ask, most: number): Promise<{ perS: number; rows: number }> {
  await ask(MAKE_TABLE);
  const written = await ask(WRITTEN);
  const insert = INSERT((written.rows as { columns: string }[])[0]?.columns ?? '');
  const busiest = await ask(
    'select device_id, epoch from entry group by device_id, epoch order by count(*) desc limit 1',
  );
  const [log] = busiest.rows as { device_id: string; epoch: string }[];
  let rows = 0;
  let tookMs = 0;
  let afterSeq = 0;
  while (rows < most) {
    const { rows: found } = await ask(
      `select seq::float8 as seq, to_jsonb(entry) as row from entry
       where device_id = $1 and epoch = $2 and seq > $3 order by entry.seq limit $4`,
      [log?.device_id, log?.epoch, afterSeq, Math.min(ROWS_A_SET, most - rows)],
    );
    const set = found as { seq: number; row: unknown }[];
    if (set.length === 0) break;
    const encoded = JSON.stringify(set.map(({ row }) => row));
    const startedAtMs = performance.now();
    await ask(insert, [encoded]);
    tookMs += performance.now() - startedAtMs;
    rows += set.length;
    afterSeq = set.at(-1)?.seq ?? afterSeq;
  }
  await ask('drop table bare_entry');
  return { perS: (rows / tookMs) * 1_000, rows };
}
