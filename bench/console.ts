/**
 * How long does a province wait for its figures, and a tracer for a fourteen-day case, beside plain SQL over the same table?
 * `npm run bench:console -- [--entries 10000000] [--json]`, over a real PostgreSQL of its own. Times are by the wall; see `load`.
 */

import { loadavg } from 'node:os';
import pg from 'pg';
import { traceParameters } from '../src-collector/contract/trace-api.ts';
import type { UnitPath } from '../src-collector/contract/unit-path.ts';
import type { Database } from '../src-collector/database.ts';
import { openDatabase } from '../src-collector/database.ts';
import { refreshSome } from '../src-collector/figures/refresh-figures.ts';
import { unitFigures } from '../src-collector/figures/unit-figures.ts';
import { migrate } from '../src-collector/migrations/migrate.ts';
import { runTrace } from '../src-collector/tracing/run-trace.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { numberOption, wantsJson } from './support/options.ts';
import { SEED_SIZE, SEEDED_TAGS, seedCollector } from './support/seed-collector.ts';
import type { Spread } from './support/statistics.ts';
import { ratio, spread } from './support/statistics.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 20;
/** The plain way takes seconds for each. */
const PLAIN_ROUNDS = 3;
/** What an administrator of such a database would set, and a log that need not be kept of the load. */
const SETTINGS = [
  'shared_buffers=2GB',
  'effective_cache_size=12GB',
  'max_wal_size=8GB',
  'checkpoint_timeout=30min',
  'wal_level=minimal',
  'max_wal_senders=0',
  // Its work is done by the seeding; in the middle of a measurement it would be one of itself.
  'autovacuum=off',
];

/** What a unit's table says of one day, straight from the entries; exact persons, where the figures estimate them. */
const PLAIN_FIGURES = `
  select unit_path[cardinality($1::text[]) + 1] as child, count(*) as scans, count(*) filter (where verdict = 'refuse') as refused,
    count(*) filter (where reader_kind = 'manual') as manual, count(distinct entry.device_id) as gates,
    count(distinct venue_id) as venues, count(distinct detail->>'tracingTag') as persons
  from entry join gate_profile using (device_id)
  where wall_at >= ($2::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and wall_at < ($2::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and unit_path[1:cardinality($1::text[])] = $1::text[] and corrects is null
  group by 1`;

/** Who was scanned at the same venue within the length of a stay: no visits, no exits, no durations. */
const PLAIN_TRACE = `
  select count(distinct other.tracing_tag) as contacts
  from entry as own
  join gate_profile as own_gate on own_gate.device_id = own.device_id
  join gate_profile as gate on gate.venue_id = own_gate.venue_id
  join entry as other on other.device_id = gate.device_id
    and other.wall_at between own.wall_at - interval '8 hours' and own.wall_at + interval '8 hours'
  where own.tracing_tag in (select decode(tag, 'hex') from unnest($1::text[]) as tag)`;

const entries = numberOption('entries', 10_000_000);
const server = await startPostgres(SETTINGS);
const database = await openDatabase(server.databaseUrl, '');
try {
  await migrate(database);
  const measured = await run(database);
  process.stdout.write(`${wantsJson() ? JSON.stringify(measured) : JSON.stringify(measured, null, 2)}\n`);
} finally {
  await database.close();
  await server.stop();
}

