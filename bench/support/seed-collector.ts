/** How does a collector's database get millions of entries quickly, as people would have made them? */

import type { Connection, Database } from '../../src-collector/database.ts';

export type SeedSize = {
  readonly entries: number;
  readonly venues: number;
  readonly persons: number;
  readonly days: number;
};

/** What the figures and the trace look at; the ids are the md5 of a name, so that a bench can say them too. */
export const SEED_SIZE: SeedSize = { entries: 1_000_000, venues: 2_000, persons: 150_000, days: 14 };

/** Sessions that write side by side. */
const WRITERS = 2;
/** Of pairs of in and out: every eighth way out is not scanned, so it has a number and no entry. */
const NUMBERS_PER_ENTRY = 16 / 15;
const PATIENCE_MS = 60 * 60_000;

/**
 * Who is scanned where and when, in few columns: each person comes to three venues of their own, by turns, some time of the day, for half an
 * hour to ten hours. Two gates a venue. Only for the load, so no log is kept of it.
 */
const PLAN = `
  create unlogged table seeded as
  with made as (
    select n, n / 2 as visit, n % 2 as is_out from generate_series(0::bigint, $1::bigint - 1) as n
  ), placed as (
    select n, is_out, visit % $3::bigint as person, (visit / $3::bigint) as nth, hashint8(visit) & 2147483647 as noise from made
  ), timed as (
    select *, (person * 7919 + (nth % 3) * 104729) % $2::bigint as venue,
      date_trunc('day', now()) - make_interval(days => (nth * 3 + noise % 3)::int % $4::int + 1)
        + make_interval(secs => 21600 + noise % 43200) + make_interval(secs => is_out * (1800 + (noise / 7) % 34200)) as at
    from placed where is_out = 0 or noise % 8 > 0
  )
  select md5('seeded gate ' || venue || ' ' || noise % 2)::uuid as device, n, person, venue, noise, is_out, at,
    (at at time zone 'Asia/Ho_Chi_Minh')::date as day
  from timed`;

/** One day in the order of arrival; a key week for each seven days, 390 characters of sealed text, and every field that a gate sends. */
const FILL_DAY = (table: string): string => `
  insert into ${table} (device_id, epoch, seq, received_day, sent_by, wall_at, received_at, lane_id, direction, reader_kind, code_kind, subject_tag,
    masked_name, masked_number, verification, verdict, reasons, previous_hash, hash, detail)
  select device, repeat('5', 32), n + 1, day, device, at, at,
    'lane-' || noise % 2, case is_out when 0 then 'in' else 'out' end, 'serial', 'cccd',
    md5('subject ' || person || ' ' || venue) || md5('subject'), 'Nguyễn Văn ***', '******000000', 'unsigned',
    case when noise % 50 = 0 then 'refuse' else 'admit' end, '{}', md5('hash ' || n - 1) || md5('hash'), md5('hash ' || n) || md5('hash'),
    jsonb_build_object('monotonicMs', n * 3.7, 'bootId', md5('boot ' || venue), 'clockOffsetMs', noise % 90, 'clockUncertaintyMs', 12,
      'inferred', false, 'codeLength', 118, 'issuer', null, 'trustVersion', null, 'rulesVersion', 'seed',
      'sealed', repeat(md5('sealed ' || n), 12) || '000000', 'sealedKeyId', 'key-seed',
      'tracingTag', md5('tag ' || person || ' ' || to_char(at, 'IYYY-IW')) || md5('tag'), 'tracingKeyId', to_char(at, 'IYYY-"W"IW') || '-00000000')
  from (select * from seeded where day = $1::date order by at) as seeded`;

const FILL_IDENTITIES = `
  insert into entry_identity (device_id, epoch, seq, hash, received_day)
  select device, repeat('5', 32), n + 1, decode(md5('hash ' || n) || md5('hash'), 'hex'), day from seeded order by at`;

/**
 * The schema has to be there, and no entry in it. Each day is filled as a table of its own and then joined to the others, which makes its indexes:
 * rows first, indexes afterwards, as everybody does who loads much at once. `said` is told how far it is. Statistics are made at the end. Gives how many entries there are.
 */
