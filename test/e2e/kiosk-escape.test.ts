/** Does anything lead out of the packed app: a key, a gesture, a page, a program that starts it otherwise? */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startDisplay } from '../support/electron-runtime.ts';
import { freePort } from '../support/free-port.ts';
import type { PackedKiosk } from '../support/packed-kiosk.ts';
import {
  fuseWireOf,
  kioskEnvironment,
  openPackedKiosk,
  PACKED_FLAGS,
  PACKED_PROGRAM,
  packKiosk,
  whyNoPackedKiosk,
  xdotool,
} from '../support/packed-kiosk.ts';
import { descendantsOf, processes } from '../support/processes.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { scannerStrokes } from '../support/x-display.ts';

/** A person who does not exist. */
const CARD = '001099000000|012345678|Nguyen Van An|01011999|Nam|So 1, Phuong X, Ha Noi|15042021';
const lacking = whyNoPackedKiosk();
const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-escape-'));

let display: Awaited<ReturnType<typeof startDisplay>>;
let kiosk: PackedKiosk;
let devTools: CDPSession;

beforeAll(async () => {
  if (lacking !== null) return;
  packKiosk();
  display = await startDisplay();
  kiosk = await openPackedKiosk(display.name, dataDir);
  devTools = await kiosk.page.context().newCDPSession(kiosk.page);
  // What a page that was loaded again would not have.
  await kiosk.page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    addEventListener('keydown', ({ code, ctrlKey, altKey }) => {
      heard.push(`${ctrlKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${code}`);
    });
    for (const type of ['contextmenu', 'dragstart', 'drop']) {
      addEventListener(type, (event) => heard.push(`${type} ${event.defaultPrevented ? 'stopped' : 'goes on'}`));
    }
  });
});
afterAll(async () => {
  await kiosk?.app.close();
  await display?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(({ skip }) => {
  if (lacking !== null) skip(lacking);
});

/** Everything that an escape would change. */
async function standing() {
  const windows = await kiosk.app.evaluate(({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().map((window) => ({
      url: window.webContents.getURL(),
      isFullScreen: window.isFullScreen() && window.isKiosk() && window.isVisible() && !window.isMinimized(),
      zoom: window.webContents.getZoomFactor(),
    })),
    pages: webContents.getAllWebContents().length,
    hasDevTools: webContents.getAllWebContents().some((contents) => contents.isDevToolsOpened()),
  }));
  const page = await kiosk.page.evaluate(() => ({
    isSamePage: 'heard' in globalThis,
    scale: visualViewport?.scale,
    isFirst: history.length,
  }));
  return { ...windows, ...page };
}

const AS_IT_WAS = {
  windows: [{ url: 'app://gate/', isFullScreen: true, zoom: 1 }],
  pages: 1,
  hasDevTools: false,
  isSamePage: true,
  scale: 1,
  isFirst: 1,
};

async function heard(): Promise<string[]> {
  return await kiosk.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0));
}

/** Presses `key`, and then Shift, which has to come through; what the page heard besides. */
async function heardOf(key: string): Promise<string[]> {
  kiosk.press(key, 'Shift_R');
  const all: string[] = [];
  await expect
    .poll(async () => {
      all.push(...(await heard()));
      return all;
    })
    .toContain('ShiftRight');
  return all.filter((each) => !/(Control|Alt|Shift|Meta)(Left|Right)$/.test(each));
}

