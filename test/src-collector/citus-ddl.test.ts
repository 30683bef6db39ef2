import { PGlite } from '@electric-sql/pglite';
import { expect, onTestFinished, test } from 'vitest';
import { COORDINATOR_TABLES, citusDdl, DISTRIBUTED_TABLES, REFERENCE_TABLES } from '../../src-collector/citus-ddl.ts';
import type { Connection, Row } from '../../src-collector/database.ts';
import { migrate } from '../../src-collector/migrations/migrate.ts';

async function migrated(): Promise<Connection> {
  const pglite = await PGlite.create();
  onTestFinished(() => pglite.close());
  const query = async <R extends Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> =>
    (await pglite.query<R>(sql, [...parameters])).rows;
  await migrate({
    kind: 'pglite',
    query,
    transaction: async (work) => work({ query }),
    close: async () => undefined,
  });
  return { query };
}

test('every table is spread over the cluster, copied to each worker or kept by the coordinator, and each unique key of a spread one holds device_id', async () => {
  const { query } = await migrated();
  const tables = await query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
  );
  expect(tables.map(({ name }) => name).sort()).toEqual(
    [...DISTRIBUTED_TABLES, ...REFERENCE_TABLES, ...COORDINATOR_TABLES].sort(),
  );

  const keys = await query<{ table: string; columns: string[] }>(
    `select indrelid::regclass::text as table, array_agg(attname::text) as columns
      from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
      where indisunique and indrelid::regclass::text = any($1) group by indexrelid, indrelid`,
    [DISTRIBUTED_TABLES],
  );
  expect(new Set(keys.map(({ table }) => table))).toEqual(new Set(DISTRIBUTED_TABLES));
  for (const { table, columns } of keys) expect(columns, table).toContain('device_id');
}, 240_000);

test('the statements keep a gate and its entries on the same worker', () => {
  expect(citusDdl()).toContain("select create_distributed_table('device', 'device_id');\n");
  expect(citusDdl()).toContain("select create_distributed_table('entry', 'device_id', colocate_with => 'device');\n");
});
