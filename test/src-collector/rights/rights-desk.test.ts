/** Is a person found by tags alone, copied, taken out once with a receipt, and kept where a trace rests on it, each by who may? */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDays } from '../../../src-collector/days/partitions.ts';
import { TEST_EPOCH } from '../../support/memory-outbox.ts';
import type { Browser, TestConsole } from '../../support/served-console.ts';
import { openTestConsole } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';
import { cameTo, gateIn } from './rights-world.ts';

const DAY_MS = 86_400_000;
const AN = 'a'.repeat(64);
const BINH = 'b'.repeat(64);
let served: TestConsole;
let officer: Browser;
let local: Browser;
let gates: readonly [hue: string, hanoi: string];
const dataDir = suiteDir();

beforeAll(async () => {
  served = await openTestConsole(dataDir);
  const { database } = served;
  await makeDays(database);
  gates = [await gateIn(database, ['Huế', 'Phường Một'], 'Xưởng Huế'), await gateIn(database, ['Hà Nội'], 'Bến xe')];
  await cameTo(database, gates[0], [
    { seq: 1, tag: AN, sealed: 'c2VhbGVk' },
    { seq: 2, tag: BINH, sealed: 'c2VhbGVk' },
    { seq: 3, tag: AN },
    { seq: 4, tag: null },
  ]);
  await cameTo(database, gates[1], [
    { seq: 1, tag: AN, sealed: 'c2VhbGVk' },
    { seq: 2, tag: BINH },
  ]);
  officer = await served.signedIn(await served.account('privacy', ['privacy']));
  local = await served.signedIn(await served.account('privacy.hue', ['privacy'], ['Huế']));
}, 240_000);
afterAll(() => served.close());

async function register(
  kind: 'copy' | 'correct' | 'restrict' | 'erase',
  by = officer,
  daysAgo = 0,
  reference = `CV-${kind}`,
): Promise<string> {
  const receivedAtUtcMs = Date.now() - daysAgo * DAY_MS;
  const asked = { kind, receivedAtUtcMs, identifiedBy: 'paper-seen' as const, reference };
  return (await by.call('rights.register', asked)).body.requestId;
}

test('a reference that is a number, an unknown kind and another key are refused at the door', async () => {
  const good = { kind: 'copy', receivedAtUtcMs: Date.now(), identifiedBy: 'paper-seen', reference: 'CV-1' } as const;
  for (const bad of [{ reference: '001099000000' }, { reference: '001-099-000-000' }, { kind: 'all' }, { name: 'A' }]) {
    expect((await officer.call('rights.register', { ...good, ...bad } as typeof good)).body.reason).toBe('malformed');
  }
  const requestId = await register('restrict');
  const reason = 'số 001 099 000 000';
  expect((await officer.call('rights.step', { requestId, step: 'refused', reason })).body.reason).toBe('malformed');
  expect((await officer.call('rights.step', { requestId, step: 'refused', reason: null })).body.reason).toBe(
    'malformed',
  );
});

test('what is overdue stands first, a longer time has a reason, and what was done stays', async () => {
  const [late, next, later] = [
    await register('copy', officer, 12, 'CV-late'),
    await register('copy', officer, 1, 'CV-next'),
    await register('erase', officer, 1, 'CV-later'),
  ];
  for (const requestId of [next, later])
    await officer.call('rights.step', { requestId, step: 'answered', reason: null });
  const { requests } = (await officer.call('rights.list', { which: 'open' })).body;
  const order = requests.map(({ requestId }) => requestId).filter((id) => [late, next, later].includes(id));
  expect(order).toEqual([late, next, later]);
  expect(requests.find(({ requestId }) => requestId === late)).toMatchObject({
    isOverdue: true,
    isAnswerOverdue: true,
  });

  const step = async (requestId: string, taken: 'answered' | 'extended' | 'done', reason: string | null = null) =>
    (await officer.call('rights.step', { requestId, step: taken, reason })).body.reason;
  expect(await step(next, 'answered')).toBe('already-answered');
  expect(await step(next, 'extended', 'nhiều nơi giữ')).toBe('no-extension');
  const before = requests.find(({ requestId }) => requestId === later)?.doneDueUtcMs ?? 0;
  expect(await step(later, 'extended', 'bên xử lý ở xa')).toBeUndefined();
  expect(await step(later, 'extended', 'lần nữa')).toBe('already-extended');
  expect(await step(later, 'done')).toBeUndefined();
  expect(await step(later, 'done')).toBe('closed');
  const shown = (await officer.call('rights.show', { requestId: later })).body;
  expect(shown.request.doneDueUtcMs).toBe(before + 10 * DAY_MS);
  expect(shown.steps.map(({ step: each, reason }) => [each, reason])).toEqual([
    ['answered', null],
    ['extended', 'bên xử lý ở xa'],
    ['done', null],
  ]);
  expect(
    (await officer.call('rights.list', { which: 'closed' })).body.requests.map(({ requestId }) => requestId),
  ).toContain(later);
  await expect(served.database.query('delete from rights_step')).rejects.toThrow(/only ever added to/);
});