describe('the packed app', () => {
  test('has the fuses that electron-builder.yml names, all of them', () => {
    const names = [
      'runAsNode',
      'enableCookieEncryption',
      'enableNodeOptionsEnvironmentVariable',
      'enableNodeCliInspectArguments',
      'enableEmbeddedAsarIntegrityValidation',
      'onlyLoadAppFromAsar',
      'loadBrowserProcessSpecificV8Snapshot',
      'grantFileProtocolExtraPrivileges',
    ];
    const wanted = readFileSync(join(PROJECT_DIR, 'electron-builder.yml'), 'utf8');
    const said = names.map((name) => new RegExp(`^ {2}${name}: (true|false)$`, 'm').exec(wanted)?.[1]);
    expect(said).toEqual(['false', 'true', 'false', 'false', 'true', 'true', 'false', 'false']);
    const wire = fuseWireOf(PACKED_PROGRAM).slice(0, names.length);
    const { devDependencies } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8'));
    const version = readFileSync(join(PROJECT_DIR, 'release/linux-unpacked/version'), 'utf8').trim();
    // Playwright comes in by the fourth: a build around another Electron is for tests only, and has it.
    expect(wire).toBe(version === devDependencies.electron ? '01001100' : '01011100');
  });

  test('is packaged, and every page of it is walled in', async () => {
    const found = await kiosk.app.evaluate(({ app, webContents }) => ({
      isPackaged: app.isPackaged,
      preferences: webContents.getAllWebContents().map((contents) => {
        const preferences = (
          contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
        ).getLastWebPreferences();
        const asked = [
          'allowRunningInsecureContent',
          'contextIsolation',
          'disableDialogs',
          'enableBlinkFeatures',
          'experimentalFeatures',
          'nodeIntegration',
          'nodeIntegrationInSubFrames',
          'sandbox',
          'webSecurity',
          'webviewTag',
        ];
        return Object.fromEntries(asked.map((name) => [name, preferences[name]]));
      }),
    }));
    expect(found).toEqual({
      isPackaged: true,
      preferences: [
        {
          allowRunningInsecureContent: false,
          contextIsolation: true,
          disableDialogs: true,
          enableBlinkFeatures: '',
          experimentalFeatures: false,
          nodeIntegration: false,
          nodeIntegrationInSubFrames: false,
          sandbox: true,
          webSecurity: true,
          webviewTag: false,
        },
      ],
    });
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
  test.each(
    (
      'alt+F4 ctrl+w ctrl+q ctrl+n ctrl+t ctrl+shift+n F1 F3 F5 F6 F7 F10 F11 F12 ctrl+F5 shift+F10 ctrl+shift+i ctrl+shift+j ' +
      'ctrl+shift+c ctrl+r ctrl+shift+r ctrl+p ctrl+o ctrl+s ctrl+u ctrl+f ctrl+h ctrl+l ctrl+plus ctrl+minus ctrl+0 ctrl+KP_Add ' +
      'alt+Left alt+Right alt+Home alt+space alt+Escape ctrl+Tab ctrl+shift+Tab ctrl+Escape Super_L+d Menu XF86Back XF86Reload XF86HomePage'
    ).split(' '),
  )('%s', async (key) => {
    expect(await heardOf(key)).toEqual([]);
    expect(await standing()).toEqual(AS_IT_WAS);
  });

  test('Escape and Alt alone go through, and do nothing to the window', async () => {
    expect(await heardOf('Escape')).toEqual(['Escape']);
    expect(await heardOf('alt')).toEqual([]);
    expect(await standing()).toEqual(AS_IT_WAS);
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
    expect(await standing()).toEqual(AS_IT_WAS);
  });

  test('a right click, and a mark that is dragged out', async () => {
    await heard();
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
    const said = await heard();
    expect(said).toContain('contextmenu stopped');
    expect(said.filter((each) => each.endsWith('goes on'))).toEqual([]);
    expect(await standing()).toEqual(AS_IT_WAS);
  });

  test.each([
    ['a file', { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 }],
    ['an address', { items: [{ mimeType: 'text/uri-list', data: 'https://example.com/' }], dragOperationsMask: 1 }],
  ])('%s that is dropped on the screen', async (_what, data) => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devTools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
    }
    expect(await standing()).toEqual(AS_IT_WAS);
  });
});

