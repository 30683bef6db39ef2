/** Do programs read their own unit's entries whole and without persons, and do operators see what waits for other systems? */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerAdapters } from '../../../src-collector/adapters/pass-on.ts';
import { issueApiToken } from '../../../src-collector/console/api-tokens.ts';
import { acceptSecret, expectSameSecret } from '../../../src-collector/console/same-secret.ts';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import { ingest } from '../../../src-collector/ingest.ts';
import { consoleSecret } from '../../../src-collector/secret.ts';
import { TEST_EPOCH } from '../../support/memory-outbox.ts';
import type { TestConsole } from '../../support/served-console.ts';
import { openTestConsole, post } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';
import { entryOf } from '../test-gate.ts';

let served: TestConsole;
const dataDir = suiteDir();
const HUE = ['Huế'];

beforeAll(async () => {
  served = await openTestConsole(dataDir);
  await registerAdapters(served.database, ['so-y-te']);
}, 120_000);
afterAll(() => served.close());

async function gateIn(unit: readonly string[]): Promise<string> {
  const device = randomUUID();
  await served.database.query(
    `insert into gate_profile (device_id, venue_id, venue_kind, venue_name, unit_path) values ($1::uuid, 'v', 'school', 'Trường', $2::text[])`,
    [device, unit],
  );
  return device;
}

async function bring(device: string, from: number, to: number): Promise<void> {
  const entries = Array.from({ length: to - from + 1 }, (_, index) => ({
    ...entryOf(from + index),
    maskedName: 'Trần Thị ***',
    subjectTag: 'd'.repeat(64),
  }));
  await ingest(served.database, { device, epoch: TEST_EPOCH, entries }, device);
}

test('a program reads page by page what arrived in its unit, each once, nothing that is still settling, and no person', async () => {
  const root = await served.account('root', ['operator']);
  const issued = { name: 'máy đọc', scopes: ['entries:read'], unit: HUE, days: 1, issuedBy: root.id } as const;
  const { id, token } = await issueApiToken(served.database, issued);
  const read = async (cursor: string | null, unit = HUE) => {
    const input = JSON.stringify({ unit, cursor, limit: 3 });
    return post(served.url, 'entries.page', input, { authorization: `Bearer ${token}` });
  };
  const [own, other] = [await gateIn([...HUE, 'Phường Một']), await gateIn(['Đà Nẵng'])];
  await bring(own, 1, 7);
  await bring(other, 1, 7);
  expect((await read(null)).body).toEqual({ entries: [], next: null, hasMore: false });
  await served.database.query(`update entry set received_at = received_at - interval '2 minutes'`);
  const seqs: number[] = [];
  let cursor: string | null = null;
  for (;;) {
    const reply = await read(cursor);
    const page = reply.body as CallOutput<'entries.page'>;
    // A gate's own number may have four of a letter in a row.
    expect(JSON.stringify(page).replaceAll(own, '')).not.toMatch(/Trần|dddd/);
    for (const entry of page.entries) expect(entry.device).toBe(own);
    seqs.push(...page.entries.map(({ seq }) => seq));
    cursor = page.next;
    if (!page.hasMore) break;
  }
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7]);
  // What is stored meanwhile comes after, not before.
  await bring(own, 8, 8);
  await served.database.query(`update entry set received_at = now() - interval '61 seconds' where seq = 8`);
  expect(((await read(cursor)).body as CallOutput<'entries.page'>).entries.map(({ seq }) => seq)).toEqual([8]);
  expect((await read('bm9uZQ')).body.reason).toBe('unknown-cursor');
  expect((await read(null, ['Đà Nẵng'])).body.reason).toBe('beyond-unit');
  const notes = await served.database.query(
    `select actor_kind, actor_id, outcome, detail from console_audit where call = 'entries.page' order by id limit 1`,
  );
  expect(notes).toEqual([{ actor_kind: 'token', actor_id: id, outcome: 'noted', detail: '{"entries":3}' }]);
});

test('an operator of everything sees what waits for other systems and sends it again; one of a unit does neither', async () => {
  const operator = await served.signedIn(await served.account('operator', ['operator']));
  const local = await served.signedIn(await served.account('operator.hue', ['operator'], HUE));
  expect((await operator.call('adapters.list', {})).body.adapters).toMatchObject([
    { name: 'so-y-te', waiting: 15, setAside: 0, isAttended: false, takenAtUtcMs: null, aside: [] },
  ]);
  expect((await operator.call('adapters.retry', { name: 'so-y-te' })).body).toEqual({ entries: 0 });
  expect((await operator.call('adapters.retry', { name: 'nobody' })).body.reason).toBe('unknown');
  expect((await local.call('adapters.list', {})).body.reason).toBe('beyond-unit');
  expect((await local.call('adapters.retry', { name: 'so-y-te' })).body.reason).toBe('beyond-unit');
  const document = await (await fetch(`${served.url}/console/api/openapi.json`)).json();
  expect(Object.keys((document as { paths: object }).paths)).toContain('/console/api/entries.page');
});

test('a collector with another key than the first one is told so, until somebody accepts it', async () => {
  const [first, second] = [consoleSecret('a'.repeat(43), dataDir), consoleSecret('b'.repeat(43), dataDir)];
  await expectSameSecret(served.database, first);
  await expectSameSecret(served.database, first);
  await expect(expectSameSecret(served.database, second)).rejects.toThrow(/COLLECTOR_SECRET/);
  await acceptSecret(served.database, second);
  await expectSameSecret(served.database, second);
  await expect(expectSameSecret(served.database, first)).rejects.toThrow(/COLLECTOR_SECRET/);
});
