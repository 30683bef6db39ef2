/** Is what gates brought passed on once each, whatever breaks on the way? */

import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Adapter, Batch, PassedItem, SendAnswer } from '../../../src-collector/adapters/adapter.ts';
import { passedItem } from '../../../src-collector/adapters/adapter.ts';
import { listAdapters, retryAdapter } from '../../../src-collector/adapters/adapter-state.ts';
import { endAdapters, passSomeOn, registerAdapters } from '../../../src-collector/adapters/pass-on.ts';
import type { Connection, Database } from '../../../src-collector/database.ts';
import { makeDays } from '../../../src-collector/days/partitions.ts';
import { takePersonsOut } from '../../../src-collector/erased-entries.ts';
import { ingest } from '../../../src-collector/ingest.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import { TEST_EPOCH } from '../../support/memory-outbox.ts';
import { entryOf } from '../test-gate.ts';

const NAME = 'so-y-te';
const SCHEDULES = Number(process.env.PASS_ON_COURSES ?? 200);
const OWNER = randomUUID();
let database: Database;

beforeAll(async () => {
  database = await inMemory();
  await migrate(database);
  await makeDays(database);
}, 120_000);
afterAll(() => database.close());
beforeEach(async () => {
  await endAdapters(database, [NAME]);
  await registerAdapters(database, [NAME]);
});

/** What is on the disk is tried elsewhere: here a thousand courses are. */
async function inMemory(): Promise<Database> {
  const pglite = await PGlite.create();
  return {
    kind: 'pglite',
    query: async (sql, parameters = []) => (await pglite.query(sql, [...parameters])).rows as never,
    transaction: (work) =>
      pglite.transaction((transaction) =>
        work({ query: async (sql, parameters = []) => (await transaction.query(sql, [...parameters])).rows as never }),
      ),
    close: () => pglite.close(),
  };
}

type Receiver = Adapter & { readonly items: PassedItem[]; readonly batches: Batch[] };

/** A system that keeps each batch once by its id, and nothing else, and says what it kept. */
function receiver(
  before: (batch: Batch) => SendAnswer | null = () => null,
  include: Adapter['include'] = [],
): Receiver {
  const [items, batches, seen]: [PassedItem[], Batch[], Set<string>] = [[], [], new Set()];
  return {
    name: NAME,
    include,
    items,
    batches,
    send: async (batch) => {
      for (const item of batch.items) passedItem.parse(item);
      const answer = before(batch);
      if (answer !== null) return answer;
      if (!seen.has(batch.id)) items.push(...batch.items);
      seen.add(batch.id);
      batches.push(batch);
      return { type: 'taken' };
    },
  };
}

function bring(device: string, from: number, to: number, fields: object = {}): Promise<unknown> {
  const entries = Array.from({ length: to - from + 1 }, (_, index) => ({ ...entryOf(from + index), ...fields }));
  return ingest(database, { device, epoch: TEST_EPOCH, entries }, device);
}

async function passAll(adapter: Adapter, over: Database = database): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    await database.query('update adapter_state set retry_at = null');
    if ((await passSomeOn(over, adapter, OWNER)).type === 'nothing') return;
  }
  throw new Error('it never ends');
}

const identityOf = ({ kind, device, epoch, seq }: PassedItem): string => `${kind} ${device} ${epoch} ${seq}`;
const seqsOf = (items: readonly PassedItem[], device: string): number[] =>
  items.filter((item) => item.device === device).map(({ seq }) => seq);

test('each entry goes over once, in the order of its gate, without its person', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  await bring(one, 1, 300, { maskedName: 'Trần Thị ***', sealed: 'c2VhbGVk', sealedKeyId: 'authority-1' });
  await bring(two, 1, 300);
  // A resend is nothing new.
  await bring(one, 299, 302);
  const system = receiver();
  await passAll(system);
  expect(seqsOf(system.items, one)).toEqual(Array.from({ length: 302 }, (_, index) => index + 1));
  expect(seqsOf(system.items, two)).toHaveLength(300);
  expect(system.batches.map(({ items }) => items.length)).toEqual([500, 102]);
  expect(system.items.map(({ number }) => number)).toEqual(Array.from({ length: 602 }, (_, index) => index + 1));
  expect(JSON.stringify(system.items)).not.toMatch(/Trần|c2VhbGVk|authority/);
  expect(await database.query('select * from adapter_outbox')).toEqual([]);
});

