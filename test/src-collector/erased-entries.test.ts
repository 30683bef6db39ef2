import { randomBytes } from 'node:crypto';
import { CompactSign } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Row } from '../../src-collector/database.ts';
import { makeDays } from '../../src-collector/days/partitions.ts';
import { ingest } from '../../src-collector/ingest.ts';
import { migrate } from '../../src-collector/migrations/migrate.ts';
import { keepStatements } from '../../src-collector/statements.ts';
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
  if (missing !== null) process.stderr.write(`skipped, persons taken out of ${name}: ${missing}\n`);
}

type Sender = TestGate & { readonly epoch: string };

const PERSON = {
  subjectTag: 'd'.repeat(64),
  maskedName: 'Trần Thị ***',
  maskedNumber: '******000000',
  sealed: 'c2VhbGVk',
  sealedKeyId: 'authority-1',
  tracingTag: 'e'.repeat(64),
  tracingKeyId: '2026-W48-abcd',
  // What a newer gate may say.
  nickname: 'cô Ba',
};

describe.each(DATABASES.filter(({ missing }) => missing === null))('persons taken out of $name', ({ name }) => {
  let server: TestPostgres | null = null;
  let database: Database;
  const dataDir = suiteDir();

  beforeAll(async () => {
    server = name === 'PostgreSQL' ? await startPostgres() : null;
    database = await openFreshDatabase(server?.databaseUrl ?? null, dataDir);
    await migrate(database);
    await makeDays(database);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await server?.stop();
  });

  async function enrolled(): Promise<Sender> {
    const gate = { ...newKeys(), epoch: randomBytes(16).toString('hex') };
    await database.query('insert into device (device_id, public_key) values ($1::uuid, $2)', [
      gate.device,
      Buffer.from(gate.publicKeyRaw),
    ]);
    return gate;
  }

  function entries(from: number, to: number) {
    return Array.from({ length: to - from + 1 }, (_, index) => {
      const seq = from + index;
      const { previousHash } = entryOf(seq);
      return { ...entryOf(seq), ...PERSON, previousHash: seq === 1 ? previousHash : entryOf(seq - 1).hash };
    });
  }

  const send = ({ device, epoch }: Sender, from: number, to: number, sentBy = device) =>
    ingest(database, { device, epoch, entries: entries(from, to) }, sentBy);

  function tell(gate: Sender, seqs: readonly number[], said: object = {}) {
    const statement = {
      kind: 'erased-entries',
      device: gate.device,
      atUtcMs: Date.now(),
      entriesDevice: gate.device,
      epoch: gate.epoch,
      seqs,
      ...said,
    };
    return new CompactSign(new TextEncoder().encode(JSON.stringify(statement)))
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(gate.privateKey)
      .then((jws) => keepStatements(database, gate.device, { device: gate.device, statements: [jws, jws] }));
  }

  const rowsOf = ({ device, epoch }: Sender): Promise<Row[]> =>
    database.query(
      `select seq::int as seq, subject_tag, masked_name, masked_number, detail, hash, previous_hash, verdict, lane_id,
        erased_at is not null as erased
       from entry where device_id = $1::uuid and epoch = $2 order by seq`,
      [device, epoch],
    );

  /** Whether any byte of the person is in the row, wherever it may stand. */
  const isNamed = (row: Row): boolean => Object.values(PERSON).some((word) => JSON.stringify(row).includes(word));

  const breaksOf = async ({ device }: Sender): Promise<number> => {
    const [row] = await database.query<{ count: number }>(
      `select (select count(*) from chain_break where device_id = $1::uuid)::int
        + (select count(*) from checkpoint_break where device_id = $1::uuid)::int as count`,
      [device],
    );
    return row?.count ?? -1;
  };

  test('the person goes from exactly these entries, and what the chain needs stays', async () => {
    const gate = await enrolled();
    await send(gate, 1, 5);
    const before = await rowsOf(gate);
    expect(before.every(isNamed)).toBe(true);
    expect(await tell(gate, [2, 4, 77])).toMatchObject({ fates: ['kept', 'kept'], takesPersonsOut: true });
    const after = await rowsOf(gate);
    expect(after.map(isNamed)).toEqual([true, false, true, false, true]);
    expect(after.map(({ erased }) => erased)).toEqual([false, true, false, true, false]);
    const kept = ({ seq, hash, previous_hash, verdict, lane_id }: Row) => ({
      seq,
      hash,
      previous_hash,
      verdict,
      lane_id,
    });
    expect(after.map(kept)).toEqual(before.map(kept));
    const { bootId, rulesVersion } = entryOf(2);
    expect(after[1]?.detail).toMatchObject({ bootId, rulesVersion });
    expect([after[0], after[2], after[4]]).toEqual([before[0], before[2], before[4]]);
    expect(await breaksOf(gate)).toBe(0);
  });

  test('what is sent again afterwards is acknowledged as before, and brings nobody back', async () => {
    const gate = await enrolled();
    const answer = await send(gate, 1, 3);
    await tell(gate, [1, 2, 3]);
    expect(await send(gate, 1, 3)).toEqual(answer);
    expect(await send(gate, 2, 4)).toEqual({ acknowledged: [{ from: 2, to: 4 }], refused: [] });
    expect((await rowsOf(gate)).map(isNamed)).toEqual([false, false, false, true]);
    // The gate sends the rest of an entry without the person: the same hash, so the same entry.
    const bare = { ...entryOf(1), subjectTag: null, maskedName: null, maskedNumber: null };
    expect(await ingest(database, { ...gate, entries: [bare] }, gate.device)).toMatchObject({ refused: [] });
    expect(await breaksOf(gate)).toBe(0);
  });

  test('nobody empties what another gate sent; what was handed over for a lost key may be', async () => {
    const [gate, other] = [await enrolled(), await enrolled()];
    await send(gate, 1, 2);
    expect(await tell(other, [1, 2], { entriesDevice: gate.device, epoch: gate.epoch })).toMatchObject({
      fates: ['kept', 'kept'],
    });
    expect((await rowsOf(gate)).map(isNamed)).toEqual([true, true]);
    await send(gate, 3, 3, other.device);
    await tell(other, [1, 2, 3], { entriesDevice: gate.device, epoch: gate.epoch });
    expect((await rowsOf(gate)).map(isNamed)).toEqual([true, true, false]);
  });

  test.each([{ seqs: [] }, { seqs: ['1'] }, { seqs: [0] }, { epoch: 'short' }, { entriesDevice: 'me' }])(
    'a statement that is none is refused, and nothing happens: %j',
    async (said) => {
      const gate = await enrolled();
      await send(gate, 1, 1);
      expect(await tell(gate, [1], said)).toMatchObject({ fates: ['refused', 'refused'] });
      expect((await rowsOf(gate)).map(isNamed)).toEqual([true]);
    },
  );
});
