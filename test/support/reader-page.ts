/** How does a test open the page that has nothing but the readers on it, in a Chromium that can reach nothing else? */

import { createReadStream } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';

const PAGE_DIR = join(import.meta.dirname, 'reader-page');
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** What Chromium itself asks for, whatever page it shows: updates, sign-in, field names. The proxy keeps that in, too. */
const CHROMIUMS_OWN = /(^|[./])google(apis)?\.com(:|\/)/;

/** Builds the page as the product's screen is built. */
export async function buildReaderPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: PAGE_DIR,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'chrome130', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
}

export type ReaderPageOptions = {
  /** What `buildReaderPage` wrote. */
  readonly builtDir: string;
  /** The fake camera's film. */
  readonly filmPath?: string;
  readonly flags?: readonly string[];
  readonly mayUseWebAssembly?: boolean;
  /** Of an X server on which its window is shown, such as `:99`; without one it has no window. */
  readonly display?: string;
  /** Runs in the page before anything else. */
  readonly before?: () => void;
};

export type OpenReaderPage = {
  readonly page: Page;
  /** What the page asked of other machines; none of it ever leaves this one. */
  readonly strangers: () => readonly string[];
  /** Warnings and errors of the page and its workers. */
  readonly complaints: () => readonly string[];
  readonly close: () => Promise<void>;
};

/** Everything that is not loopback ends at a proxy of ours that answers nothing and remembers who asked. */
export async function openReaderPage(options: ReaderPageOptions): Promise<OpenReaderPage> {
  const { builtDir, filmPath, flags = [], mayUseWebAssembly = true, display, before } = options;
  const strangers: string[] = [];
  const complaints: string[] = [];
  const proxy = createServer((request, response) => {
    strangers.push(request.url ?? '');
    response.writeHead(502).end();
  });
  proxy.on('connect', (request, socket) => {
    strangers.push(request.url ?? '');
    socket.destroy();
  });
  const server = serveFolder(builtDir, mayUseWebAssembly);
  const proxyPort = await listen(proxy);
  const address = `http://127.0.0.1:${await listen(server)}/index.html`;
  const camera = filmPath === undefined ? [] : cameraFlags(filmPath);
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    ...(display === undefined ? {} : { headless: false, env: { ...process.env, DISPLAY: display } }),
    args: [
      ...CHROMIUM_FLAGS,
      `--proxy-server=http://127.0.0.1:${proxyPort}`,
      '--js-flags=--expose-gc',
      ...camera,
      ...flags,
    ],
  });
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'warning' || message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  if (before !== undefined) await page.addInitScript(before);
  await page.goto(address);
  return {
    page,
    strangers: () => strangers.filter((address) => !CHROMIUMS_OWN.test(address)),
    complaints: () => complaints,
    close: async () => {
      await browser.close();
      await Promise.all([closeServer(server), closeServer(proxy)]);
    },
  };
}

function cameraFlags(filmPath: string): string[] {
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${filmPath}`];
}

function serveFolder(folder: string, mayUseWebAssembly: boolean): Server {
  const script = mayUseWebAssembly ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'";
  return createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
    const file = createReadStream(join(folder, path));
    file.on('error', () => response.writeHead(404).end());
    file.on('open', () => {
      response.writeHead(200, {
        'content-type': MEDIA_TYPES[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': `default-src 'none'; ${script}; worker-src 'self'; connect-src 'self'`,
      });
      file.pipe(response);
    });
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((listening) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      listening(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}