test('what was sealed goes along where the settings say so, and what is erased later is told as erased', async () => {
  const device = randomUUID();
  await bring(device, 1, 3, { maskedName: 'Trần Thị ***', sealed: 'c2VhbGVk', sealedKeyId: 'authority-1' });
  const system = receiver(undefined, ['sealed']);
  await passAll(system);
  expect(system.items[0]).toMatchObject({ sealed: 'c2VhbGVk', sealedKeyId: 'authority-1', isErased: false });
  await bring(device, 4, 4, { sealed: 'c2VhbGVk', sealedKeyId: 'authority-1', corrects: 3 });
  const said = { entriesDevice: device, epoch: TEST_EPOCH, seqs: [2, 4] };
  for (let time = 0; time < 2; time += 1) {
    await database.transaction((connection) => takePersonsOut(connection, device, { ...said } as never));
  }
  await passAll(system);
  expect(system.items.slice(3)).toMatchObject([
    { kind: 'entry', seq: 4, corrects: 3, isErased: true, sealed: null },
    { kind: 'erased', seq: 2 },
    { kind: 'erased', seq: 4 },
  ]);
});

test('a day that the retention rule took first is told as dropped, not passed over', async () => {
  const device = randomUUID();
  await bring(device, 1, 2);
  await database.query('delete from entry where device_id = $1::uuid and seq = 1', [device]);
  const system = receiver();
  await passAll(system);
  expect(system.items).toMatchObject([
    { kind: 'dropped', seq: 1 },
    { kind: 'entry', seq: 2 },
  ]);
});

test('one that the system refuses, or chokes on, lies aside and is shown, holds up nothing, and goes when it is tried again', async () => {
  const device = randomUUID();
  await bring(device, 1, 60);
  const poisoned = new Set([17]);
  const system = receiver(({ items }) => {
    if (items.some(({ seq }) => poisoned.has(seq))) return { type: 'too-much', why: 'http-422' };
    const refused = items
      .filter(({ seq }) => seq === 40)
      .map(({ number }) => ({ number, reason: 'A sentence, with a name' }));
    return refused.length > 0 && poisoned.size > 0 ? { type: 'taken', refused } : null;
  });
  await passAll(system);
  const [row] = await listAdapters(database);
  expect(row).toMatchObject({ name: NAME, waiting: 0, setAside: 2, oldestAtUtcMs: null, failures: 0 });
  expect(row?.aside.map(({ seq, reason }) => [seq, reason]).toSorted()).toEqual([
    [17, 'http-422'],
    [40, 'other'],
  ]);
  poisoned.clear();
  expect(await retryAdapter(database, NAME)).toBe(2);
  expect(await retryAdapter(database, 'nobody')).toBeNull();
  await passAll(system);
  expect(seqsOf(system.items, device)).toEqual(expect.arrayContaining([17, 40]));
  expect((await listAdapters(database))[0]).toMatchObject({ waiting: 0, setAside: 0 });
});

