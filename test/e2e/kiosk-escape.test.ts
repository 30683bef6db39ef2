/** Does anything lead out of the packed app: a key, a gesture, a page, a program that starts it otherwise? */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startDisplay } from '../support/electron-runtime.ts';
import { ESCAPE_KEYS } from '../support/escape/escape-keys.ts';
import type { KioskWatch } from '../support/escape/kiosk-watch.ts';
import { AS_IT_WAS, watchKiosk } from '../support/escape/kiosk-watch.ts';
import { NOBODY_REACHED, reachOut, WAYS_OUT } from '../support/escape/page-attempts.ts';
import { isPackedAsShipped, packedFuses, WALLED_IN, wantedFuses } from '../support/escape/walls.ts';
import { freePort } from '../support/free-port.ts';
import type { PackedKiosk } from '../support/packed-kiosk.ts';
import {
  kioskEnvironment,
  openPackedKiosk,
  PACKED_FLAGS,
  PACKED_PROGRAM,
  packKiosk,
  whyNoPackedKiosk,
  xdotool,
} from '../support/packed-kiosk.ts';
import { coreLimitsOf, descendantsOf, processes } from '../support/processes.ts';
import { scanUntil } from '../support/scan-until.ts';
import { removeDir, temporaryDir } from '../support/temporary-dir.ts';
import { scannerStrokes } from '../support/x-display.ts';

/** A person who does not exist. */
const CARD = '001099000000|012345678|Nguyen Van An|01011999|Nam|So 1, Phuong X, Ha Noi|15042021';
const lacking = whyNoPackedKiosk();
const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-escape-'));

let display: Awaited<ReturnType<typeof startDisplay>>;
let kiosk: PackedKiosk;
let watch: KioskWatch;
let devTools: CDPSession;

beforeAll(async () => {
  if (lacking !== null) return;
  packKiosk();
  display = await startDisplay();
  kiosk = await openPackedKiosk(display.name, dataDir);
  devTools = await kiosk.page.context().newCDPSession(kiosk.page);
  watch = await watchKiosk(kiosk);
});
afterAll(async () => {
  await kiosk?.app.close();
  await display?.stop();
  removeDir(dataDir);
});
beforeEach(({ skip }) => {
  if (lacking !== null) skip(lacking);
});

describe('the packed app', () => {
  test('has the fuses that electron-builder.yml names, all of them', () => {
    expect(wantedFuses()).toEqual(['false', 'true', 'false', 'false', 'true', 'true', 'false', 'false']);
    // Playwright comes in by the fourth: a build around another Electron is for tests only, and has it.
    expect(packedFuses()).toBe(isPackedAsShipped() ? '01001100' : '01011100');
  });

  test('is packaged, and every page of it is walled in', async () => {
    const found = await kiosk.app.evaluate(({ app, webContents }, names) => {
      type Contents = { readonly getLastWebPreferences: () => Readonly<Record<string, unknown>> };
      const pages = webContents.getAllWebContents() as unknown as readonly Contents[];
      const ofPage = (page: Contents) => names.map((name) => [name, page.getLastWebPreferences()[name]] as const);
      return { isPackaged: app.isPackaged, preferences: pages.map((page) => Object.fromEntries(ofPage(page))) };
    }, Object.keys(WALLED_IN));
    expect(found).toEqual({ isPackaged: true, preferences: [WALLED_IN] });
  });

  test('answers each file with a policy in which nothing is unsafe', async () => {
    const headers = await kiosk.page.evaluate(async () => {
      const answer = await fetch('/index.html');
      return Object.fromEntries(answer.headers);
    });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy.split('; ').slice(0, 3)).toEqual([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "worker-src 'self'",
    ]);
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).toContain('sandbox allow-scripts allow-same-origin allow-forms allow-downloads');
    expect(headers['permissions-policy']).toContain('microphone=()');
    // Applied, and not only said: both are asked of the page itself.
    const applied = await kiosk.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.wasRun = true';
      document.body.append(script);
      script.remove();
      return 'wasRun' in globalThis;
    });
    expect(applied).toBe(false);
  });
});

describe('no key leads out', () => {
  test.each(ESCAPE_KEYS)('%s', async (key) => {
    expect(await watch.heardOf(key)).toEqual([]);
    expect(await watch.standing()).toEqual(AS_IT_WAS);
  });

  test('Escape and Alt alone go through, and do nothing to the window', async () => {
    expect(await watch.heardOf('Escape')).toEqual(['Escape']);
    expect(await watch.heardOf('alt')).toEqual([]);
    expect(await watch.standing()).toEqual(AS_IT_WAS);
  });
});

