import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src-collector/database.ts';
import { makeDays } from '../../../src-collector/days/partitions.ts';
import { firstDayKept, purgeBefore } from '../../../src-collector/days/purge-days.ts';
import { ingest } from '../../../src-collector/ingest.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import { consoleSecret } from '../../../src-collector/secret.ts';
import { openFreshDatabase } from '../../support/fresh-pglite.ts';
import { TEST_EPOCH } from '../../support/memory-outbox.ts';
import type { TestPostgres } from '../../support/postgres.ts';
import { missingPostgres, startPostgres } from '../../support/postgres.ts';
import { suiteDir } from '../../support/temporary-dir.ts';
import { entryOf } from '../test-gate.ts';

const DATABASES = [
  { name: 'PGlite', missing: null },
  { name: 'PostgreSQL', missing: missingPostgres() },
] as const;

for (const { name, missing } of DATABASES) {
  if (missing !== null) process.stderr.write(`skipped, days of ${name}: ${missing}\n`);
}

describe.each(DATABASES.filter(({ missing }) => missing === null))('the days of $name', ({ name }) => {
  let server: TestPostgres | null = null;
  let database: Database;
  const dataDir = suiteDir();
  const secret = consoleSecret('k'.repeat(43), '');

  beforeAll(async () => {
    server = name === 'PostgreSQL' ? await startPostgres() : null;
    database = await openFreshDatabase(server?.databaseUrl ?? null, dataDir);
    await migrate(database);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await server?.stop();
  });

  async function daysThere(): Promise<number> {
    const [row] = await database.query<{ count: number }>(
      `select count(*)::int as count from pg_inherits where inhparent = 'entry'::regclass`,
    );
    return row?.count ?? 0;
  }

  async function stored(device: string): Promise<{ entries: number; identities: number }> {
    const [row] = await database.query<{ entries: number; identities: number }>(
      `select (select count(*) from entry where device_id = $1::uuid)::int as entries,
        (select count(*) from entry_identity where device_id = $1::uuid)::int as identities`,
      [device],
    );
    return row ?? { entries: 0, identities: 0 };
  }

  /** As if these entries had arrived so many days ago. */
  async function age(device: string, days: number): Promise<void> {
    const day = `(now() at time zone 'Asia/Ho_Chi_Minh')::date - ${days}`;
    const [{ name: partition, from, to } = { name: '', from: '', to: '' }] = await database.query<{
      name: string;
      from: string;
      to: string;
    }>(`select 'entry_' || to_char(${day}, 'YYYYMMDD') as name, (${day})::text as from, (${day} + 1)::text as to`);
    await database.query(
      `create table if not exists ${partition} partition of entry for values from ('${from}') to ('${to}')`,
    );
    await database.query('update entry set received_day = $2::date where device_id = $1::uuid', [device, from]);
    await database.query('update entry_identity set received_day = $2::date where device_id = $1::uuid', [
      device,
      from,
    ]);
  }

  function take(device: string, seqs: readonly number[]) {
    return ingest(database, { device, epoch: TEST_EPOCH, entries: seqs.map((seq) => entryOf(seq)) }, device);
  }

  test('are made by the first batch that finds none, and ahead by whoever asks, also several at once', async () => {
    expect(await daysThere()).toBe(0);
    const device = randomUUID();
    expect((await take(device, [1, 2])).acknowledged).toEqual([{ from: 1, to: 2 }]);
    expect(await daysThere()).toBe(9);
    await Promise.all([makeDays(database), makeDays(database), makeDays(database)]);
    expect(await daysThere()).toBe(9);
    expect(await stored(device)).toEqual({ entries: 2, identities: 2 });
  });

  test('that are dropped take their entries along; one that comes again is acknowledged and stays away', async () => {
    const old = randomUUID();
    const kept = randomUUID();
    await take(old, [1, 2, 3]);
    await age(old, 3);
    await take(kept, [1]);
    const before = await firstDayKept(database, 3);
    const purged = await purgeBefore(database, secret, before);
    expect(purged.map(({ entries }) => entries)).toEqual([3]);
    expect([await stored(old), await stored(kept)]).toEqual([
      { entries: 0, identities: 3 },
      { entries: 1, identities: 1 },
    ]);
    expect((await take(old, [2, 3, 4])).acknowledged).toEqual([{ from: 2, to: 4 }]);
    expect(await stored(old)).toEqual({ entries: 1, identities: 4 });
    expect(await purgeBefore(database, secret, before)).toEqual([]);
    const receipts = await database.query<{ entries: number }>('select entries::int from day_purge');
    expect(receipts).toEqual([{ entries: 3 }]);
  });

  test('are not told to be lost where they were dropped on purpose, nor do they break the chain of the days after', async () => {
    const device = randomUUID();
    const [first, second] = [entryOf(1), entryOf(2)];
    await take(device, [1]);
    await age(device, 4);
    await database.query(
      `insert into statement (device_id, id, kind, made_at, epoch, last_seq, last_hash, acknowledged_seq, acknowledged_hash, jws)
       values ($1::uuid, '\\x01', 'checkpoint', now(), $2, 1, $3, 1, $3, '')`,
      [device, TEST_EPOCH, first.hash],
    );
    await purgeBefore(database, secret, await firstDayKept(database, 2));
    const chained = { ...second, previousHash: first.hash };
    await ingest(database, { device, epoch: TEST_EPOCH, entries: [chained] }, device);
    const breaks = await database.query(
      `select kind from checkpoint_break where device_id = $1::uuid
       union all select kind from chain_break where device_id = $1::uuid`,
      [device],
    );
    expect(breaks).toEqual([]);
    await database.query('delete from day_purge');
    const lost = await database.query('select kind from checkpoint_break where device_id = $1::uuid', [device]);
    expect(lost).toEqual([{ kind: 'lost-here' }]);
  });

  test('of today are never dropped, whatever day is asked for', async () => {
    const device = randomUUID();
    await take(device, [1]);
    await purgeBefore(database, secret, '9999-12-31');
    expect(await stored(device)).toEqual({ entries: 1, identities: 1 });
  });

  test('can be dropped while batches come in: every batch is answered and stored once', async () => {
    const devices = Array.from({ length: 4 }, () => randomUUID());
    const old = randomUUID();
    await take(old, [1]);
    await age(old, 5);
    const batches = devices.flatMap((device) =>
      Array.from({ length: 10 }, async (_, index) => take(device, [index * 3 + 1, index * 3 + 2, index * 3 + 3])),
    );
    const [purged] = await Promise.all([purgeBefore(database, secret, await firstDayKept(database, 1)), ...batches]);
    expect(purged.reduce((sum, { entries }) => sum + entries, 0)).toBeGreaterThan(0);
    for (const device of devices) expect(await stored(device)).toEqual({ entries: 30, identities: 30 });
  });

  test('hold each entry once where a gate goes from one instance to another and sends everything twice', async () => {
    // PGlite has one instance only; there the same one is asked twice at once.
    const other = server === null ? database : await openFreshDatabase(server.databaseUrl, dataDir);
    const device = randomUUID();
    const batches = Array.from({ length: 12 }, (_, index) => [index * 2 + 1, index * 2 + 2, index * 2 + 3]);
    const answers = await Promise.all(
      batches.flatMap((seqs, index) =>
        (index % 2 === 0 ? [database, other] : [other, database]).map((each) =>
          ingest(each, { device, epoch: TEST_EPOCH, entries: seqs.map((seq) => entryOf(seq)) }, device),
        ),
      ),
    );
    for (const [index, { acknowledged, refused }] of answers.entries()) {
      const from = Math.floor(index / 2) * 2 + 1;
      expect({ acknowledged, refused }).toEqual({ acknowledged: [{ from, to: from + 2 }], refused: [] });
    }
    expect(await stored(device)).toEqual({ entries: 25, identities: 25 });
    if (other !== database) await other.close();
  });

  test('come out of an older collector’s one table, each entry on the day on which it arrived', async () => {
    if (server !== null) await database.query('create database older');
    const older = await openFreshDatabase(
      server === null ? null : new URL('/older', server.databaseUrl).href,
      `${dataDir}/older`,
    );
    await migrate(older, 50);
    const device = randomUUID();
    for (const [seq, receivedAt] of [
      [1, '2026-11-01T16:59:59Z'],
      [2, '2026-11-01T17:00:00Z'],
    ]) {
      await older.query(
        `insert into entry (device_id, epoch, seq, wall_at, received_at, lane_id, direction, reader_kind, code_kind, verification,
          verdict, reasons, previous_hash, hash, detail)
         values ($1::uuid, $2, $3, now(), $4, 'lane-1', 'in', 'serial', 'cccd', 'none', 'admit', '{}', $5, $6, '{}')`,
        [device, TEST_EPOCH, seq, receivedAt, '0'.repeat(64), 'ab'.repeat(32)],
      );
    }
    await migrate(older);
    const rows = await older.query(
      `select entry.seq::int, entry.received_day::text as day, encode(entry_identity.hash, 'hex') as hash
       from entry join entry_identity using (device_id, epoch, seq) order by seq`,
    );
    const partitions = await older.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'entry'::regclass order by 1`,
    );
    await older.close();
    expect(rows).toEqual([
      { seq: 1, day: '2026-11-01', hash: 'ab'.repeat(32) },
      { seq: 2, day: '2026-11-02', hash: 'ab'.repeat(32) },
    ]);
    expect(partitions.map((each) => each.name)).toEqual(['entry_20261101', 'entry_20261102']);
  });
});
