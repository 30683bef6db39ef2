/** Do imported lists count at once, stay fresh by themselves, and tell when they are old? */

import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TrustDesk } from '../../../src-main/gate/trust-desk.ts';
import { openTrustDesk } from '../../../src-main/gate/trust-desk.ts';
import { testSigner } from '../../support/credentials/sign-cose.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const HOUR_MS = 3_600_000;
const signer = testSigner('ES256');
const PEM = `-----BEGIN PUBLIC KEY-----\n${signer.spki}\n-----END PUBLIC KEY-----\n`;

function standAt(folder: string, clock = { nowUtcMs: Date.UTC(2026, 10, 23) }) {
  const changes = { count: 0 };
  const logged: string[] = [];
  const desk = openTrustDesk({
    folder,
    nowUtcMs: () => clock.nowUtcMs,
    isAttended: true,
    onChange: () => {
      changes.count += 1;
    },
    log: (event) => logged.push(event),
  });
  onTestFinished(() => desk.close());
  return { desk, clock, changes, logged };
}

function importPem(desk: TrustDesk) {
  return desk.calls.importTrust({ from: 'file', name: 'eu-dcc/a.pem', base64: Buffer.from(PEM).toString('base64') });
}

describe('a gate with an imported list', () => {
  test('believes its keys at once, and after a restart', async () => {
    const folder = join(temporaryDir(), 'trust');
    const { desk, changes } = standAt(folder);
    expect(desk.status()).toEqual({ state: 'none', oldestAtUtcMs: null });
    expect(await importPem(desk)).toMatchObject([{ type: 'imported', form: 'pem', keys: 1 }]);
    expect(desk.trust().keysOf('eu-dcc')).toHaveLength(1);
    expect(changes.count).toBe(1);
    expect(standAt(folder).desk.trust().keysOf('eu-dcc')).toHaveLength(1);
  });

  test('says when the list is older than the venue wants', async () => {
    const { desk, clock } = standAt(join(temporaryDir(), 'trust'));
    await importPem(desk);
    clock.nowUtcMs += 24 * HOUR_MS;
    expect(desk.status().state).toBe('fresh');
    clock.nowUtcMs += 1;
    expect(desk.status().state).toBe('stale');
    expect(desk.calls.listTrust()).toMatchObject([{ isStale: true }]);
    desk.apply({ staleAfterHours: 48, urls: [] });
    expect(desk.status().state).toBe('fresh');
  });

  test('keeps the last good list when a bad one comes', async () => {
    const { desk } = standAt(join(temporaryDir(), 'trust'));
    await importPem(desk);
    const base64 = Buffer.from('no list at all').toString('base64');
    expect(await desk.calls.importTrust({ from: 'file', name: 'eu-dcc/a.pem', base64 })).toMatchObject([
      { type: 'refused' },
    ]);
    expect(desk.trust().keysOf('eu-dcc')).toHaveLength(1);
  });

  test('takes lists from a folder, and says which place it cannot open', async () => {
    const dir = temporaryDir();
    mkdirSync(join(dir, 'usb', 'eu-dcc'), { recursive: true });
    writeFileSync(join(dir, 'usb', 'eu-dcc', 'a.pem'), PEM);
    const { desk } = standAt(join(dir, 'trust'));
    const place = join(dir, 'usb');
    expect(await desk.calls.importTrust({ from: 'place', place })).toMatchObject([{ type: 'imported', keys: 1 }]);
    expect(await desk.calls.importTrust({ from: 'place', place: join(dir, 'gone') })).toMatchObject([
      { type: 'refused', reason: 'cannot-read' },
    ]);
    expect(await desk.calls.importTrust({ from: 'place', place: 'http://trust.example/list' })).toMatchObject([
      { type: 'refused', reason: 'not-https' },
    ]);
  });

  test('fetches lists with an address by itself', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(PEM);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
    const { port } = server.address() as AddressInfo;
    const { desk, logged } = standAt(join(temporaryDir(), 'trust'));
    desk.apply({ staleAfterHours: 24, urls: [`http://127.0.0.1:${port}/eu-dcc/keys.pem`] });
    await expect.poll(() => desk.trust().keysOf('eu-dcc').length).toBe(1);
    desk.apply({ staleAfterHours: 12, urls: [`http://127.0.0.1:${port}/eu-dcc/keys.pem`] });
    // The same addresses are no reason to ask again.
    await delay(300);
    expect(asked).toEqual(['/eu-dcc/keys.pem']);
    expect(logged).toEqual(['list-fetched']);
  });
});
