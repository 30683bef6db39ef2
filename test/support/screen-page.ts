/** How does a test stand before the guard's screen, with a gate behind it that says what the test wants? */

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { isBuilt } from '../../scripts/build-project.ts';
import type { Gate } from '../../src-main/contract/gate.ts';
import { startLoopbackServer } from '../../src-main/host/loopback-server.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { hearComplaints } from './complaints.ts';
import { PROJECT_DIR } from './run-process.ts';
import { unhurry } from './unhurried.ts';

/** The product's screen, from the sources as they are now: built anew only where the product itself was built from others. */
export async function buildScreen(outDir: string): Promise<void> {
  if (isBuilt()) return cpSync(join(PROJECT_DIR, 'dist', 'renderer'), outDir, { recursive: true });
  await build({
    configFile: false,
    root: join(PROJECT_DIR, 'src-renderer'),
    base: './',
    publicDir: false,
    plugins: [react()],
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'chrome130', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
}

/** A Chromium that always has a camera: it shows the film, or moving colours without any code. */
export function launchChromium(filmPath?: string): Promise<Browser> {
  const film = filmPath === undefined ? [] : [`--use-file-for-fake-video-capture=${filmPath}`];
  return chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...CHROMIUM_FLAGS, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', ...film],
  });
}

export type OpenScreen = {
  readonly page: Page;
  /** What the page had to complain of: a blocked style, a failed request, an error nobody caught. */
  readonly complaints: readonly string[];
  /** Between the page and its gate nothing passes any more, until it is mended. */
  readonly cutLine: () => Promise<void>;
  readonly mendLine: () => void;
  readonly close: () => Promise<void>;
};

export type ScreenSize = { readonly width: number; readonly height: number };

export type OpenScreenOptions = {
  readonly browser: Browser;
  /** What `buildScreen` wrote. */
  readonly builtDir: string;
  readonly gate: Gate;
  readonly size?: ScreenSize;
  /** Runs in the page before anything else. */
  readonly before?: () => void;
  /** What would go by itself after seconds stays for minutes: see `unhurry`. */
  readonly isUnhurried?: boolean;
};

/** The screen over the real loopback server, with its headers, at the gate's own page. */
export async function openScreen(options: OpenScreenOptions): Promise<OpenScreen> {
  const { browser, builtDir, gate, size: viewport = { width: 1280, height: 800 } } = options;
  const server = await startLoopbackServer({ gate, rendererDir: builtDir, host: '127.0.0.1', port: 0 });
  const line = { isCut: false, sockets: new Set<WebSocketRoute>() };
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  const complaints = hearComplaints(page);
  if (options.isUnhurried === true) await page.addInitScript(unhurry);
  if (options.before !== undefined) await page.addInitScript(options.before);
  await page.routeWebSocket(/\/gate$/, (socket) => {
    if (line.isCut) return void socket.close();
    socket.connectToServer();
    line.sockets.add(socket);
  });
  await page.goto(server.address);
  await page.locator('[data-screen="gate"]').waitFor();
  return {
    page,
    complaints,
    cutLine: async () => {
      line.isCut = true;
      await Promise.all([...line.sockets].map((socket) => socket.close()));
    },
    mendLine: () => {
      line.isCut = false;
    },
    close: async () => {
      await page.close();
      await server.close();
    },
  };
}
