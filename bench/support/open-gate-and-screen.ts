/** How does a bench watch a gate from inside and its screen from outside at once? */

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { startLoopbackServer } from '../../src-main/host/loopback-server.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../test/support/chromium.ts';
import { PROJECT_DIR } from '../../test/support/run-process.ts';

/** The real gate over `dataDir` with one serial reader; its collector is set by the bench. */
export function openWatchedGate(dataDir: string, serialPath: string): OpenedGate {
  const opened = openGate({
    dataDir,
    version: 'bench',
    extraReaders: (settings) => [
      { kind: 'serial', id: 'serial-bench', laneId: settings.lanes[0]?.id ?? '', path: serialPath, baudRate: 115200 },
    ],
    isAttended: true,
    log: () => undefined,
    random: Math.random,
  });
  if (opened.type === 'refused') throw new Error(`the gate did not open: ${opened.room} ${opened.reason}`);
  return opened.gate;
}

/** What the screen painted, on the clock of `nowMs`. */
export type Painted = { readonly seq: number | null; readonly verdict: string; readonly atMs: number };
/** A code that the camera read: when its frame was taken, and the next verdict that was painted. */
export type CameraPainted = { readonly takenAtMs: number; readonly paintedAtMs: number };

export type Screen = {
  readonly page: Page;
  /** Resolves with the painting of the entry `seq`. */
  readonly painted: (seq: number) => Promise<Painted>;
  /** Everything painted since the screen was opened, oldest first. */
  readonly allPainted: () => Promise<Painted[]>;
  readonly cameraPainted: () => Promise<CameraPainted[]>;
  readonly close: () => Promise<void>;
};

declare global {
  var benchPainted: Painted[];
  var benchCamera: CameraPainted[];
  var benchPaintingOf: (seq: number) => Promise<Painted>;
}

/** The real screen in Chromium over the loopback server; `filmPath` is what its camera sees, `null` = no camera. */
export async function openScreen(gate: OpenedGate, filmPath: string | null): Promise<Screen> {
  const server = await startLoopbackServer({
    gate,
    rendererDir: join(PROJECT_DIR, 'dist/renderer'),
    host: '127.0.0.1',
    port: 0,
  });
  const film =
    filmPath === null ? [] : [`--use-file-for-fake-video-capture=${filmPath}`, '--use-fake-device-for-media-stream'];
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...CHROMIUM_FLAGS, '--use-fake-ui-for-media-stream', ...film],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(recordPaintings);
  await page.goto(server.address);
  await page.waitForFunction(() => document.querySelector('[data-screen="gate"]') !== null);
  return {
    page,
    painted: (seq) => page.evaluate((wanted) => globalThis.benchPaintingOf(wanted), seq),
    allPainted: () => page.evaluate(() => globalThis.benchPainted),
    cameraPainted: () => page.evaluate(() => globalThis.benchCamera),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** Runs in the page before its own scripts. */
function recordPaintings(): void {
  globalThis.benchPainted = [];
  globalThis.benchCamera = [];
  const awaited = new Map<number, (painted: Painted) => void>();
  // Waits for the event: to ask every frame would keep the page painting.
  globalThis.benchPaintingOf = (seq) =>
    new Promise((resolve) => {
      const found = globalThis.benchPainted.find((each) => each.seq === seq);
      if (found === undefined) awaited.set(seq, resolve);
      else resolve(found);
    });
  let takenAtMs: number | null = null;
  addEventListener('gate:camera-code', (event) => {
    takenAtMs = performance.timeOrigin + (event as CustomEvent<{ takenAtMs: number }>).detail.takenAtMs;
  });
  addEventListener('gate:verdict-painted', (event) => {
    const { seq, verdict, paintedAtMs } = (
      event as CustomEvent<{ seq: number | null; verdict: string; paintedAtMs: number }>
    ).detail;
    const atMs = performance.timeOrigin + paintedAtMs;
    globalThis.benchPainted.push({ seq, verdict, atMs });
    awaited.get(seq ?? 0)?.({ seq, verdict, atMs });
    awaited.delete(seq ?? 0);
    if (takenAtMs !== null) globalThis.benchCamera.push({ takenAtMs, paintedAtMs: atMs });
    takenAtMs = null;
  });
}