test('killed between the send and the mark, the very same batch goes out again under the same id', async () => {
  const device = randomUUID();
  await bring(device, 1, 5);
  const system = receiver();
  const dying: Database = { ...database, transaction: () => Promise.reject(new Error('killed')) };
  await expect(passSomeOn(dying, system, OWNER)).rejects.toThrow('killed');
  await bring(device, 6, 9);
  await passAll(system);
  expect(system.batches.map(({ id }) => id)[0]).toBe(system.batches[1]?.id);
  expect(system.batches.map(({ items }) => items.length)).toEqual([5, 5, 4]);
  expect(seqsOf(system.items, device)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('two instances never pass on at once; who lost it marks nothing, and who is gone is followed', async () => {
  const device = randomUUID();
  await bring(device, 1, 3);
  const other = randomUUID();
  const system = receiver();
  let second: unknown;
  const slow: Adapter = {
    ...system,
    send: async (batch) => {
      second = await passSomeOn(database, system, other);
      // It stood still for so long that the other one took over.
      await database.query('update adapter_state set owned_until = now() - interval $$1 second$$');
      await passSomeOn(database, system, other);
      return system.send(batch);
    },
  };
  expect(await passSomeOn(database, slow, OWNER)).toEqual({ type: 'nothing' });
  expect(second).toEqual({ type: 'nothing' });
  expect(new Set(system.batches.map(({ id }) => id)).size).toBe(1);
  expect(seqsOf(system.items, device)).toEqual([1, 2, 3]);
});

test('a system that does not answer is asked ever later, and at once again when somebody says so', async () => {
  await bring(randomUUID(), 1, 1);
  const down = receiver(() => ({ type: 'retry', afterMs: null, why: 'not-reached' }));
  // Not for the first time: half a minute, and no second, is what it waits now.
  await database.query('update adapter_state set failures = 5');
  expect(await passSomeOn(database, down, OWNER)).toEqual({ type: 'failed', why: 'not-reached' });
  expect(await passSomeOn(database, down, OWNER)).toEqual({ type: 'nothing' });
  expect((await listAdapters(database))[0]).toMatchObject({ waiting: 1, failures: 6, trouble: 'not-reached' });
  await retryAdapter(database, NAME);
  expect((await passSomeOn(database, receiver(), OWNER)).type).toBe('passed');
});

test(`of ${SCHEDULES} random courses with kills, lost answers, refusals and erasures, none loses an entry and none hands one over twice`, async () => {
  let [handed, sent, kills] = [0, 0, 0];
  for (let seed = 1; seed <= SCHEDULES; seed += 1) {
    const random = mulberry(seed);
    const devices = [randomUUID(), randomUUID()] as const;
    const next = new Map(devices.map((device) => [device, 1]));
    const expected = new Set<string>();
    const poison = 1 + Math.floor(random() * 8);
    const system = receiver(({ items }) => {
      if (random() < 0.2) return { type: 'retry', afterMs: 0, why: 'down' };
      return items.some(({ seq, kind }) => seq === poison && kind === 'entry')
        ? { type: 'too-much', why: 'poison' }
        : null;
    });
    const lossy: Adapter = {
      ...system,
      send: async (batch) => {
        const answer = await system.send(batch);
        // It took it, and its answer was lost on the way.
        return random() < 0.2 ? { type: 'retry', afterMs: 0, why: 'no-answer' } : answer;
      },
    };
    for (let step = 0; step < 4; step += 1) {
      const device = devices[Math.floor(random() * devices.length)] ?? devices[0];
      const from = next.get(device) ?? 1;
      const to = from + Math.floor(random() * 4);
      await bring(device, from, to);
      next.set(device, to + 1);
      for (let seq = from; seq <= to; seq += 1) expected.add(`entry ${device} ${TEST_EPOCH} ${seq}`);
      if (random() < 0.2) {
        await database.transaction((connection) =>
          takePersonsOut(connection, device, { entriesDevice: device, epoch: TEST_EPOCH, seqs: [from] } as never),
        );
        expected.add(`erased ${device} ${TEST_EPOCH} ${from}`);
      }
      try {
        await passSomeOn(mortal(database, random), lossy, OWNER);
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'killed') throw error;
        kills += 1;
      }
      await database.query('update adapter_state set retry_at = null');
    }
    await passAll(lossy);
    const aside = await database.query<{ id: string }>(
      `select kind || ' ' || device_id || ' ' || epoch || ' ' || seq as id from adapter_aside`,
    );
    const arrived = system.items.map(identityOf);
    // Set aside is neither lost nor handed over; nothing is in both, nothing twice.
    expect([...arrived, ...aside.map(({ id }) => id)].toSorted(), `course ${seed}`).toEqual([...expected].toSorted());
    for (const device of devices) {
      const seqs = system.items.filter((item) => item.kind === 'entry' && item.device === device).map(({ seq }) => seq);
      expect(seqs, `course ${seed}`).toEqual(seqs.toSorted((left, right) => left - right));
    }
    await database.query('delete from adapter_aside');
    handed += arrived.length;
    sent += system.batches.length;
  }
  // The courses were what they are said to be.
  expect(kills).toBeGreaterThan(SCHEDULES / 4);
  expect(handed).toBeGreaterThan(SCHEDULES * 5);
  expect(sent).toBeGreaterThan(SCHEDULES);
}, 600_000);

/** A process that dies at some statement, done or not done. */
function mortal(database: Database, random: () => number): Database {
  let left = Math.floor(random() * 14);
  const dying = (connection: Connection): Connection => ({
    query: async (sql, parameters) => {
      left -= 1;
      if (left === 0 && random() < 0.5) throw new Error('killed');
      const rows = await connection.query(sql, parameters);
      if (left === 0) throw new Error('killed');
      return rows as never;
    },
  });
  return {
    ...database,
    query: dying(database).query,
    transaction: async (work) => {
      const result = await database.transaction((connection) => work(dying(connection)));
      left -= 1;
      // It was committed, and nobody heard of it.
      if (left === 0) throw new Error('killed');
      return result;
    },
  };
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
