/** How does a collector's database get millions of entries quickly, as people would have made them? */

import type { Database } from '../../src-collector/database.ts';

export type SeedSize = {
  readonly entries: number;
  readonly venues: number;
  readonly persons: number;
  readonly days: number;
};

/** What the figures and the trace look at; the ids are the md5 of a name, so that a bench can say them too. */
export const SEED_SIZE: SeedSize = { entries: 1_000_000, venues: 2_000, persons: 150_000, days: 14 };

const MOST_AT_ONCE = 250_000;
/**
 * Pairs of in and out: each person comes to three venues of their own, by turns, some time of the day, for half an hour to ten hours;
 * every eighth way out is not scanned. Two gates a venue, a key week for each seven days, 500 characters of sealed text.
 */
const SEED = `
  with made as (
    select n, n / 2 as visit, n % 2 as is_out from generate_series($1::bigint, $2::bigint) as n
  ), placed as (
    select n, is_out, visit % $4::bigint as person, (visit / $4::bigint) as nth, hashint8(visit) & 2147483647 as noise from made
  ), timed as (
    select *, (person * 7919 + (nth % 3) * 104729) % $3::bigint as venue,
      date_trunc('day', now()) - make_interval(days => (nth * 3 + noise % 3)::int % $5::int + 1)
        + make_interval(secs => 21600 + noise % 43200) + make_interval(secs => is_out * (1800 + (noise / 7) % 34200)) as at
    from placed where is_out = 0 or noise % 8 > 0
  )
  insert into entry (device_id, epoch, seq, received_day, wall_at, received_at, lane_id, direction, reader_kind, code_kind, subject_tag,
    masked_name, masked_number, verification, verdict, reasons, previous_hash, hash, detail)
  select md5('seeded gate ' || venue || ' ' || noise % 2)::uuid, repeat('5', 32), n + 1, (at at time zone 'Asia/Ho_Chi_Minh')::date, at, at,
    'lane-' || noise % 2, case is_out when 0 then 'in' else 'out' end, 'serial', 'cccd',
    md5('subject ' || person || ' ' || venue) || md5('subject'), 'Nguyễn Văn ***', '******000000', 'unsigned',
    case when noise % 50 = 0 then 'refuse' else 'admit' end, '{}', repeat('0', 64), md5('hash ' || n) || md5('hash'),
    jsonb_build_object('inferred', false, 'rulesVersion', 'seed', 'sealed', repeat(md5('sealed ' || n), 16), 'sealedKeyId', 'key-seed',
      'tracingTag', md5('tag ' || person || ' ' || to_char(at, 'IYYY-IW')) || md5('tag'), 'tracingKeyId', to_char(at, 'IYYY-"W"IW') || '-00000000')
  from timed`;

/** The schema has to be there. `said` is told how many are in. Statistics are made at the end, as autovacuum would in the night. */
export async function seedCollector(
  database: Database,
  size: SeedSize,
  said: (entries: number) => void,
): Promise<void> {
  const { entries, venues, persons, days } = size;
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
  await database.query(
    `do $$ declare day date; begin
       for day in select generate_series(now()::date - ${days + 2}, now()::date + 1, interval '1 day')::date loop
         if to_regclass('entry_' || to_char(day, 'YYYYMMDD')) is null then
           execute format('create table %I partition of entry for values from (%L) to (%L)',
             'entry_' || to_char(day, 'YYYYMMDD'), day, day + 1);
         end if;
       end loop; end $$`,
  );
  const minutes = 10 * 60_000;
  for (let from = 0; from < entries; from += MOST_AT_ONCE) {
    const to = Math.min(entries, from + MOST_AT_ONCE) - 1;
    await database.transaction(async ({ query }) => {
      await query('set local statement_timeout = 0');
      await query(SEED, [from, to, venues, persons, days]);
    }, minutes);
    said(to + 1);
  }
  await database.transaction(async ({ query }) => {
    await query('set local statement_timeout = 0');
    await query(
      `insert into gate_day_due (device_id, day)
       select distinct device_id, (wall_at at time zone 'Asia/Ho_Chi_Minh')::date from entry on conflict do nothing`,
    );
    await query('analyze');
  }, minutes);
}

/** SQL of the tags that a seeded person has in these days. */
export const SEEDED_TAGS = `select distinct md5('tag ' || $1::bigint || ' ' || to_char(day, 'IYYY-IW')) || md5('tag') as tag
  from generate_series(now() - make_interval(days => $2::int), now(), interval '1 day') as day`;
