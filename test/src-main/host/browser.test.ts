import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { browserArguments, browserCommand } from '../../../src-main/host/browser-command.ts';
import { findBrowser } from '../../../src-main/host/find-browser.ts';
import { startKioskBrowser } from '../../../src-main/host/kiosk-browser.ts';
import { endLeftoverBrowser } from '../../../src-main/host/leftover-browser.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

describe('the browser of this machine', () => {
  test('is the one that was named, or none', () => {
    expect(findBrowser({ GATE_BROWSER: '/opt/x' }, 'linux', (path) => path === '/opt/x')).toBe('/opt/x');
    expect(findBrowser({ GATE_BROWSER: '/opt/x', PATH: '/usr/bin' }, 'linux', (path) => path !== '/opt/x')).toBeNull();
  });

  test('is looked for on the path of a Linux', () => {
    const env = { PATH: ['/usr/local/bin', '/usr/bin'].join(':') };
    expect(findBrowser(env, 'linux', (path) => path === '/usr/bin/chromium')).toBe('/usr/bin/chromium');
    expect(findBrowser(env, 'linux', () => false)).toBeNull();
  });

  test('is looked for in the places of a Windows', () => {
    const env = { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' };
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(findBrowser(env, 'win32', (path) => path === edge)).toBe(edge);
  });
});

describe('the kiosk browser', () => {
  const place = {
    address: 'http://127.0.0.1:1/enter/x',
    profileDir: '/p',
    isWindowed: false,
    cagePath: null,
    startsOn: 'entrance',
    page: 'enter.html',
    outOfOrderPage: () => 'máy hỏng',
  } as const;

  test('is full-screen unless it is to stay in a window, and keeps its sandbox unless it is root’s', () => {
    expect(browserArguments(place, false)).toContain('--kiosk');
    expect(browserArguments({ ...place, isWindowed: true }, false)).not.toContain('--kiosk');
    expect(browserArguments(place, false)).not.toContain('--no-sandbox');
    expect(browserArguments(place, true)).toContain('--no-sandbox');
  });

  test('reaches the gate and nothing else, also where the machine has a proxy', () => {
    const args = browserArguments(place, false);
    expect(args).toContain('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
    expect(args).toContain('--no-proxy-server');
  });

  test('is given its address in a file of its user’s, not where every user of the PC can read it', async () => {
    const profileDir = temporaryDir();
    const browser = startKioskBrowser({
      ...place,
      profileDir,
      browserPath: '/bin/false',
      origin: 'http://127.0.0.1:1',
      onRestart: () => undefined,
      onHang: () => undefined,
      onQuit: () => undefined,
    });
    onTestFinished(browser.close);
    const path = join(profileDir, 'enter.html');
    expect(readFileSync(path, 'utf8')).toContain(place.address);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const said = browserArguments({ ...place, profileDir });
    expect(said).toContain(`--app=file://${path}`);
    expect(said.join(' ')).not.toContain('/enter/x');
    browser.close();
    expect(existsSync(path)).toBe(false);
  });

  test('may use the camera at our own origin only, and comes back when it crashes', async () => {
    const profileDir = temporaryDir();
    const waits: number[] = [];
    // A program that fails at once stands for a browser that crashes.
    const browser = startKioskBrowser({
      ...place,
      profileDir,
      browserPath: '/bin/false',
      origin: 'http://127.0.0.1:47806',
      onRestart: (delayMs) => waits.push(delayMs),
      onHang: () => undefined,
      onQuit: () => waits.push(-1),
    });
    onTestFinished(browser.close);
    const preferences = JSON.parse(readFileSync(join(profileDir, 'Default', 'Preferences'), 'utf8')) as {
      credentials_enable_service: boolean;
      profile: { content_settings: { exceptions: { media_stream_camera: object } } };
    };
    // A PIN that it kept would be offered to the next person.
    expect(preferences.credentials_enable_service).toBe(false);
    expect(preferences.profile.content_settings.exceptions.media_stream_camera).toEqual({
      'http://127.0.0.1:47806,*': { setting: 1 },
    });
    await expect.poll(() => waits.length, { timeout: 30_000, interval: 20 }).toBeGreaterThanOrEqual(2);
    expect(waits.slice(0, 2)).toEqual([500, 1_000]);
  });

  test('that keeps dying is started on the page that says so', async () => {
    const profileDir = temporaryDir();
    const program = join(profileDir, 'dies-at-once');
    writeFileSync(program, `#!/bin/sh\necho "$@" >> ${join(profileDir, 'seen')}\nexit 1\n`, { mode: 0o755 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const deaths = new EventEmitter();
    const browser = startKioskBrowser({
      ...place,
      profileDir,
      browserPath: program,
      origin: 'http://127.0.0.1:47806',
      onRestart: () => setImmediate(() => deaths.emit('death')),
      onHang: () => undefined,
      onQuit: () => undefined,
    });
    onTestFinished(browser.close);
    for (let death = 0; death < 6; death += 1) {
      await once(deaths, 'death');
      vi.runOnlyPendingTimers();
    }
    const pages = (): string[] =>
      [...readFileSync(join(profileDir, 'seen'), 'utf8').matchAll(/\/([\w-]+\.html)/g)].map((match) => match[1] ?? '');
    expect(pages().slice(0, 6)).toEqual([...Array.from({ length: 5 }, () => 'enter.html'), 'out-of-order.html']);
    expect(readFileSync(join(profileDir, 'out-of-order.html'), 'utf8')).toBe('máy hỏng');
  });

  test('of a gate that was killed is ended before the next one starts, and nobody else’s is', async () => {
    const profileDir = temporaryDir();
    const start = (mark: string) =>
      // Without the dashes Node takes the mark for a switch of its own, and ends by itself before long.
      spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', '--', mark], { stdio: 'ignore' });
    const ours = start(`--user-data-dir=${profileDir}`);
    const others = start('--user-data-dir=/elsewhere');
    onTestFinished(() => void others.kill('SIGKILL'));
    const hasEnded = once(ours, 'exit');
    symlinkSync(`gate-${others.pid}`, join(profileDir, 'SingletonLock'));
    endLeftoverBrowser(profileDir);
    rmSync(join(profileDir, 'SingletonLock'));
    symlinkSync(`gate-${ours.pid}`, join(profileDir, 'SingletonLock'));
    endLeftoverBrowser(profileDir);
    expect(await hasEnded).toEqual([null, 'SIGKILL']);
    expect([others.exitCode, others.signalCode]).toEqual([null, null]);
  });

  test('that is closed in a window ends the gate; a kiosk’s is opened again at once, as often as somebody tries', async () => {
    const heardOf = (isWindowed: boolean): string[] => {
      const heard: string[] = [];
      const browser = startKioskBrowser({
        ...place,
        isWindowed,
        profileDir: temporaryDir(),
        browserPath: '/bin/true',
        origin: 'http://127.0.0.1:47806',
        onRestart: (delayMs) => heard.push(`again in ${delayMs}`),
        onHang: () => undefined,
        onQuit: () => heard.push('quit'),
      });
      onTestFinished(browser.close);
      return heard;
    };
    const [inWindow, inKiosk] = [heardOf(true), heardOf(false)];
    await expect.poll(() => inWindow, { interval: 20 }).toEqual(['quit']);
    await expect.poll(() => inKiosk.length, { timeout: 30_000, interval: 20 }).toBeGreaterThanOrEqual(2);
    expect(inKiosk.slice(0, 2)).toEqual(['again in 500', 'again in 500']);
  });

  test('is shown by a compositor that shows nothing else, by its X server, where there is one', () => {
    const start = { ...place, browserPath: '/usr/bin/chromium', page: 'enter.html' };
    const { program, args } = browserCommand({ ...start, cagePath: '/usr/bin/cage' });
    expect([program, ...args.slice(0, 4)]).toEqual(['/usr/bin/cage', '-d', '--', '/bin/sh', '-c']);
    expect(args.slice(5, 9)).toEqual(['/p/browser-ended', '/usr/bin/chromium', '--ozone-platform=x11', '--kiosk']);
    expect(browserCommand(start).program).toBe('/usr/bin/chromium');
  });

  test.each([
    [0, ['again in 500', 'again in 500']],
    [133, ['again in 500', 'again in 1000']],
  ])('that ends with %i is known by it, although the compositor says 0 of everything', async (status, expected) => {
    const profileDir = temporaryDir();
    const program = (name: string, script: string): string => {
      const path = join(profileDir, name);
      writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      return path;
    };
    const heard: string[] = [];
    const browser = startKioskBrowser({
      ...place,
      profileDir,
      // As cage 0.1.4: shows the program, and ends with its own status.
      cagePath: program('cage', 'shift 2; "$@"; exit 0'),
      browserPath: program('browser', `exit ${status}`),
      origin: 'http://127.0.0.1:47806',
      onRestart: (delayMs) => heard.push(`again in ${delayMs}`),
      onHang: () => undefined,
      onQuit: () => heard.push('quit'),
    });
    onTestFinished(browser.close);
    await expect.poll(() => heard.length, { timeout: 30_000, interval: 20 }).toBeGreaterThanOrEqual(2);
    expect(heard.slice(0, 2)).toEqual(expected);
  });
});
