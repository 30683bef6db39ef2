/** How long from the start of the program until its screen says that the lane is ready, and a scan is answered? */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { _electron, chromium } from 'playwright-core';
import { findChromium } from '../../test/support/chromium.ts';
import { electronDist, startDisplay } from '../../test/support/electron-runtime.ts';
import { freePort } from '../../test/support/free-port.ts';
import type { PtyPair } from '../../test/support/pty-pair.ts';
import { PROJECT_DIR } from '../../test/support/run-process.ts';
import { nextCard } from './fake-cards.ts';
import { nowMs } from './statistics.ts';

export type ColdStarts = {
  /** Milliseconds from the start of the process; `null` where this machine has no such shell. */
  readonly kiosk: readonly number[] | null;
  readonly electron: readonly number[] | null;
};

type Place = { readonly dataDir: string; readonly pty: PtyPair };

const NODE = process.execPath;
const READY_WITHIN_MS = 60_000;

/** Each shell `times` times, one after the other, on the log of `place`, whose settings name its serial reader and no camera. */
export async function measureColdStarts(place: Place, times: number): Promise<ColdStarts> {
  return {
    kiosk: findChromium() === null ? null : await repeat(times, () => startKiosk(place)),
    electron: electronDist() === null ? null : await repeat(times, () => startElectron(place)),
  };
}

async function repeat(times: number, work: () => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < times; index += 1) all.push(Math.round(await work()));
  return all;
}

/** The kiosk as a venue starts it: core, server and a full-screen browser, on a display of its own. The first start finds no profile. */
async function startKiosk({ dataDir, pty }: Place): Promise<number> {
  const display = await startDisplay();
  const port = await freePort();
  // The product starts its browser itself; this only lets us look into the page.
  const browserPath = join(dataDir, 'browser-with-tools');
  writeFileSync(browserPath, `#!/bin/sh\nexec '${findChromium()}' --remote-debugging-port=${port} "$@"\n`);
  chmodSync(browserPath, 0o700);
  const startedAtMs = nowMs();
  const kiosk = spawn(NODE, ['src-main/host/kiosk.ts'], {
    cwd: PROJECT_DIR,
    env: { ...environment(dataDir), DISPLAY: display.name, GATE_BROWSER: browserPath },
    stdio: 'ignore',
  });
  try {
    const browser = await connect(port);
    const page = await firstPage(() => browser.contexts().flatMap((context) => context.pages()));
    return (await readyAtMs(page, pty)) - startedAtMs;
  } finally {
    const exit = once(kiosk, 'exit');
    kiosk.kill();
    await exit;
    await display.stop();
  }
}

async function startElectron({ dataDir, pty }: Place): Promise<number> {
  const display = await startDisplay();
  const startedAtMs = nowMs();
  const app = await _electron.launch({
    executablePath: join(electronDist() ?? '', 'electron'),
    args: [join(PROJECT_DIR, 'dist/electron/main.cjs'), '--no-sandbox', '--disable-gpu'],
    cwd: PROJECT_DIR,
    env: { ...environment(dataDir), DISPLAY: display.name, GATE_CORE_NODE: NODE },
  });
  try {
    return (await readyAtMs(await app.firstWindow(), pty)) - startedAtMs;
  } finally {
    await app.close();
    await display.stop();
  }
}

/**
 * When the page showed a lane that can be scanned at; then somebody is scanned, because a screen can say anything.
 * A look every few milliseconds, so the answer is late by as much.
 */
async function readyAtMs(page: Page, pty: PtyPair): Promise<number> {
  const handle = await page.waitForFunction(
    () => {
      const lane = document.querySelector('[data-screen="gate"] [data-testid="lane"]');
      const reader = document.querySelector('[data-note="reader serial-1"][data-tone="well"]');
      const isReady = lane !== null && reader !== null && lane.querySelector('[data-trouble]') === null;
      return isReady ? performance.timeOrigin + performance.now() : null;
    },
    null,
    { polling: 5, timeout: READY_WITHIN_MS },
  );
  const atMs = (await handle.jsonValue()) as number;
  await pty.write(Buffer.from(`${nextCard()}\r`, 'utf8'));
  await page.locator('[data-testid="verdict"][data-verdict="admit"]').waitFor({ timeout: READY_WITHIN_MS });
  return atMs;
}

async function connect(port: number): ReturnType<typeof chromium.connectOverCDP> {
  const giveUpMs = nowMs() + READY_WITHIN_MS;
  for (;;) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    } catch (error) {
      if (nowMs() > giveUpMs) throw error;
      await delay(20); // Not started yet.
    }
  }
}

async function firstPage(pages: () => readonly Page[]): Promise<Page> {
  const giveUpMs = nowMs() + READY_WITHIN_MS;
  for (;;) {
    const page = pages().find((each) => each.url().startsWith('http'));
    if (page !== undefined) return page;
    if (nowMs() > giveUpMs) throw new Error('the browser showed no page');
    await delay(10);
  }
}

function environment(dataDir: string): Record<string, string> {
  const own = { GATE_DATA_DIR: dataDir, GATE_PORT: '' };
  return Object.fromEntries(
    Object.entries({ ...process.env, ...own }).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
