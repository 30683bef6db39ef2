/** Does each day that was dropped leave a receipt, once, that shows what was there and cannot be changed unseen? */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { purgeBefore } from '../../../src-collector/days/purge-days.ts';
import { verifyReceipts } from '../../../src-collector/days/purge-receipts.ts';
import { consoleSecret } from '../../../src-collector/secret.ts';
import { TEST_EPOCH } from '../../support/memory-outbox.ts';
import type { TestConsole } from '../../support/served-console.ts';
import { openTestConsole } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';
import { gateIn } from '../rights/rights-world.ts';

let served: TestConsole;
let gates: readonly [string, string];
const dataDir = suiteDir();

beforeAll(async () => {
  served = await openTestConsole(dataDir);
  const { database } = served;
  gates = [await gateIn(database, ['Huế', 'Phường Một'], 'Xưởng'), await gateIn(database, ['Hà Nội'], 'Bến')];
  for (const [day, device, seqs] of [
    ['2026-10-01', gates[0], [1, 2, 3]],
    ['2026-10-01', gates[1], [1]],
    ['2026-10-02', gates[0], [4, 5]],
  ] as const) {
    const table = `entry_${day.replaceAll('-', '')}`;
    const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    await database.query(
      `create table if not exists ${table} partition of entry for values from ('${day}') to ('${next}')`,
    );
    for (const seq of seqs) {
      await database.query(
        `insert into entry (device_id, epoch, seq, received_day, wall_at, lane_id, direction, reader_kind, code_kind, verification,
           verdict, reasons, previous_hash, hash, detail)
         values ($1::uuid, $2, $3, $4::date, now(), 'lane-1', 'in', 'serial', 'card', 'none', 'admit', '{}', '', $5, '{}')`,
        [device, TEST_EPOCH, seq, day, String(seq).repeat(64)],
      );
    }
  }
}, 240_000);
afterAll(() => served.close());

test('two that drop the same days at once leave one receipt each day, with the units and where each chain stood', async () => {
  const { database, secret } = served;
  const before = '2026-10-03';
  const dropped = await Promise.all([
    purgeBefore(database, secret, before, 'keep-days:31'),
    purgeBefore(database, secret, before, 'keep-days:31'),
  ]);
  expect(dropped.flat().map(({ day, entries }) => [day, entries])).toEqual([
    ['2026-10-01', 4],
    ['2026-10-02', 2],
  ]);
  const heads = await database.query(
    `select device_id::text as device, receipt_id::int as receipt, first_seq::int as first, last_seq::int as last, last_hash as hash
     from purge_head order by receipt_id, last_seq desc`,
  );
  expect(heads).toEqual([
    { device: gates[0], receipt: 1, first: 1, last: 3, hash: '3'.repeat(64) },
    { device: gates[1], receipt: 1, first: 1, last: 1, hash: '1'.repeat(64) },
    { device: gates[0], receipt: 2, first: 4, last: 5, hash: '5'.repeat(64) },
  ]);
  expect(await verifyReceipts(database, secret)).toEqual({ receipts: 2, brokenReceipts: 0 });
});

test('receipts are read page by page, and of each no more than the own unit', async () => {
  const operator = await served.signedIn(await served.account('operator', ['operator']));
  const read = async (beforeId: number | null) =>
    (await operator.call('receipts.list', { beforeId, limit: 1 })).body.receipts;
  const [newest] = await read(null);
  expect(newest).toMatchObject({ id: 2, day: '2026-10-02', rule: 'keep-days:31', entries: 2, heads: 1 });
  const [oldest] = await read(2);
  expect(oldest).toMatchObject({ id: 1, entries: 4 });
  expect(oldest?.units).toHaveLength(2);
  expect(await read(1)).toEqual([]);
  const local = await served.signedIn(await served.account('privacy.hue', ['privacy'], ['Huế']));
  const seen = (await local.call('receipts.list', { beforeId: null, limit: 10 })).body.receipts;
  expect(seen.map(({ entries }) => entries)).toEqual([2, 3]);
  expect(JSON.stringify(seen)).not.toContain('Hà Nội');
});

test('a receipt that was changed, taken away, or whose heads are others, is found, though the locks were taken off', async () => {
  const { database, secret } = served;
  for (const statement of [
    'update purge_receipt set entries = 0',
    'delete from purge_receipt',
    'truncate purge_receipt',
  ]) {
    await expect(database.query(statement), statement).rejects.toThrow(/only ever added to/);
  }
  const broken = async () => (await verifyReceipts(database, secret)).brokenReceipts;
  // Another key: whoever has the database alone cannot write the chain anew.
  expect((await verifyReceipts(database, consoleSecret('k'.repeat(43), ''))).brokenReceipts).toBe(2);
  await database.query('update purge_head set last_seq = 9 where receipt_id = 2');
  expect(await broken()).toBe(1);
  await database.query('update purge_head set last_seq = 5 where receipt_id = 2');
  expect(await broken()).toBe(0);
  await database.query('alter table purge_receipt disable trigger all');
  await database.query('update purge_receipt set entries = 3 where id = 1');
  expect(await broken()).toBe(1);
  await database.query('update purge_receipt set entries = 4 where id = 1');
  await database.query('delete from purge_receipt where id = 2');
  expect(await broken()).toBe(1);
});
