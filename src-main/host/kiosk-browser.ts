/** How is the screen shown full-screen in a browser, and brought back when that dies? */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterDeath, NO_DEATHS } from '../core/recovery/back-off.ts';
import type { Death } from '../core/recovery/crash-loop.ts';
import { isLoop, withDeath } from '../core/recovery/crash-loop.ts';
import { endLeftoverBrowser } from './leftover-browser.ts';

export type KioskBrowserOptions = {
  readonly browserPath: string;
  /** A compositor that shows nothing else (cage), where there is no desktop; `null` = there is one. */
  readonly cagePath: string | null;
  /** Holds the token of this boot: for nobody's eyes but the browser's. */
  readonly address: string;
  readonly origin: string;
  /** A profile of the gate's own, so that nobody's bookmarks, extensions or sessions are in it. */
  readonly profileDir: string;
  readonly isWindowed: boolean;
  /** `out-of-order`: there is no gate to enter yet. */
  readonly startsOn: 'entrance' | 'out-of-order';
  /** The page that is shown where the browser keeps dying; it has to lead to `ENTRANCE_FILE` by itself. */
  readonly outOfOrderPage: () => string;
  readonly onRestart: (delayMs: number) => void;
  /** Somebody closed the window of a gate that is no kiosk. */
  readonly onQuit: () => void;
};

/** Long enough that a closed window is seen to be closed. */
const CLOSED_FOR_MS = 500;
export const ENTRANCE_FILE = 'enter.html';
export const OUT_OF_ORDER_FILE = 'out-of-order.html';

/**
 * Starts the browser and starts it again when it crashes, slower each time; where that is no help, on the page that says so. The
 * returned function ends it.
 */
export function startKioskBrowser(options: KioskBrowserOptions): { readonly close: () => void } {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let backOff = NO_DEATHS;
  let deaths: readonly Death[] = [];
  let isClosed = false;

  function start(): void {
    allowCamera(options.profileDir, options.origin);
    writeEntrance(options);
    const startedAtMs = performance.now();
    const isAiling = options.startsOn === 'out-of-order' || isLoop(deaths, 'screen', startedAtMs);
    if (isAiling) writePage(options.profileDir, OUT_OF_ORDER_FILE, options.outOfOrderPage());
    const page = isAiling ? OUT_OF_ORDER_FILE : ENTRANCE_FILE;
    const { program, args } = browserCommand({ ...options, page });
    child = spawn(program, args, { stdio: 'ignore' });
    child.on('error', () => again(startedAtMs));
    child.on('exit', (code) => {
      if (isClosed) return;
      if (code === 0 && options.isWindowed) {
        options.onQuit();
        return;
      }
      // Who closes a kiosk's window, by Alt+F4 or otherwise, has shown no PIN. It is back at once, however often they try.
      if (code === 0) backAfter(CLOSED_FOR_MS);
      else again(startedAtMs);
    });
  }

  function again(startedAtMs: number): void {
    if (isClosed || timer !== null) return;
    const diedAtMs = performance.now();
    const next = afterDeath(backOff, diedAtMs - startedAtMs);
    backOff = next.backOff;
    deaths = withDeath(deaths, { part: 'screen', atMs: diedAtMs });
    backAfter(next.delayMs);
  }

  function backAfter(delayMs: number): void {
    options.onRestart(delayMs);
    timer = setTimeout(() => {
      timer = null;
      start();
    }, delayMs);
  }

  // One that outlived its gate would take the new window for its own, and the new browser would end as if it had been closed.
  endLeftoverBrowser(options.profileDir);
  start();
  return {
    close: () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      rmSync(join(options.profileDir, ENTRANCE_FILE), { force: true });
      child?.kill();
    },
  };
}

/** Every user of a PC can read the command line of every program; only this one can read the file. */
function writeEntrance({ profileDir, address }: KioskBrowserOptions): void {
  const page = `<!doctype html><meta http-equiv="refresh" content="0;url=${address}"><title>Gác Cổng</title>`;
  writePage(profileDir, ENTRANCE_FILE, page);
}

function writePage(profileDir: string, name: string, page: string): void {
  const path = join(profileDir, name);
  rmSync(path, { force: true });
  writeFileSync(path, page, { mode: 0o600, flag: 'wx' });
}

/** The browser itself, or the compositor that shows it and nothing else. */
export function browserCommand(
  options: Pick<KioskBrowserOptions, 'browserPath' | 'cagePath' | 'profileDir' | 'isWindowed'> & {
    readonly page?: string;
  },
): { readonly program: string; readonly args: string[] } {
  const { browserPath, cagePath } = options;
  const args = browserArguments(options);
  if (cagePath === null) return { program: browserPath, args };
  return { program: cagePath, args: ['-d', '--', browserPath, '--ozone-platform=wayland', ...args] };
}

/** Chromium's switches: full screen, nothing in the background, tones without a touch before. */
export function browserArguments(
  {
    profileDir,
    isWindowed,
    page = ENTRANCE_FILE,
  }: Pick<KioskBrowserOptions, 'profileDir' | 'isWindowed'> & { readonly page?: string },
  isRoot = process.getuid?.() === 0,
): string[] {
  return [
    ...(isWindowed ? [] : ['--kiosk']),
    `--app=${pathToFileURL(join(profileDir, page)).href}`,
    `--user-data-dir=${profileDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-translate',
    '--disable-session-crashed-bubble',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--autoplay-policy=no-user-gesture-required',
    // Chromium's sandbox does not work as root. A gate should not run as root.
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}

/** Lets our own origin, and no other, use the camera without asking; a guard has nobody to ask. */
function allowCamera(profileDir: string, origin: string): void {
  const path = join(profileDir, 'Default', 'Preferences');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const preferences = readPreferences(path);
  const profile = objectIn(preferences, 'profile');
  const exceptions = objectIn(objectIn(profile, 'content_settings'), 'exceptions');
  exceptions.media_stream_camera = { [`${origin},*`]: { setting: 1 } };
  profile.exit_type = 'Normal'; // After a crash: no bubble that offers to restore pages.
  writeFileSync(path, JSON.stringify(preferences), { mode: 0o600 });
}

function readPreferences(path: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(parsed) ? parsed : {};
  } catch {
    return {}; // No profile yet, or one that broke off in mid-write: Chromium fills it again.
  }
}

function objectIn(parent: Record<string, unknown>, name: string): Record<string, unknown> {
  const found = parent[name];
  if (isObject(found)) return found;
  const made: Record<string, unknown> = {};
  parent[name] = made;
  return made;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
