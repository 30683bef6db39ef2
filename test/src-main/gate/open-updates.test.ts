/** When does a gate say that the version it runs is well? */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import type { ReaderStatus } from '../../../src-main/contract/status-api.ts';
import { openUpdates } from '../../../src-main/gate/open-updates.ts';
import { keepBeforeUpdate, readSettings, writeSettings } from '../../../src-main/gate/settings-file.ts';
import { isWell } from '../../../src-main/update/update-folder.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

type Part = { screens?: number; isLogFailing?: boolean; readers?: readonly ReaderStatus[]; opensScreen?: boolean };

function opened(part: () => Part, root = temporaryDir()): { root: string } {
  const { venue, network, updates } = defaultSettings();
  const rooms = openUpdates(
    {
      root,
      startId: 'this-start',
      platform: 'linux-x64-kiosk',
      opensScreen: part().opensScreen ?? true,
      restart: () => undefined,
      wellAfterMs: 60,
      paceMs: 60_000,
    },
    {
      dataDir: root,
      version: '1.0.0',
      device: 'device',
      digest: () => '00000000',
      settings: () => ({ updates, network, hours: venue.hours }),
      nowUtcMs: Date.now,
      isClockSure: () => true,
      lastPassedAtUtcMs: () => null,
      lastUsedAtUtcMs: () => null,
      readers: () => part().readers ?? [],
      screens: () => part().screens ?? 1,
      isLogFailing: () => part().isLogFailing ?? false,
      onChange: () => undefined,
      env: {},
      log: () => undefined,
    },
  );
  onTestFinished(() => rooms.close());
  return { root };
}

function reader(id: string, state: ReaderStatus['state']): ReaderStatus {
  const health = { sinceUtcMs: 0, codes: 0, halfCodes: 0, babbledCodes: 0, decodeWarnings: 0 };
  return { id, laneId: 'lane-1', kind: 'serial', state, trouble: null, lastReadingAtUtcMs: null, port: null, health };
}

test('once log, screen and the readers of before are there, for a while and without a break', async () => {
  let now: Part = { screens: 0 };
  const root = temporaryDir();
  writeFileSync(join(root, 'readers.json'), JSON.stringify({ ready: ['serial-1'] }));
  opened(() => now, root);
  const notYet: Part[] = [
    { screens: 0 },
    { isLogFailing: true },
    { readers: [reader('serial-1', 'lost'), reader('serial-2', 'ready')] },
  ];
  for (now of notYet) {
    await delay(150);
    expect(isWell(root, 'this-start')).toBe(false);
  }
  // One that was not ready before the update says nothing against it.
  now = { readers: [reader('serial-1', 'ready'), reader('serial-2', 'lost')] };
  await expect.poll(() => isWell(root, 'this-start')).toBe(true);
  expect(isWell(root, 'another-start')).toBe(false);
});

test('a gate that is to have no screen needs none', async () => {
  const { root } = opened(() => ({ screens: 0, opensScreen: false }));
  await expect.poll(() => isWell(root, 'this-start')).toBe(true);
});

test('a screen that somebody else opens is waited for where one was there before, and not where none was', async () => {
  const root = temporaryDir();
  let screens = 0;
  writeFileSync(join(root, 'readers.json'), JSON.stringify({ ready: [], screen: true }));
  opened(() => ({ screens, opensScreen: false }), root);
  await delay(150);
  expect(isWell(root, 'this-start')).toBe(false);
  screens = 1;
  await expect.poll(() => isWell(root, 'this-start')).toBe(true);
});

test('without a launcher it says so, and does nothing', async () => {
  const updates = openUpdates(undefined, {} as never);
  expect(updates.status().state).toBe('not-managed');
  updates.lookSoon();
  updates.takeNow();
  await updates.close();
});

test('settings that a newer version left unreadable are those of before it; the file itself is kept', () => {
  const dir = temporaryDir();
  const before = { ...defaultSettings(), venue: { ...defaultSettings().venue, name: 'Nhà máy thử' } };
  writeSettings(dir, before);
  keepBeforeUpdate(dir);
  const left = JSON.stringify({ ...before, ofTheFuture: true });
  writeFileSync(join(dir, 'settings.json'), left);
  expect(readSettings(dir)).toEqual({ settings: before, state: 'unreadable' });
  expect(readFileSync(join(dir, 'settings.json'), 'utf8')).toBe(left);
});
