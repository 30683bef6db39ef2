/** Does the browser kiosk end by its PIN with the status that its supervisor knows, and leave no browser behind, on a desktop and in cage? */

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import { LEFT_EXIT_CODE } from '../../src-main/core/recovery/end-status.ts';
import { openAccessFile } from '../../src-main/gate/access-file.ts';
import { renderersOf } from '../../src-main/host/renderers.ts';
import { hashPin } from '../../src-main/vault/pin-hash.ts';
import { asSomebody, cageEnvironment, somebodysDir, whyNoCage } from '../support/cage.ts';
import { findChromium } from '../support/chromium.ts';
import { connectToKiosk } from '../support/privacy/gate-client.ts';
import { descendantsOf, processes, runningOf } from '../support/processes.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const PIN = '482715';

test('a wrong PIN leaves it where it is, the right one ends it and its browser', async () => {
  const dataDir = temporaryDir();
  await openAccessFile(dataDir).keep({ administrator: await hashPin(PIN), supervisor: null, failures: 0 });
  // A program that stays stands for the browser; the page's part is done here.
  const browser = join(dataDir, 'browser.sh');
  writeFileSync(browser, '#!/bin/sh\nexec sleep 600\n');
  chmodSync(browser, 0o755);
  const kiosk = runProcess(process.execPath, ['src-main/host/kiosk.ts'], {
    GATE_DATA_DIR: dataDir,
    GATE_BROWSER: browser,
  });
  onTestFinished(kiosk.stop);
  await kiosk.waitFor(/the gate is open/, 60_000);
  const entrance = entranceOf(dataDir);
  await expect.poll(() => existsSync(entrance)).toBe(true);
  const family = descendantsOf(kiosk.child.pid ?? 0);
  const limits = family.map(
    (pid) => /^Max core file size\s+(\S+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1],
  );
  expect([...new Set(limits)]).toEqual(['0']);

  const client = await clientOf(dataDir);
  expect(await client.leaveState()).toEqual({ isKiosk: true, isAsked: true, hasBadge: false });
  expect(await client.leaveKiosk({ by: 'pin', pin: '771904' })).toMatchObject({ type: 'wrong' });
  const end = once(kiosk.child, 'exit');
  expect(await client.leaveKiosk({ by: 'pin', pin: PIN })).toEqual({ type: 'left' });
  expect(await end).toEqual([LEFT_EXIT_CODE, null]);
  await expect.poll(() => runningOf(family)).toEqual([]);
});

test('in cage a real browser opens the screen, comes back when it is killed, and goes when somebody leaves', async ({
  skip,
}) => {
  const lacking = whyNoCage() ?? (findChromium() === null ? 'no Chromium here' : null);
  if (lacking !== null) skip(lacking);
  buildIfStale();
  const home = somebodysDir();
  const dataDir = join(home, 'gate');
  const [program, args] = asSomebody(process.execPath, ['src-main/host/kiosk.ts']);
  const kiosk = runProcess(program, args, {
    ...cageEnvironment(home),
    GATE_DATA_DIR: dataDir,
    GATE_CAGE: '/usr/bin/cage',
  });
  onTestFinished(kiosk.stop);
  await kiosk.waitFor(/the gate is open/, 60_000);
  await expect.poll(() => isShown(dataDir), SHOWN).toBe(true);
  // As a page that falls over does: what it knew of people is written nowhere.
  const pages = renderersOf(join(dataDir, 'browser'));
  for (const pid of pages) process.kill(pid, 'SIGSEGV');
  await delay(DUMPED_WITHIN_MS);
  // Not by `readdir`, which fails where the browser takes a folder away meanwhile.
  expect(spawnSync('find', [home, '-name', '*.dmp'], { encoding: 'utf8' })).toMatchObject({ stdout: '' });
  let compositor = 0;
  const findCompositor = (): number => {
    compositor = processes().find(({ parent }) => parent === kiosk.child.pid)?.pid ?? 0;
    return compositor;
  };
  await expect.poll(findCompositor, SHOWN).toBeGreaterThan(0);
  process.kill(compositor, 'SIGKILL');
  const isAnother = (): boolean => {
    const now = renderersOf(join(dataDir, 'browser'));
    return now.length > 0 && !now.some((pid) => pages.includes(pid));
  };
  await expect.poll(isAnother, SHOWN).toBe(true);

  const family = descendantsOf(kiosk.child.pid ?? 0);
  const client = await clientOf(dataDir);
  const end = once(kiosk.child, 'exit');
  expect(await client.leaveKiosk({ by: 'nothing' })).toEqual({ type: 'left' });
  expect(await end).toEqual([LEFT_EXIT_CODE, null]);
  await expect.poll(() => runningOf(family)).toEqual([]);
});

/** By a handler that writes one. */
const DUMPED_WITHIN_MS = 1_500;
const SHOWN = { timeout: 60_000, interval: 100 };

/** The gate hears of its keyboard's reader from the page. */
function isShown(dataDir: string): boolean {
  const path = join(dataDir, 'log', 'gate.log');
  return existsSync(path) && readFileSync(path, 'utf8').includes('"reader":"wedge-1","state":"ready"');
}

function entranceOf(dataDir: string): string {
  return join(dataDir, 'browser', 'enter.html');
}

async function clientOf(dataDir: string): Promise<Awaited<ReturnType<typeof connectToKiosk>>['client']> {
  const address = /url=([^"]+)/.exec(readFileSync(entranceOf(dataDir), 'utf8'))?.[1] ?? '';
  const { client, end } = await connectToKiosk(address);
  onTestFinished(end);
  return client;
}
