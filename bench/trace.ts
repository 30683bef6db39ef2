/** How long does a trace of fourteen days take, among so many entries? Over a real PostgreSQL of its own. */

import { traceParameters } from '../src-collector/contract/trace-api.ts';
import { openDatabase } from '../src-collector/database.ts';
import { migrate } from '../src-collector/migrations/migrate.ts';
import { runTrace } from '../src-collector/tracing/run-trace.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { SEED_SIZE, SEEDED_TAGS, seedCollector } from './support/seed-collector.ts';

const entries = Number(process.argv[2] ?? 200_000);
const RUNS = 20;
const DAY_MS = 86_400_000;

const server = await startPostgres();
const database = await openDatabase(server.databaseUrl, '');
try {
  await migrate(database);
  const size = { ...SEED_SIZE, entries, persons: Math.max(1_000, Math.round(entries / 40)) };
  const startedAtMs = performance.now();
  await seedCollector(database, size, () => undefined);
  const seededMs = performance.now() - startedAtMs;
  const timesMs: number[] = [];
  let contacts = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const tags = await database.query<{ tag: string }>(SEEDED_TAGS, [run * 17, size.days + 2]);
    const window = { fromUtcMs: Date.now() - size.days * DAY_MS, toUtcMs: Date.now() };
    const begunAtMs = performance.now();
    const found = await runTrace(
      database,
      tags.map(({ tag }) => tag),
      window,
      traceParameters.parse({}),
    );
    timesMs.push(performance.now() - begunAtMs);
    contacts += found.type === 'traced' ? found.traced.contacts.length : 0;
  }
  timesMs.sort((left, right) => left - right);
  const [sizes] = await database.query(`select
    (select sum(pg_relation_size(indexrelid)) from pg_stat_user_indexes where indexrelname like 'entry_%_expr_idx')::float8 as "tagIndexBytes",
    (select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'entry'::regclass)::float8 as "entryBytes"`);
  const [p50Ms, p95Ms] = [timesMs[Math.floor(RUNS / 2)], timesMs[Math.ceil(RUNS * 0.95) - 1]];
  process.stdout.write(`${JSON.stringify({ entries, seededMs, runs: RUNS, contacts, p50Ms, p95Ms, ...sizes })}\n`);
} finally {
  await database.close();
  await server.stop();
}