export async function seedCollector(database: Database, size: SeedSize, said: (what: string) => void): Promise<number> {
  const { entries, venues, persons, days } = size;
  await seedGates(database, venues);
  const numbers = Math.ceil(entries * NUMBERS_PER_ENTRY);
  // A statement that makes a table takes no parameters.
  const values = ['', numbers, venues, persons, days];
  await patiently(database, ({ query }) => query(PLAN.replaceAll(/\$([1-4])/g, (_, index) => String(values[index]))));
  await database.query('analyze seeded');
  const found = await database.query<{ day: string }>(
    `select to_char(day, 'YYYY-MM-DD') as day from seeded group by seeded.day order by seeded.day`,
  );
  const jobs = [
    () => fillIdentities(database),
    ...found.map(
      ({ day }) =>
        () =>
          fillDay(database, day),
    ),
  ];
  const all = jobs.length;
  async function write(): Promise<void> {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      await job();
      said(`${all - jobs.length} of ${all} parts…`);
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, write));
  await patiently(database, async ({ query }) => {
    await query('insert into gate_day_due (device_id, day) select device, day from seeded group by 1, 2');
    await query('insert into gate_arrival (device_id, received_at) select device, max(at) from seeded group by 1');
  });
  const [{ count } = { count: 0 }] = await database.query<{ count: number }>(
    'select count(*)::int as count from seeded',
  );
  await database.query('drop table seeded');
  await patiently(database, ({ query }) => query('analyze'));
  return count;
}

function fillDay(database: Database, day: string): Promise<void> {
  const table = `entry_${day.replaceAll('-', '')}`;
  const range = `received_day >= '${day}' and received_day < '${day}'::date + 1`;
  return patiently(database, async ({ query }) => {
    await query(
      `create table ${table} (like entry including defaults including generated, constraint of_its_day check (${range}))`,
    );
    await query(FILL_DAY(table), [day]);
    await query(`alter table entry attach partition ${table} for values from ('${day}') to ('${dayAfter(day)}')`);
    await query(`alter table ${table} drop constraint of_its_day`);
  });
}

function fillIdentities(database: Database): Promise<void> {
  return patiently(database, async ({ query }) => {
    await query('truncate entry_identity');
    await query('alter table entry_identity drop constraint entry_identity_pkey');
    await query(FILL_IDENTITIES);
    await query('alter table entry_identity add primary key (device_id, epoch, seq)');
  });
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

async function seedGates(database: Database, venues: number): Promise<void> {
  await database.query(
    `insert into device (device_id, public_key, enrolled_at)
     select md5('seeded gate ' || venue || ' ' || gate)::uuid, '\\x00', now() - interval '60 days'
     from generate_series(0, $1::int - 1) as venue, generate_series(0, 1) as gate on conflict do nothing`,
    [venues],
  );
  await database.query(
    `insert into gate_profile (device_id, venue_id, venue_kind, venue_name, unit_path) select md5('seeded gate ' || venue || ' ' || gate)::uuid, 'venue-' || venue,
       (array['factory', 'restaurant', 'market', 'office', 'hospital'])[1 + venue % 5], 'Nơi thử ' || venue,
       array['Tỉnh Thử ' || venue % 3, 'Xã Thử ' || venue % 60]
     from generate_series(0, $1::int - 1) as venue, generate_series(0, 1) as gate on conflict do nothing`,
    [venues],
  );
}

async function patiently(database: Database, work: (connection: Connection) => Promise<unknown>): Promise<void> {
  await database.transaction(async (connection) => {
    await connection.query('set local statement_timeout = 0');
    await connection.query(`set local maintenance_work_mem = '512MB'`);
    await connection.query(`set local work_mem = '256MB'`);
    await work(connection);
  }, PATIENCE_MS);
}

/** SQL of the tags that a seeded person has in these days. */
export const SEEDED_TAGS = `select distinct md5('tag ' || $1::bigint || ' ' || to_char(day, 'IYYY-IW')) || md5('tag') as tag
  from generate_series(now() - make_interval(days => $2::int), now(), interval '1 day') as day`;