test('holidays move the first answer, and are one calendar for all', async () => {
  const requestId = await register('copy', officer, 0, 'CV-tet');
  const due = async () => (await officer.call('rights.show', { requestId })).body.request.answerDueUtcMs;
  const before = await due();
  const days = Array.from({ length: 30 }, (_, index) =>
    new Date(Date.now() + 7 * 3_600_000 + index * DAY_MS).toISOString().slice(0, 10),
  );
  expect((await local.call('rights.setHolidays', { days })).body.reason).toBe('beyond-unit');
  expect((await officer.call('rights.setHolidays', { days })).status).toBe(200);
  expect(await due()).toBeGreaterThan(before + 20 * DAY_MS);
  expect((await officer.call('rights.holidays', {})).body.days).toEqual(days);
  await officer.call('rights.setHolidays', { days: [] });
  expect(await due()).toBe(before);
});

test('a person is found where they came, by tags, within the own unit alone, and the copy is sealed', async () => {
  const requestId = await register('copy');
  const found = (await officer.call('rights.find', { requestId, tags: [AN] })).body;
  expect(found).toMatchObject({ entries: 3, sealed: 2, heldByCases: 0 });
  expect(found.places.map(({ venue, entries }) => [venue, entries])).toEqual([
    ['Xưởng Huế', 2],
    ['Bến xe', 1],
  ]);
  const localId = await register('copy', local);
  expect((await local.call('rights.find', { requestId: localId, tags: [AN] })).body).toMatchObject({ entries: 2 });
  // Another unit's request is not there.
  expect((await local.call('rights.find', { requestId, tags: [AN] })).status).toBe(404);
  expect((await officer.call('rights.find', { requestId, tags: ['f'.repeat(64)] })).body).toMatchObject({ entries: 0 });

  const { file } = (await officer.call('rights.copy', { requestId, tags: [AN] })).body;
  expect(file).toMatchObject({ format: 'gac-cong copy 1', reference: 'CV-copy', isCut: false });
  expect(file.entries.map(({ sealed }) => sealed !== null).sort()).toEqual([false, true, true]);
  expect(JSON.stringify(file)).not.toContain(AN);
  const none = await officer.call('rights.copy', { requestId, tags: ['f'.repeat(64)] });
  expect(none.body.reason).toBe('nothing-found');
  expect((await officer.call('rights.erase', { requestId, tags: [AN] })).body.reason).toBe('other-kind');
});

test('who is taken out is out, once, with a receipt, and nobody else; while a trace rests on it, not yet', async () => {
  const { database } = served;
  const requestId = await register('erase');
  await database.query(
    `insert into trace_case (case_id, purpose, legal_basis, asked_by, asked_name, asked_role, from_at, to_at, parameters, counts)
     values (gen_random_uuid(), 'thử', 'thử', 'a', 'a', 'tracer', now(), now(), '{}', '{}')`,
  );
  await database.query(
    `insert into trace_result (device_id, case_id, epoch, seq, kind, place)
     select $1::uuid, case_id, $2, 3, 'contact', 1 from trace_case`,
    [gates[0], TEST_EPOCH],
  );
  expect((await officer.call('rights.find', { requestId, tags: [AN] })).body).toMatchObject({ heldByCases: 1 });
  const held = await officer.call('rights.erase', { requestId, tags: [AN] });
  expect([held.status, held.body.reason]).toEqual([409, 'held-by-trace']);
  await database.query(`update trace_case set state = 'refused'`);

  const { receipt } = (await officer.call('rights.erase', { requestId, tags: [AN] })).body;
  expect(receipt).toMatchObject({ entries: 3, erasedName: 'privacy' });
  expect(receipt.places.map(({ venue, entries }) => [venue, entries])).toEqual([
    ['Xưởng Huế', 2],
    ['Bến xe', 1],
  ]);
  const rows = await database.query<{ seq: number; whole: string; erased: boolean }>(
    'select seq::float8 as seq, entry::text as whole, erased_at is not null as erased from entry where device_id = $1::uuid order by seq',
    [gates[0]],
  );
  expect(rows.map(({ erased }) => erased)).toEqual([true, false, true, false]);
  for (const { whole, erased } of rows)
    expect(whole.includes(AN) || (erased && whole.includes('c2VhbGVk'))).toBe(false);
  expect((await officer.call('rights.erase', { requestId, tags: [AN] })).body.reason).toBe('nothing-found');
  const { receipts, steps } = (await officer.call('rights.show', { requestId })).body;
  expect(receipts).toEqual([receipt]);
  expect(steps.map(({ step }) => step)).toEqual(['found', 'erase-held', 'erased']);
  await expect(database.query('update rights_receipt set entries = 0')).rejects.toThrow(/only ever added to/);

  // Noted before it was done, and nobody is named.
  const { rows: audit } = (await officer.call('audit.list', { beforeId: null, limit: 200 })).body;
  const outcomes = audit.filter(({ call }) => call === 'rights.erase').map(({ outcome }) => outcome);
  expect(outcomes.reverse().slice(0, 3)).toEqual(['begun', 'noted', 'other-kind']);
  expect(JSON.stringify(audit)).not.toContain(AN);
});

test('nothing of a request says who it was: neither tags nor names stand in the register', async () => {
  const tables = ['rights_request', 'rights_step', 'rights_receipt'];
  for (const table of tables) {
    const rows = await served.database.query<{ text: string }>(`select whole::text as text from ${table} as whole`);
    expect(rows.length, table).toBeGreaterThan(0);
    expect(rows.map(({ text }) => text).join('\n')).not.toMatch(/[ab]{64}/);
  }
});
