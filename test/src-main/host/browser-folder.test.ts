/** Is there a folder for the kiosk's browser on a disk that takes nothing? */

import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { browserFolder } from '../../../src-main/host/browser-folder.ts';
import { startKioskBrowser } from '../../../src-main/host/kiosk-browser.ts';
import { smallDisk, whyNoSmallDisk } from '../../support/small-disk.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test('it is the gate’s own, and in memory while the disk is full', ({ skip }) => {
  const lacking = whyNoSmallDisk();
  if (lacking !== null) skip(lacking);
  const [disk, memory] = [smallDisk(4), temporaryDir()];
  expect(browserFolder(disk.dir, memory)).toBe(join(disk.dir, 'browser'));
  disk.fill(0);
  expect(browserFolder(disk.dir, memory)).toBe(join(memory, 'gac-cong-browser'));
  expect(statSync(join(memory, 'gac-cong-browser')).mode & 0o077).toBe(0);
  disk.empty();
  expect(browserFolder(disk.dir, memory)).toBe(join(disk.dir, 'browser'));
  expect(existsSync(join(disk.dir, 'browser', 'has-room'))).toBe(false);
});

test('where neither takes anything it is the gate’s own, and nothing falls over', async () => {
  const dir = temporaryDir();
  // A file in its place: nothing can be put below it.
  writeFileSync(join(dir, 'browser'), '');
  mkdirSync(join(dir, 'memory'));
  writeFileSync(join(dir, 'memory', 'gac-cong-browser'), '');
  const profileDir = browserFolder(dir, join(dir, 'memory'));
  expect(profileDir).toBe(join(dir, 'browser'));
  const waits: number[] = [];
  const browser = startKioskBrowser({
    address: 'http://127.0.0.1:1/enter/x',
    origin: 'http://127.0.0.1:1',
    profileDir,
    browserPath: '/bin/false',
    cagePath: null,
    isWindowed: false,
    startsOn: 'entrance',
    outOfOrderPage: () => 'máy hỏng',
    onRestart: (delayMs) => waits.push(delayMs),
    onHang: () => undefined,
    onQuit: () => undefined,
  });
  onTestFinished(browser.close);
  await expect.poll(() => waits.slice(0, 2), { timeout: 30_000 }).toEqual([500, 1_000]);
});
