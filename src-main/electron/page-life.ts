/** Does the page in this window live? Loads it, hears its heart, and loads it again whenever it dies, hangs or does not come. */

import type { BrowserWindow } from 'electron';
import { afterDeath, NO_DEATHS } from '../core/recovery/back-off.ts';
import type { Heartbeat } from '../core/recovery/heartbeat.ts';
import {
  afterLook,
  hangs,
  LOOK_EVERY_MS,
  PAGE_SILENT_LOOKS,
  reborn,
  spoke,
  UNBORN,
} from '../core/recovery/heartbeat.ts';
import { WELL_AFTER_MS } from '../core/recovery/stage.ts';
import { waitMeter } from '../host/kept-waiting.ts';
import { BEAT_CHANNEL } from './channels.ts';
import { killProcess } from './kill-process.ts';
import { mayHavePort } from './port-requests.ts';

export type PageListener = {
  readonly onEnded: (reason: string, againInMs: number) => void;
  /** The page at this address has lived for `WELL_AFTER_MS`; told once for each time that it was loaded. */
  readonly onWell?: (url: string) => void;
};

export type KeptPage = { readonly show: (url: string) => void };

/** Chromium's word for a load that another one took the place of. */
const REPLACED = -3;

/** Keeps `firstUrl` in the window, or what `show` puts in its place. */
export function keepPage(window: BrowserWindow, firstUrl: string, { onEnded, onWell }: PageListener): KeptPage {
  const { webContents } = window;
  const keptWaiting = waitMeter();
  let url = firstUrl;
  let backOff = NO_DEATHS;
  let bornAtMs = performance.now();
  let heartbeat: Heartbeat = UNBORN;
  let looksAlive = 0;
  let loadTimer: NodeJS.Timeout | null = null;
  let isHung = false;

  function load(): void {
    loadTimer = null;
    if (window.isDestroyed()) return;
    bornAtMs = performance.now();
    heartbeat = reborn(heartbeat, isHung);
    looksAlive = 0;
    isHung = false;
    // A failure is heard of as `did-fail-load` as well, and answered there.
    webContents.loadURL(url).catch(() => undefined);
  }

  function loadAgain(reason: string): void {
    if (loadTimer !== null) return;
    const { backOff: next, delayMs } = afterDeath(backOff, performance.now() - bornAtMs);
    backOff = next;
    loadTimer = setTimeout(load, delayMs);
    onEnded(isHung ? 'hung' : reason, delayMs);
  }

  /** Chromium notices a page that hangs only when somebody touches it. Nobody touches a gate. */
  function look(): void {
    if (window.isDestroyed() || loadTimer !== null || isHung || webContents.isDevToolsOpened()) return;
    const pid = webContents.getOSProcessId();
    heartbeat = afterLook(heartbeat, keptWaiting(pid));
    if (hangs(heartbeat, PAGE_SILENT_LOOKS)) {
      isHung = true;
      // `forcefullyCrashRenderer` asks the process itself, which a stopped one never hears.
      if (pid > 0) killProcess(pid);
      else loadAgain('hung');
    } else if (heartbeat.ageLooks !== null) {
      looksAlive += 1;
      if (looksAlive === WELL_AFTER_MS / LOOK_EVERY_MS) onWell?.(url);
    }
  }

  webContents.ipc.on(BEAT_CHANNEL, (event) => {
    if (mayHavePort(event)) heartbeat = spoke(heartbeat);
  });
  webContents.on('render-process-gone', (_event, { reason }) => loadAgain(reason));
  webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    if (isMainFrame && code !== REPLACED) loadAgain(`load ${code}`);
  });
  const lookTimer = setInterval(look, LOOK_EVERY_MS);
  window.on('closed', () => clearInterval(lookTimer));
  load();
  return {
    show: (next) => {
      url = next;
      if (loadTimer !== null) clearTimeout(loadTimer);
      load();
    },
  };
}
