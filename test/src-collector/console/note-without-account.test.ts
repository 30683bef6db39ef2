import { afterAll, beforeAll, expect, test } from 'vitest';
import en from '../../../resources/locales/console/en.json' with { type: 'json' };
import vi from '../../../resources/locales/console/vi.json' with { type: 'json' };
import { verifyAuditCommand } from '../../../src-collector/console/account-command.ts';
import { issueSetupCodes } from '../../../src-collector/setup-codes.ts';
import type { TestConsole } from '../../support/served-console.ts';
import { openTestConsole } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';
import { newKeys } from '../test-gate.ts';

let served: TestConsole;
const dataDir = suiteDir();
beforeAll(async () => {
  served = await openTestConsole(dataDir);
});
afterAll(() => served.close());

test('what is done by the page’s key and by a command is in the audit log, in words of both languages, and what was refused is not', async () => {
  const { database, secret, url } = served;
  const { device, publicKeyRaw } = newKeys();
  await database.query('insert into device (device_id, public_key) values ($1::uuid, $2)', [
    device,
    Buffer.from(publicKeyRaw),
  ]);
  const post = (path: string, fields: Record<string, string>, key = 'page') =>
    fetch(url + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie: `collector-page=${key}` },
      redirect: 'manual',
    });
  expect((await post('/setup-code', {}, 'guess')).status).toBe(403);
  expect((await post('/revoke', { device: 'none' })).status).toBe(404);
  expect((await post('/setup-code', {})).status).toBe(200);
  expect((await post('/revoke', { device })).status).toBe(303);
  const order = { purpose: 'visitor', name: '', count: '3', hours: '12', uses: 'once' };
  expect((await post('/passes', { ...order, count: '81' })).status).toBe(400);
  expect((await post('/passes', order)).status).toBe(200);
  const [pass] = await database.query<{ id: string }>('select id from venue_pass limit 1');
  for (const id of [pass?.id ?? '', pass?.id ?? '', 'never-made']) await post('/passes/revoke', { id });
  await issueSetupCodes(
    { count: 2, days: 14 },
    { database, secret, url, name: 'Máy thu', settingsKey: 'a'.repeat(43) },
  );

  const rows = await database.query<{ call: string; detail: string; actor: string }>(
    'select actor_kind as actor, call, detail from console_audit order by id',
  );
  expect(rows.map(({ actor, call, detail }) => [actor, call, JSON.parse(detail)])).toEqual([
    ['page', 'fleet.setupCodes', { codes: 1 }],
    ['page', 'fleet.revoke', { gate: device.slice(0, 8) }],
    ['page', 'pass.issue', { passes: 3, hours: 12 }],
    ['page', 'pass.revoke', { passes: 1 }],
    ['command', 'fleet.setupCodes', { codes: 2, days: 14 }],
  ]);
  for (const { audit } of [vi, en]) {
    for (const { call, detail } of rows) {
      const [area = '', act = ''] = call.split('.');
      expect(audit.area).toHaveProperty(area);
      expect(audit.call).toHaveProperty([area, act]);
      for (const key of Object.keys(JSON.parse(detail))) expect(audit.detail).toHaveProperty(key);
    }
  }
  expect(await verifyAuditCommand(served)).toMatchObject({ status: 0, answer: { broken: 0 } });
});