describe('no gesture leads out', () => {
  test('the wheel with Ctrl, and two fingers', async () => {
    xdotool(display.name, [
      'mousemove',
      '600',
      '400',
      'keydown',
      'ctrl',
      'click',
      '4',
      'click',
      '4',
      'click',
      '5',
      'keyup',
      'ctrl',
    ]);
    await devTools.send('Input.synthesizePinchGesture', { x: 600, y: 400, scaleFactor: 3 });
    expect(await watch.standing()).toEqual(AS_IT_WAS);
  });

  test('a right click, and a mark that is dragged out', async () => {
    await watch.heard();
    await kiosk.page.mouse.click(600, 700, { button: 'right' });
    await kiosk.page.evaluate(() => getSelection()?.selectAllChildren(document.body));
    const place = await kiosk.page.evaluate(() => {
      const box = document.querySelector('header')?.getBoundingClientRect();
      return { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 30 };
    });
    await kiosk.page.mouse.move(place.x, place.y);
    await kiosk.page.mouse.down();
    await kiosk.page.mouse.move(place.x + 300, place.y + 300, { steps: 6 });
    await kiosk.page.mouse.up();
    await kiosk.page.evaluate(() => getSelection()?.removeAllRanges());
    const said = await watch.heard();
    expect(said).toContain('contextmenu stopped');
    expect(said.filter((each) => each.endsWith('goes on'))).toEqual([]);
    expect(await watch.standing()).toEqual(AS_IT_WAS);
  });

  test.each([
    ['a file', { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 }],
    ['an address', { items: [{ mimeType: 'text/uri-list', data: 'https://example.com/' }], dragOperationsMask: 1 }],
  ])('%s that is dropped on the screen', async (_what, data) => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devTools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
    }
    expect(await watch.standing()).toEqual(AS_IT_WAS);
  });
});

describe('nothing that a page can do leads out', () => {
  test.each(Object.entries(WAYS_OUT))('%s', async (_name, attempt) => {
    // Some of them throw, which is as good an answer.
    await kiosk.page.evaluate(`(${String(attempt)})()`).catch((error: unknown) => {
      if (String(error).includes('something was loaded')) throw error;
    });
    // A round trip through main and page: what was let through would have taken the page away.
    await kiosk.app.evaluate(() => undefined);
    expect(await watch.standing()).toEqual(AS_IT_WAS);
  });

  test('nothing goes to a network, by whatever way', async () => {
    // Somebody who would answer: without a wall the page would hear of it.
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const found = await kiosk.page.evaluate(reachOut, port);
    expect({ ...found, asked }).toEqual({ ...NOBODY_REACHED, beacon: expect.any(String), asked: 0 });
  });

  test('the window that a window manager closes, shrinks or moves out of the full screen', async () => {
    await kiosk.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.close();
      window?.minimize();
      window?.setFullScreen(false);
    });
    await expect.poll(watch.standing).toEqual(AS_IT_WAS);
  });
});

test('after all of it a keyboard scanner is still heard, letter by letter', async () => {
  const scan = (): void => xdotool(display.name, ['key', '--delay', '3', ...scannerStrokes(CARD), 'Return']);
  // Not by a locator: Playwright waits for the navigations that came to nothing.
  const isShown = () => kiosk.page.evaluate(() => document.body.textContent?.includes('Nguyen Van') === true);
  await scanUntil(scan, isShown);
  expect(await watch.standing()).toEqual(AS_IT_WAS);
});

test('started from outside in another way it is the gate all the same, and leaves nothing of what it knew when it dies', async () => {
  const dir = temporaryDir();
  const mark = join(dir, 'was-run');
  const script = join(dir, 'script.cjs');
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  const shell = spawn(PACKED_PROGRAM, [...PACKED_FLAGS, `--remote-debugging-port=${await freePort()}`], {
    cwd: dir,
    env: {
      ...kioskEnvironment(display.name, join(dir, 'data')),
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: `--require ${script}`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => {
    shell.kill('SIGKILL');
  });
  let said = '';
  shell.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await expect.poll(() => said, { timeout: 60_000 }).toContain('core-ready');
  expect(existsSync(mark)).toBe(false);
  expect(said).not.toContain('DevTools listening');

  const limits = coreLimitsOf(shell.pid ?? 0);
  expect(limits.length).toBeGreaterThan(3);
  expect(new Set(limits)).toEqual(new Set(['0 0']));

  let renderer = 0;
  const findRenderer = (): number => {
    const now = descendantsOf(shell.pid ?? 0);
    const found = processes().find(({ pid, command }) => now.includes(pid) && command.includes('--type=renderer'));
    renderer = found?.pid ?? 0;
    return renderer;
  };
  await expect.poll(findRenderer, { timeout: 60_000 }).toBeGreaterThan(0);
  process.kill(renderer, 'SIGSEGV');
  await expect.poll(() => said, { timeout: 60_000 }).toContain('screen-ended');
  shell.kill('SIGTERM');
  expect(await once(shell, 'exit')).toEqual([0, null]);
  const left = readdirSync(dir, { recursive: true }).map(String);
  expect(left.filter((path) => /\.dmp$|(^|\/)core(\.\d+)?$|minidump/i.test(path))).toEqual([]);
});
