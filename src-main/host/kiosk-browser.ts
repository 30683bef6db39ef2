/** How is the screen shown full-screen in a browser, and brought back when that dies? */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterDeath, NO_DEATHS } from '../core/recovery/back-off.ts';
import type { Death } from '../core/recovery/crash-loop.ts';
import { isLoop, withDeath } from '../core/recovery/crash-loop.ts';
import { replaceFileUnsynced } from '../files/replace-file.ts';
import type { BrowserStart } from './browser-command.ts';
import { browserCommand, browserStatus } from './browser-command.ts';
import { endLeftoverBrowser } from './leftover-browser.ts';
import { withoutDumps } from './no-browser-dumps.ts';
import { PAGE_WALLS } from './page-walls.ts';
import type { PageWord } from './page-watch.ts';
import { renderersKeptWaiting, watchPage } from './page-watch.ts';

export type KioskBrowserOptions = Omit<BrowserStart, 'page'> & {
  /** Holds the token of this boot: for nobody's eyes but the browser's. */
  readonly address: string;
  readonly origin: string;
  /** `out-of-order`: there is no gate to enter yet. */
  readonly startsOn: 'entrance' | 'out-of-order';
  /** The page that is shown where the browser keeps dying; it has to lead to `ENTRANCE_FILE` by itself. */
  readonly outOfOrderPage: () => string;
  readonly onRestart: (delayMs: number) => void;
  /** The browser lives, its page does not: it is ended now, and starts again as after any other end. */
  readonly onHang: () => void;
  /** Somebody closed the window of a gate that is no kiosk. */
  readonly onQuit: () => void;
};

export type KioskBrowser = {
  /** What its page says of itself. */
  readonly heard: (word: PageWord) => void;
  readonly close: () => void;
};

/** Long enough that a closed window is seen to be closed. */
const CLOSED_FOR_MS = 500;
export const ENTRANCE_FILE = 'enter.html';
export const OUT_OF_ORDER_FILE = 'out-of-order.html';

/**
 * Starts the browser and starts it again when it crashes, slower each time; where that is no help, on the page that says so. The
 * returned function ends it.
 */
export function startKioskBrowser(options: KioskBrowserOptions): KioskBrowser {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let backOff = NO_DEATHS;
  let deaths: readonly Death[] = [];
  let isClosed = false;
  const watch = watchPage(endHung, renderersKeptWaiting(options.profileDir));

  function endHung(): void {
    options.onHang();
    // Of what shows the browser, the browser: the compositor goes with it.
    endLeftoverBrowser(options.profileDir);
    if (options.cagePath === null) child?.kill('SIGKILL');
  }

  function start(): void {
    const startedAtMs = performance.now();
    const isAiling = options.startsOn === 'out-of-order' || isLoop(deaths, 'screen', startedAtMs);
    const env = prepare(isAiling);
    if (env === null) {
      again(startedAtMs);
      return;
    }
    const command = { ...options, page: isAiling ? OUT_OF_ORDER_FILE : ENTRANCE_FILE };
    const { program, args } = browserCommand(command);
    child = spawn(program, args, { stdio: 'ignore', env });
    // A technician's window may stand still under a debugger.
    if (!options.isWindowed) watch.begin(!isAiling);
    child.on('error', () => again(startedAtMs));
    child.on('exit', (code) => {
      watch.end();
      if (isClosed) return;
      const status = browserStatus(command, code);
      if (status === 0 && options.isWindowed) {
        options.onQuit();
        return;
      }
      // Who closes a kiosk's window, by Alt+F4 or otherwise, has shown no PIN. It is back at once, however often they try.
      if (status === 0) backAfter(CLOSED_FOR_MS);
      else again(startedAtMs);
    });
  }

  /** What it is started with; `null` where the disk takes nothing. The gate goes on without a screen, and tries again. */
  function prepare(isAiling: boolean): NodeJS.ProcessEnv | null {
    try {
      askNothing(options.profileDir, options.origin);
      writeEntrance(options);
      if (isAiling) writePage(options.profileDir, OUT_OF_ORDER_FILE, options.outOfOrderPage());
      return withoutDumps(options.profileDir, process.env);
    } catch {
      return null;
    }
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
    heard: watch.heard,
    close: () => {
      isClosed = true;
      watch.end();
      if (timer !== null) clearTimeout(timer);
      child?.kill();
      try {
        rmSync(join(options.profileDir, ENTRANCE_FILE), { force: true });
      } catch {
        // A disk that cannot be written: its token is none once this gate has ended.
      }
    },
  };
}

/** Every user of a PC can read the command line of every program; only this one can read the file. */
function writeEntrance({ profileDir, address }: KioskBrowserOptions): void {
  const page = `<!doctype html><meta http-equiv="refresh" content="0;url=${address}"><title>Gác Cổng</title>`;
  writePage(profileDir, ENTRANCE_FILE, page + PAGE_WALLS);
}

function writePage(profileDir: string, name: string, page: string): void {
  const path = join(profileDir, name);
  rmSync(path, { force: true });
  writeFileSync(path, page, { mode: 0o600, flag: 'wx' });
}

/** Lets our own origin, and no other, use the camera without asking, and asks nothing else: a guard has nobody to ask. */
function askNothing(profileDir: string, origin: string): void {
  const path = join(profileDir, 'Default', 'Preferences');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const preferences = readPreferences(path);
  const profile = objectIn(preferences, 'profile');
  const exceptions = objectIn(objectIn(profile, 'content_settings'), 'exceptions');
  exceptions.media_stream_camera = { [`${origin},*`]: { setting: 1 } };
  // A PIN that the browser keeps is offered to the next person who is asked for one.
  preferences.credentials_enable_service = false;
  profile.password_manager_enabled = false;
  objectIn(preferences, 'translate').enabled = false;
  profile.exit_type = 'Normal'; // After a crash: no bubble that offers to restore pages.
  replaceFileUnsynced(path, JSON.stringify(preferences));
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
