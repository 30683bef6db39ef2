import { randomBytes } from 'node:crypto';
import { CompactSign } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src-collector/database.ts';
import { ingest } from '../../src-collector/ingest.ts';
import { migrate } from '../../src-collector/migrations/migrate.ts';
import { gateRows, todayFigures, trustFigures } from '../../src-collector/queries.ts';
import { keepStatements } from '../../src-collector/statements.ts';
import type { StatementsAnswer } from '../../src-main/contract/statement-protocol.ts';
import { openFreshDatabase } from '../support/fresh-pglite.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import { suiteDir } from '../support/temporary-dir.ts';
import type { TestGate } from './test-gate.ts';
import { entryOf, newKeys } from './test-gate.ts';

const DATABASES = [
  { name: 'PGlite', missing: null },
  { name: 'PostgreSQL', missing: missingPostgres() },
] as const;

for (const { name, missing } of DATABASES) {
  if (missing !== null) process.stderr.write(`skipped, statements into ${name}: ${missing}\n`);
}

type Said = { readonly last: number; readonly acknowledged?: number | null; readonly [more: string]: unknown };

describe.each(DATABASES.filter(({ missing }) => missing === null))('statements into $name', ({ name }) => {
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

  /** An enrolled gate whose first `count` entries are here. */
  async function gateWith(count: number): Promise<TestGate & { readonly epoch: string }> {
    const gate = { ...newKeys(), epoch: randomBytes(16).toString('hex') };
    await database.query('insert into device (device_id, public_key) values ($1::uuid, $2)', [
      gate.device,
      Buffer.from(gate.publicKeyRaw),
    ]);
    const entries = Array.from({ length: count }, (_, index) => entryOf(index + 1));
    if (count > 0) await ingest(database, { device: gate.device, epoch: gate.epoch, entries }, gate.device);
    return gate;
  }

  function link(seq: number): { seq: number; hash: string } {
    return { seq, hash: entryOf(seq).hash };
  }

  function signed(gate: TestGate & { readonly epoch: string }, { last, acknowledged = null, ...more }: Said) {
    const said = {
      kind: 'checkpoint',
      device: gate.device,
      atUtcMs: Date.now(),
      epoch: gate.epoch,
      last: link(last),
      acknowledged: acknowledged === null ? null : link(acknowledged),
      ...more,
    };
    return new CompactSign(new TextEncoder().encode(JSON.stringify(said)))
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(gate.privateKey);
  }

  async function say(
    gate: TestGate & { readonly epoch: string },
    ...statements: readonly Said[]
  ): Promise<Pick<StatementsAnswer, 'fates' | 'held'>> {
    const texts = await Promise.all(statements.map((each) => signed(gate, each)));
    return keepStatements(database, gate.device, { device: gate.device, statements: texts, epoch: gate.epoch });
  }

  async function breaksOf({ device }: TestGate): Promise<string[]> {
    const rows = await database.query<{ kind: string }>(
      'select kind from checkpoint_break where device_id = $1::uuid order by received_at, seq',
      [device],
    );
    return rows.map(({ kind }) => kind);
  }

  test('that fit are kept once, however often they are sent, and break nothing', async () => {
    const gate = await gateWith(5);
    const jws = await signed(gate, { last: 7, acknowledged: 5 });
    const request = { device: gate.device, statements: [jws, jws], epoch: gate.epoch };
    expect(await keepStatements(database, gate.device, request)).toEqual({
      fates: ['kept', 'kept'],
      held: link(5),
      takesPersonsOut: true,
    });
    await keepStatements(database, gate.device, request);
    const [row] = await database.query('select count(*)::int as count from statement where device_id = $1::uuid', [
      gate.device,
    ]);
    expect(row).toEqual({ count: 1 });
    expect(await breaksOf(gate)).toEqual([]);
  });

  test('show an entry that was acknowledged and is no longer here', async () => {
    const gate = await gateWith(5);
    await say(gate, { last: 5, acknowledged: 5 });
    const before = await todayFigures(database);
    await database.query('delete from entry where device_id = $1::uuid and seq = 5', [gate.device]);
    expect(await breaksOf(gate)).toEqual(['lost-here']);
    expect((await todayFigures(database)).checkpointBreaks - before.checkpointBreaks).toBe(1);
    expect((await trustFigures(database)).checkpointBreaks - before.checkpointBreaks).toBe(1);
    const named = (await gateRows(database)).filter(({ checkpointBreaks }) => checkpointBreaks > 0);
    expect(named.map(({ id }) => id)).toContain(gate.device);
  });

  test('show an entry that was changed here', async () => {
    const gate = await gateWith(5);
    await say(gate, { last: 9, acknowledged: 5 });
    await database.query('update entry set hash = $2 where device_id = $1::uuid and seq = 5', [
      gate.device,
      'f'.repeat(64),
    ]);
    expect(await breaksOf(gate)).toEqual(['rewritten-here']);
  });

  test('show a log that was rewritten, and one that was cut', async () => {
    const gate = await gateWith(5);
    await say(gate, { last: 9, acknowledged: 5 });
    await say(gate, { last: 7, acknowledged: 5 });
    expect(await breaksOf(gate)).toEqual(['cut-at-gate']);
    const other = await gateWith(5);
    await say(other, { last: 4, acknowledged: 3, more: 1 });
    await database.query("update statement set last_hash = repeat('e', 64) where device_id = $1::uuid", [other.device]);
    expect(await breaksOf(other)).toEqual(['rewritten-at-gate']);
  });

  test('of another key, another gate, another shape or no instant are refused alone', async () => {
    const gate = await gateWith(2);
    const stranger = { ...newKeys(), epoch: gate.epoch };
    const texts = [
      await signed({ ...stranger, device: gate.device }, { last: 2 }),
      await signed(gate, { last: 2, device: stranger.device }),
      await signed(gate, { last: 2, epoch: 'short' }),
      await signed(gate, { last: 2, atUtcMs: 1e300 }),
      `${(await signed(gate, { last: 2 })).slice(0, -4)}AAAA`,
      'e30.e30.e30',
      await signed(gate, { last: 2, kind: 'purge-receipt' }),
    ];
    const { fates } = await keepStatements(database, gate.device, { device: gate.device, statements: texts });
    expect(fates).toEqual([...Array.from({ length: 6 }, () => 'refused'), 'kept']);
  });

  test('are answered with what is held of an epoch: nothing of one that never came', async () => {
    const gate = await gateWith(3);
    expect((await say(gate)).held).toEqual(link(3));
    expect((await say({ ...gate, epoch: randomBytes(16).toString('hex') })).held).toBeNull();
  });
});
