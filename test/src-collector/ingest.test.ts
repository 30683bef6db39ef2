import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Row } from '../../src-collector/database.ts';
import { enrolDevice, issueSetupCode } from '../../src-collector/devices.ts';
import type { Ingested } from '../../src-collector/ingest.ts';
import { ingest } from '../../src-collector/ingest.ts';
import { migrate } from '../../src-collector/migrations/migrate.ts';
import { gateRows, latestEntries, todayFigures } from '../../src-collector/queries.ts';
import type { UploadedEntry } from '../../src-main/contract/upload-protocol.ts';
import { parseSetupCode } from '../../src-main/upload/enrol.ts';
import { openFreshDatabase } from '../support/fresh-pglite.ts';
import { TEST_EPOCH } from '../support/memory-outbox.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import { suiteDir } from '../support/temporary-dir.ts';
import { entryOf } from './test-gate.ts';

const DATABASES = [
  { name: 'PGlite', missing: null },
  { name: 'PostgreSQL', missing: missingPostgres() },
] as const;

for (const { name, missing } of DATABASES) {
  if (missing !== null) process.stderr.write(`skipped, ingest into ${name}: ${missing}\n`);
}

describe.each(DATABASES.filter(({ missing }) => missing === null))('entries into $name', ({ name }) => {
  let server: TestPostgres | null = null;
  let database: Database;
  const dataDir = suiteDir();

  beforeAll(async () => {
    server = name === 'PostgreSQL' ? await startPostgres() : null;
    database = await openFreshDatabase(server?.databaseUrl ?? null, dataDir);
    await migrate(database);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await server?.stop();
  });

  function take(device: string, entries: readonly unknown[], sentBy = device): Promise<Ingested> {
    return ingest(database, { device, epoch: TEST_EPOCH, entries: [...entries] }, sentBy);
  }

  /** Another database on the same server, as a collector of that schema left it. */
  async function openOlder(version: number): Promise<Database> {
    if (server !== null) await database.query('create database older');
    const url = server === null ? null : new URL('/older', server.databaseUrl).href;
    const older = await openFreshDatabase(url, `${dataDir}/older`);
    await migrate(older, version);
    return older;
  }

  function rowsOf<R extends Row>(device: string, columns: string): Promise<R[]> {
    return database.query<R>(`select ${columns} from entry where device_id = $1::uuid order by seq`, [device]);
  }

  test('come out as they went in', async () => {
    const device = randomUUID();
    const sentBy = randomUUID();
    await take(device, [{ ...entryOf(7), reasons: ['card-out-of-date', 'born-in-future'], codeLength: 12 }], sentBy);
    const [row] = await rowsOf(
      device,
      `seq::int, sent_by as "sentBy", extract(epoch from wall_at)::float8 * 1000 as "wallUtcMs", lane_id as lane, direction,
       reader_kind as reader, code_kind as code, subject_tag as tag, masked_name as name, masked_number as number,
       verification, verdict, reasons, previous_hash as before, hash, detail`,
    );
    expect(row).toEqual({
      seq: 7,
      sentBy,
      wallUtcMs: Date.UTC(2026, 10, 23) + 7,
      lane: 'lane-1',
      direction: 'in',
      reader: 'serial',
      code: 'cccd',
      tag: '7'.padStart(64, '0'),
      name: 'Nguyễn Văn ***',
      number: '******000000',
      verification: 'unsigned',
      verdict: 'admit',
      reasons: ['card-out-of-date', 'born-in-future'],
      before: '0'.repeat(64),
      hash: '7'.padStart(64, 'a'),
      detail: {
        monotonicMs: 7,
        bootId: 'boot',
        sealed: null,
        sealedKeyId: null,
        clockOffsetMs: null,
        clockUncertaintyMs: null,
        inferred: false,
        codeLength: 12,
        rulesVersion: '1-test',
        issuer: null,
        trustVersion: null,
      },
    });
  });

  test('of a newer gate are kept with words and fields that this collector does not know', async () => {
    const device = randomUUID();
    const newer = { ...entryOf(1), verdict: 'constructor', codeKind: 'hc1', plate: '51F-000.00', seat: 4 };
    expect(await take(device, [newer])).toEqual({ acknowledged: [{ from: 1, to: 1 }], refused: [] });
    const [row] = await rowsOf(device, 'verdict, code_kind as code, detail');
    expect(row).toMatchObject({ verdict: 'constructor', code: 'hc1', detail: { plate: '51F-000.00', seat: 4 } });
  });

  test('that no database could hold are refused alone', async () => {
    const device = randomUUID();
    const nul = String.fromCodePoint(0);
    const answer = await take(device, [
      entryOf(1),
      { ...entryOf(2), maskedName: `a${nul}b` },
      { ...entryOf(3), maskedName: 'half \ud800' },
      { ...entryOf(4), wallUtcMs: 1e300 },
      { ...entryOf(5), wallUtcMs: -1 },
      { ...entryOf(6), [`key${nul}`]: 1 },
      { ...entryOf(7), extra: { nested: nul } },
      { ...entryOf(8), seq: 1.5 },
      { ...entryOf(9), reasons: 'admit' },
      // A time so small that PostgreSQL cannot divide it: found by the property below.
      { ...entryOf(10), wallUtcMs: 5e-324 },
    ]);
    expect(answer.acknowledged).toEqual([
      { from: 1, to: 1 },
      { from: 10, to: 10 },
    ]);
    expect(answer.refused.map(({ seq, code }) => [seq, code])).toEqual(
      [2, 3, 4, 5, 6, 7, 9].map((seq) => [seq, 'malformed']),
    );
  });

  test('are each answered once, whatever a batch holds', async () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 20 });
    const field = fc.constantFrom<keyof UploadedEntry | 'other'>(
      'seq',
      'wallUtcMs',
      'maskedName',
      'reasons',
      'hash',
      'bootId',
      'clockOffsetMs',
      'other',
    );
    const anyEntry = fc
      .tuple(fc.integer({ min: 1, max: 8 }), fc.option(fc.tuple(field, fc.oneof(anyText, fc.jsonValue(), fc.double()))))
      .map(([seq, change]) => (change === null ? entryOf(seq) : { ...entryOf(seq), [change[0]]: change[1] }));
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry, { minLength: 1, maxLength: 12 }), async (entries) => {
        const device = randomUUID();
        const sent: unknown[] = JSON.parse(JSON.stringify(entries));
        const first = await take(device, sent);
        expect(await take(device, sent)).toEqual(first);
        const acknowledged = first.acknowledged.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        );
        const answered = [...acknowledged, ...first.refused.map(({ seq }) => seq)];
        expect(new Set(answered).size).toBe(answered.length);
        const seqs = sent.flatMap((entry) => {
          const { seq } = entry as { seq: unknown };
          return Number.isSafeInteger(seq) && Number(seq) >= 1 ? [Number(seq)] : [];
        });
        expect(new Set(answered)).toEqual(new Set(seqs));
        const stored = (await rowsOf<{ seq: number }>(device, 'seq::float8 as seq')).map(({ seq }) => seq);
        expect(stored).toEqual(expect.arrayContaining(acknowledged));
      }),
      { numRuns: 60 },
    );
  });

  test('in one batch under one number are refused, and one is kept', async () => {
    const device = randomUUID();
    const twice = [entryOf(1), { ...entryOf(1), hash: 'f'.repeat(64) }, entryOf(2), entryOf(2)];
    expect(await take(device, twice)).toEqual({
      acknowledged: [{ from: 2, to: 2 }],
      refused: [{ seq: 1, code: 'contradicts-stored', retryable: false }],
    });
    expect(await rowsOf(device, 'seq::int, hash')).toHaveLength(2);
    expect((await take(device, twice.toReversed())).acknowledged).toEqual([{ from: 2, to: 2 }]);
    expect((await take(device, twice)).acknowledged).toEqual([{ from: 2, to: 2 }]);
  });

  test('of batches that overlap in opposite order and come at once are stored once', async () => {
    const device = randomUUID();
    const entries = Array.from({ length: 300 }, (_, index) => entryOf(index + 1));
    const batches = Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? entries : entries.toReversed()));
    const answers = await Promise.all(batches.map((batch) => take(device, batch)));
    for (const answer of answers) expect(answer).toEqual({ acknowledged: [{ from: 1, to: 300 }], refused: [] });
    expect(await rowsOf(device, 'seq')).toHaveLength(300);
  });

  test('that do not follow the one before are stored, and noted', async () => {
    const device = randomUUID();
    const chained = (seq: number): UploadedEntry => ({
      ...entryOf(seq),
      previousHash: seq === 1 ? '0'.repeat(64) : entryOf(seq - 1).hash,
    });
    await take(device, [
      chained(1),
      chained(2),
      { ...chained(3), previousHash: 'b'.repeat(64) },
      chained(4),
      chained(6),
    ]);
    const breaks = (): Promise<Row[]> =>
      database.query('select seq::int as seq, kind from chain_break where device_id = $1::uuid order by seq', [device]);
    expect(await breaks()).toEqual([
      { seq: 3, kind: 'differs' },
      { seq: 6, kind: 'missing' },
    ]);
    await take(device, [chained(5)]);
    expect(await breaks()).toEqual([{ seq: 3, kind: 'differs' }]);
  });

  test('are counted by Vietnam’s day, and not before they happen', async () => {
    const before = await todayFigures(database);
    const device = randomUUID();
    const now = Date.now();
    const dayMs = 86_400_000;
    await take(device, [
      { ...entryOf(1), wallUtcMs: now, subjectTag: 'today-1' },
      { ...entryOf(2), wallUtcMs: now, subjectTag: 'today-2', verdict: 'refuse', readerKind: 'manual' },
      { ...entryOf(3), wallUtcMs: now - dayMs },
      { ...entryOf(4), wallUtcMs: now + dayMs },
    ]);
    const after = await todayFigures(database);
    expect({
      entries: after.entries - before.entries,
      subjects: after.subjects - before.subjects,
      refused: after.refused - before.refused,
      manual: after.manual - before.manual,
    }).toEqual({ entries: 2, subjects: 2, refused: 1, manual: 1 });
    expect((await latestEntries(database)).filter((entry) => device.startsWith(entry.device))).toHaveLength(4);
  });

  test('that were taken back, and those that did so, are kept, shown as such, and nobody’s coming', async () => {
    const before = await todayFigures(database);
    const device = randomUUID();
    expect(await enrolNew(device)).toBe('enrolled');
    const wallUtcMs = Date.now();
    await take(device, [
      { ...entryOf(1), wallUtcMs, subjectTag: 'came-1' },
      { ...entryOf(2), wallUtcMs, subjectTag: 'left-2', readerKind: 'manual' },
    ]);
    await take(device, [
      { ...entryOf(3), wallUtcMs, subjectTag: 'left-2', verdict: 'refuse', reasons: ['not-passed'], corrects: 2 },
    ]);
    expect(await rowsOf(device, 'seq::int, corrects::int')).toEqual([
      { seq: 1, corrects: null },
      { seq: 2, corrects: null },
      { seq: 3, corrects: 2 },
    ]);
    const after = await todayFigures(database);
    expect({
      entries: after.entries - before.entries,
      subjects: after.subjects - before.subjects,
      refused: after.refused - before.refused,
      manual: after.manual - before.manual,
    }).toEqual({ entries: 1, subjects: 1, refused: 0, manual: 0 });
    expect((await gateRows(database)).find((row) => device.startsWith(row.device))?.entries).toBe(1);
    const shown = (await latestEntries(database)).filter((entry) => device.startsWith(entry.device));
    expect(shown.map(({ verdict }) => verdict).sort()).toEqual(['admit', 'not-passed', 'taken-back']);
  });

  test('that a guard corrected are kept with the reason, and the entry that was written instead counts', async () => {
    const device = randomUUID();
    expect(await enrolNew(device)).toBe('enrolled');
    const wallUtcMs = Date.now();
    const correction = { readerKind: 'correction', verdict: 'refuse', reasons: ['wrong-direction'], corrects: 1 };
    await take(device, [
      { ...entryOf(1), wallUtcMs },
      { ...entryOf(2), wallUtcMs, ...correction },
      { ...entryOf(3), wallUtcMs, direction: 'out', reasons: ['direction-corrected'] },
    ]);
    expect(await rowsOf(device, 'seq::int, reader_kind')).toMatchObject([{}, { reader_kind: 'correction' }, {}]);
    expect((await gateRows(database)).find((row) => device.startsWith(row.device))?.entries).toBe(1);
    const shown = (await latestEntries(database)).filter((entry) => device.startsWith(entry.device));
    expect(shown.map(({ verdict }) => verdict).sort()).toEqual(['admit', 'correction', 'taken-back']);
  });

  test('that an older collector took with a correction it did not know are corrected when it is updated', async () => {
    const device = randomUUID();
    const older = await openOlder(30);
    for (const [seq, corrects] of [
      [1, 'null'],
      [2, '1'],
      [3, '1.5'],
      [4, '"2"'],
    ]) {
      await older.query(
        `insert into entry (device_id, epoch, seq, wall_at, lane_id, direction, reader_kind, code_kind, verification, verdict,
          reasons, previous_hash, hash, detail)
         values ($1::uuid, $2, $3, now(), 'lane-1', 'in', 'serial', 'cccd', 'none', 'admit', '{}', '', '', $4::jsonb)`,
        [device, TEST_EPOCH, seq, `{"bootId":"b","corrects":${corrects}}`],
      );
    }
    await migrate(older);
    const rows = await older.query('select corrects::int, detail from entry order by seq');
    await older.close();
    expect(rows).toEqual([
      { corrects: null, detail: { bootId: 'b', corrects: null } },
      { corrects: 1, detail: { bootId: 'b' } },
      { corrects: null, detail: { bootId: 'b', corrects: 1.5 } },
      { corrects: 2, detail: { bootId: 'b' } },
    ]);
  });

  test('of each gate are told by gate, and a gate that never sent comes first', async () => {
    const sending = randomUUID();
    const silent = randomUUID();
    for (const device of [sending, silent]) expect(await enrolNew(device)).toBe('enrolled');
    await take(sending, [{ ...entryOf(1), wallUtcMs: Date.now() }]);
    const rows = await gateRows(database);
    const place = (device: string): number => rows.findIndex((row) => device.startsWith(row.device));
    expect(rows[place(sending)]).toMatchObject({ entries: 1, lastReceivedAt: expect.any(Date) });
    expect(rows[place(silent)]).toMatchObject({ entries: 0, lastReceivedAt: null });
    expect(place(silent)).toBeLessThan(place(sending));
  });

  async function enrolNew(device: string): Promise<string> {
    return enrolDevice(database, { device, publicKey: 'A'.repeat(43), token: await newToken() });
  }

  async function newToken(): Promise<string> {
    return parseSetupCode(await issueSetupCode(database, 'http://127.0.0.1:1', 'Máy thu'))?.token ?? '';
  }

  test('need a gate that enrolled in time', async () => {
    const token = await newToken();
    await database.query(`update setup_token set expires_at = now() - interval '1 second' where device_id is null`);
    expect(await enrolDevice(database, { device: randomUUID(), publicKey: 'A'.repeat(43), token })).toBe('refused');
    await newToken();
    const [kept] = await database.query<{ count: number }>(
      'select count(*)::int as count from setup_token where expires_at < now()',
    );
    expect(kept?.count).toBe(0);
  });

  test('are taken by one gate only, when two show the same code at once', async () => {
    const token = await newToken();
    const gates = Array.from({ length: 4 }, () => ({ device: randomUUID(), publicKey: 'A'.repeat(43), token }));
    const answers = await Promise.all(gates.map((gate) => enrolDevice(database, gate)));
    expect(answers.toSorted()).toEqual(['enrolled', 'refused', 'refused', 'refused']);
  });

  test('stay when the same program starts again, and are not touched by an older one', async () => {
    const device = randomUUID();
    await take(device, [entryOf(1)]);
    await migrate(database);
    expect(await rowsOf(device, 'seq')).toHaveLength(1);
    await database.query('insert into schema_version (version) values (9999)');
    await expect(migrate(database)).rejects.toThrow('of a newer collector');
    await database.query('delete from schema_version where version = 9999');
  });
});