async function run(database: Database): Promise<object> {
  const size = { ...SEED_SIZE, entries, persons: Math.max(1_000, Math.round(entries / 40)) };
  let rows = 0;
  const seededMs = await time(async () => {
    rows = await seedCollector(database, size, say);
  });
  say(`settled in ${Math.round((await time(settle)) / 1_000)} s`);
  const bytesPerEntry = await sizesOf(database, rows);
  let gateDays = 0;
  const countedMs = await time(async () => {
    gateDays = await countAll(database);
  });
  say(`counted in ${Math.round(countedMs / 1_000)} s`);
  const units = await database.query<{ unit: string[] }>(
    'select distinct unit_path[1:depth] as unit from gate_profile, generate_series(0, 2) as depth order by 1',
  );
  const at = (depth: number): UnitPath[] => units.map(({ unit }) => unit).filter((unit) => unit.length === depth);
  const day = new Date(Date.now() - 2 * DAY_MS + 7 * 3_600_000).toISOString().slice(0, 10);
  // As on every minute of a busy day: all gates of it brought something.
  await database.query(
    'insert into gate_day_due (device_id, day) select device_id, day from gate_day where day = $1::date',
    [day],
  );
  const recountedMs = await time(() => countAll(database));
  const figuresOf = (unit: UnitPath) => unitFigures(database, { unit: [...unit], day, days: 14 });
  const whole = await repeat(ROUNDS, () => figuresOf([]));
  const province = await repeat(ROUNDS, (round) => figuresOf(at(1)[round % at(1).length] ?? []));
  const commune = await repeat(ROUNDS, (round) => figuresOf(at(2)[round % at(2).length] ?? []));
  const plainProvince = await repeat(PLAIN_ROUNDS, (round) => plain(PLAIN_FIGURES, [at(1)[round], day]));

  let contacts = 0;
  // Others for the plain way: nobody finds in memory what somebody else has just read.
  const tags = await Promise.all(
    Array.from({ length: 2 * ROUNDS }, async (_, round) =>
      (await database.query<{ tag: string }>(SEEDED_TAGS, [round * 17, size.days + 2])).map(({ tag }) => tag),
    ),
  );
  const window = { fromUtcMs: Date.now() - size.days * DAY_MS, toUtcMs: Date.now() };
  const trace = await repeat(ROUNDS, async (round) => {
    const found = await database.transaction((connection) =>
      runTrace(connection, tags[round] ?? [], window, traceParameters.parse({})),
    );
    contacts += found.type === 'traced' ? found.traced.contacts.length : 0;
  });
  const plainTrace = await repeat(ROUNDS, (round) => plain(PLAIN_TRACE, [tags[ROUNDS + round]]));
  return {
    entries: rows,
    figuresByPlainSql: ratio(province.median, plainProvince.median),
    traceByPlainSql: ratio(trace.median, plainTrace.median),
    figuresMs: { whole, province, commune },
    plainProvinceMs: plainProvince,
    traceMs: trace,
    plainTraceMs: plainTrace,
    contactsPerTrace: Math.round(contacts / ROUNDS),
    gateDays,
    countedDaysPerS: Math.round(gateDays / (countedMs / 1_000)),
    countedS: Math.round(countedMs / 1_000),
    recountedDayS: Math.round(recountedMs / 100) / 10,
    bytesPerEntry,
    seededS: Math.round(seededMs / 1_000),
    load: loadavg()[0],
  };

  function plain(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    return database.transaction(async ({ query }) => {
      await query('set local statement_timeout = 0');
      return query(sql, parameters);
    }, 10 * 60_000);
  }
}

/** As autovacuum does all day, which is switched off here: pages are marked as seen by all, so that an index can be read alone. */
async function settle(): Promise<void> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query('vacuum (analyze)');
  await client.end();
}

/** How many gates' and units' days were counted. */
async function countAll(database: Database): Promise<number> {
  let counted = 0;
  for (let some = await refreshSome(database); some > 0; some = await refreshSome(database)) counted += some;
  return counted;
}

type Sizes = {
  readonly table: number;
  readonly indexes: number;
  readonly identity: number;
  readonly identityIndex: number;
};

async function sizesOf(database: Database, rows: number): Promise<Sizes> {
  const [sizes] = await database.query<Sizes>(
    `select sum(pg_table_size(inhrelid))::float8 as "table", sum(pg_indexes_size(inhrelid))::float8 as indexes,
       pg_table_size('entry_identity')::float8 as identity, pg_indexes_size('entry_identity')::float8 as "identityIndex"
     from pg_inherits where inhparent = 'entry'::regclass`,
  );
  if (sizes === undefined) throw new Error('no sizes');
  const each = (bytes: number): number => Math.round(bytes / rows);
  const { table, indexes, identity, identityIndex } = sizes;
  return { table: each(table), indexes: each(indexes), identity: each(identity), identityIndex: each(identityIndex) };
}

/** Progress goes to standard error: standard output is the figures alone. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function repeat(rounds: number, work: (round: number) => Promise<unknown>): Promise<Spread> {
  const timesMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) timesMs.push(await time(() => work(round)));
  return spread(timesMs);
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}
