/** Does a breach say who, what and how many, no more than the own unit, and until when it must be told? */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDays } from '../../../src-collector/days/partitions.ts';
import type { Browser, TestAccount, TestConsole } from '../../support/served-console.ts';
import { openTestConsole } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';
import { cameTo, gateIn } from './rights-world.ts';

const HOUR_MS = 3_600_000;
let served: TestConsole;
let officer: Browser;
let local: Browser;
let tracer: TestAccount;
let gates: readonly [string, string];
const dataDir = suiteDir();
const WINDOW = { fromUtcMs: Date.now() - HOUR_MS, toUtcMs: Date.now() + HOUR_MS, covers: 'arrived' as const };
const everywhere = { kind: 'unit' as const, unit: [] as string[] };

beforeAll(async () => {
  served = await openTestConsole(dataDir);
  const { database } = served;
  await makeDays(database);
  gates = [await gateIn(database, ['Huế'], 'Xưởng Huế'), await gateIn(database, ['Hà Nội'], 'Bến xe')];
  await cameTo(database, gates[0], [
    { seq: 1, tag: 'a'.repeat(64), sealed: 'c2VhbGVk' },
    { seq: 2, tag: 'a'.repeat(64), sealed: 'c2VhbGVk' },
    { seq: 3, tag: 'b'.repeat(64) },
    { seq: 4, tag: null },
  ]);
  await cameTo(database, gates[1], [{ seq: 1, tag: 'a'.repeat(64) }]);
  officer = await served.signedIn(await served.account('privacy', ['privacy']));
  local = await served.signedIn(await served.account('privacy.hue', ['privacy'], ['Huế']));
  tracer = await served.account('tracer', ['tracer']);
}, 240_000);
afterAll(() => served.close());

test('how many entries, how many persons, which fields, where, and who did what meanwhile', async () => {
  const browser = await served.signedIn(tracer);
  await browser.call('trace.decide', { caseId: crypto.randomUUID(), decision: 'approve' });
  const { counts } = (await officer.call('breach.query', { ...WINDOW, scope: everywhere })).body;
  expect(counts).toMatchObject({
    entries: 5,
    persons: 3,
    personsBy: 'exact',
    fields: { sealed: 2, masked: 1, taggedOnly: 2, nobody: 0 },
    isVenuesCut: false,
  });
  expect(counts.venues.map(({ venue, entries }) => [venue, entries])).toEqual([
    ['Xưởng Huế', 4],
    ['Bến xe', 1],
  ]);
  expect(counts.accesses).toContainEqual({ by: 'tracer', call: 'trace.decide', outcome: 'unknown-case', times: 1 });
  const none = { ...WINDOW, fromUtcMs: Date.now() - 9 * HOUR_MS, toUtcMs: Date.now() - 8 * HOUR_MS };
  expect((await officer.call('breach.query', { ...none, scope: everywhere })).body.counts.entries).toBe(0);
  const held = { ...WINDOW, fromUtcMs: Date.now() + HOUR_MS / 2, covers: 'held' as const };
  expect((await officer.call('breach.query', { ...held, scope: everywhere })).body.counts.entries).toBe(5);
});

test('by gate, by venue, by account and by token, and nobody beyond the own unit', async () => {
  const entriesOf = async (scope: Parameters<typeof query>[0]) => (await query(scope)).body.counts.entries;
  const query = (scope: typeof everywhere | { kind: 'gate'; device: string } | { kind: 'venue'; venueId: string }) =>
    officer.call('breach.query', { ...WINDOW, scope });
  expect(await entriesOf({ kind: 'gate', device: gates[1] })).toBe(1);
  const [venue] = await served.database.query<{ id: string }>(
    'select venue_id as id from gate_profile where device_id = $1::uuid',
    [gates[0]],
  );
  expect(await entriesOf({ kind: 'venue', venueId: venue?.id ?? '' })).toBe(4);
  const byAccount = { ...WINDOW, scope: { kind: 'account' as const, id: tracer.id } };
  const counts = (await officer.call('breach.query', byAccount)).body.counts;
  expect(counts.entries).toBe(0);
  expect([...new Set(counts.accesses.map(({ by }) => by))]).toEqual(['tracer']);
  const token = { ...WINDOW, scope: { kind: 'token' as const, id: 999 } };
  expect((await officer.call('breach.query', token)).body.reason).toBe('unknown');

  expect((await local.call('breach.query', { ...WINDOW, scope: everywhere })).body.reason).toBe('beyond-unit');
  expect((await local.call('breach.query', byAccount)).body.reason).toBe('unknown');
  const other = await local.call('breach.query', { ...WINDOW, scope: { kind: 'gate', device: gates[1] } });
  expect(other.body.counts).toMatchObject({ entries: 0, venues: [] });
  expect(other.body.counts.accesses.map(({ by }) => by)).not.toContain('tracer');
});

test('the 72 hours run from when it was noticed, the counts stay as they were, and the notice says what is known', async () => {
  const said = { ...WINDOW, scope: everywhere, nature: 'mất máy tính của máy thu', measures: null };
  const noticedAtUtcMs = Date.now() - 71 * HOUR_MS;
  const near = (await officer.call('breach.register', { ...said, noticedAtUtcMs })).body.breach;
  expect(near).toMatchObject({ state: 'open', isOverdue: false, notifyDueUtcMs: noticedAtUtcMs + 72 * HOUR_MS });
  const late = (await officer.call('breach.register', { ...said, noticedAtUtcMs: noticedAtUtcMs - 2 * HOUR_MS })).body
    .breach;
  const list = async () => (await officer.call('breach.list', {})).body.breaches;
  expect((await list()).map(({ breachId, isOverdue }) => [breachId, isOverdue])).toEqual([
    [late.breachId, true],
    [near.breachId, false],
  ]);
  expect((await local.call('breach.list', {})).body.breaches).toEqual([]);

  const { form } = (await officer.call('breach.document', { breachId: near.breachId })).body;
  const saidOf = (field: string) => form.find((each) => each.field === field)?.value;
  expect([saidOf('entries'), saidOf('persons'), saidOf('controller')]).toEqual(['5', '<= 3', null]);
  expect(saidOf('venues')).toContain('Xưởng Huế');

  const settle = { breachId: near.breachId, became: 'notified' as const, atUtcMs: Date.now(), reason: null };
  expect((await local.call('breach.settle', settle)).status).toBe(404);
  expect((await officer.call('breach.settle', { ...settle, became: 'not-needed' as const })).body.reason).toBe(
    'malformed',
  );
  expect((await officer.call('breach.settle', settle)).status).toBe(200);
  expect((await officer.call('breach.settle', settle)).body.reason).toBe('closed');
  expect((await list()).map(({ state }) => state)).toEqual(['open', 'notified']);
});