describe('nothing that a page can do leads out', () => {
  const ATTEMPTS: Readonly<Record<string, () => unknown>> = {
    'window.open': () => window.open('https://example.com/'),
    'window.open of the own origin': () => window.open('/index.html', 'other', 'popup'),
    'another address': () => location.assign('https://example.com/'),
    'a file': () => location.assign('file:///etc/hostname'),
    'a script as address': () => location.assign('javascript:document.write(1)'),
    'data as address': () => location.assign('data:text/html,<h1>out</h1>'),
    'a letter': () => location.assign('mailto:nobody@example.com'),
    'the own address again': () => location.replace('/?again'),
    'loading again': () => location.reload(),
    'the page before': () => {
      history.back();
      history.go(-2);
    },
    'window.close': () => window.close(),
    'window.print': () => window.print(),
    'a question': () => confirm('?'),
    'a link for a new window': () => {
      const link = Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank' });
      document.body.append(link);
      link.click();
      link.remove();
    },
    'a form': () => {
      const form = Object.assign(document.createElement('form'), { action: 'https://example.com/', method: 'post' });
      document.body.append(form);
      form.submit();
      form.remove();
    },
    'a frame': async () => {
      for (const src of ['https://example.com/', 'file:///etc/hostname', 'app://gate/', 'data:text/html,1']) {
        const frame = Object.assign(document.createElement('iframe'), { src });
        document.body.append(frame);
        await new Promise((done) => {
          frame.onload = done;
          setTimeout(done, 300);
        });
        const isIn = frame.contentDocument !== null && (frame.contentDocument.body?.childElementCount ?? 0) > 0;
        frame.remove();
        if (isIn) throw new Error('something was loaded');
      }
    },
    'a webview': () => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'https://example.com/');
      document.body.append(view);
      view.remove();
    },
  };

  test.each(Object.entries(ATTEMPTS))('%s', async (_name, attempt) => {
    // Some of them throw, which is as good an answer.
    await kiosk.page.evaluate(`(${String(attempt)})()`).catch((error: unknown) => {
      if (String(error).includes('something was loaded')) throw error;
    });
    // A round trip through main and page: what was let through would have taken the page away.
    await kiosk.app.evaluate(() => undefined);
    expect(await standing()).toEqual(AS_IT_WAS);
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
    const found = await kiosk.page.evaluate(async (at) => {
      const refused = (doing: () => Promise<unknown>): Promise<string> =>
        doing().then(
          () => 'let through',
          () => 'refused',
        );
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${at}` }] });
      peer.createDataChannel('out');
      const candidates: string[] = [];
      peer.onicecandidate = ({ candidate }) => candidates.push(candidate?.candidate ?? '');
      await peer.setLocalDescription();
      await new Promise((done) => {
        peer.onicegatheringstatechange = () => (peer.iceGatheringState === 'complete' ? done(null) : undefined);
        setTimeout(done, 2_000);
      });
      peer.close();
      return {
        fetch: await refused(() => fetch(`http://127.0.0.1:${at}/`)),
        file: await refused(() => fetch('file:///etc/hostname')),
        socket: await refused(
          () =>
            new Promise((isOpen, isShut) => {
              const socket = new WebSocket(`ws://127.0.0.1:${at}/`);
              socket.onopen = isOpen;
              socket.onerror = isShut;
            }),
        ),
        beacon: navigator.sendBeacon(`http://127.0.0.1:${at}/`, '1') ? 'queued and cancelled' : 'refused',
        serviceWorker: await refused(() => navigator.serviceWorker.register('/service-worker.js')),
        microphone: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        display: await refused(() => navigator.mediaDevices.getDisplayMedia()),
        candidates: candidates.filter((each) => each.includes('srflx')),
      };
    }, port);
    expect({ ...found, asked }).toEqual({
      asked: 0,
      fetch: 'refused',
      file: 'refused',
      socket: 'refused',
      beacon: expect.any(String),
      serviceWorker: 'refused',
      microphone: 'refused',
      display: 'refused',
      candidates: [],
    });
  });

  test('the window that a window manager closes, shrinks or moves out of the full screen', async () => {
    await kiosk.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.close();
      window?.minimize();
      window?.setFullScreen(false);
    });
    await expect.poll(standing).toEqual(AS_IT_WAS);
  });
});

test('after all of it a keyboard scanner is still heard, letter by letter', async () => {
  xdotool(display.name, ['key', '--delay', '3', ...scannerStrokes(CARD), 'Return']);
  // Not by a locator: Playwright waits for the navigations that came to nothing.
  await expect.poll(() => kiosk.page.evaluate(() => document.body.textContent)).toContain('Nguyen Van');
  expect(await standing()).toEqual(AS_IT_WAS);
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

  const family = descendantsOf(shell.pid ?? 0);
  const limits = family.map((pid) =>
    /^Max core file size\s+(\S+)\s+(\S+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'utf8')),
  );
  expect(family.length).toBeGreaterThan(3);
  expect(new Set(limits.map((limit) => `${limit?.[1]} ${limit?.[2]}`))).toEqual(new Set(['0 0']));

  const renderer = processes().find(({ pid, command }) => family.includes(pid) && command.includes('--type=renderer'));
  process.kill(renderer?.pid ?? 0, 'SIGSEGV');
  await expect.poll(() => said).toContain('screen-ended');
  shell.kill('SIGTERM');
  expect(await once(shell, 'exit')).toEqual([0, null]);
  const left = readdirSync(dir, { recursive: true }).map(String);
  expect(left.filter((path) => /\.dmp$|(^|\/)core(\.\d+)?$|minidump/i.test(path))).toEqual([]);
});
