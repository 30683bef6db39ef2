/** What does the guard look at? One window that fills the display, and comes back when its page dies. */

import type { WebPreferences } from 'electron';
import { BrowserWindow } from 'electron';
import { afterDeath, NO_DEATHS } from './back-off.ts';
import { SCREEN_URL } from './origin.ts';
import type { ShellLog } from './shell-log.ts';

export type WindowOptions = {
  readonly preloadPath: string;
  readonly iconPath: string;
  /** In a window among others, for technicians and tests; else it fills the display. */
  readonly isWindowed: boolean;
  readonly mayOpenDevTools: boolean;
  readonly log: ShellLog;
};

/** A page that does not answer for so long is taken for dead. */
const UNRESPONSIVE_FOR_MS = 10_000;
/** Shown while the page loads: the ground colour of the dark look, so that nothing flashes. */
export const GROUND_COLOUR = '#101418';

/** Opens the window, loads the screen, and sees to it that it stays there. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { isWindowed, mayOpenDevTools, log } = options;
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    title: 'Gác Cổng',
    icon: options.iconPath,
    backgroundColor: GROUND_COLOUR,
    fullscreen: !isWindowed,
    kiosk: !isWindowed,
    autoHideMenuBar: true,
    webPreferences: { ...screenPreferences(options.preloadPath), devTools: mayOpenDevTools },
  });
  keepLoaded(window, SCREEN_URL, (reason, againInMs) => log('screen-ended', { reason, againInMs }));
  if (mayOpenDevTools) window.webContents.openDevTools({ mode: 'detach' });
  return window;
}

/** What a page of ours may be, whoever stands before it. */
export function screenPreferences(preloadPath: string): WebPreferences {
  return {
    preload: preloadPath,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // A gate that something else covers for a moment goes on reading.
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
  };
}

/** Loads the page, and loads it again whenever it dies, hangs or does not come. */
export function keepLoaded(
  window: BrowserWindow,
  url: string,
  onEnded: (reason: string, againInMs: number) => void,
): void {
  lockZoom(window);
  comeBack(window, url, onEnded);
  load(window, url);
}

function load(window: BrowserWindow, url: string): void {
  // A failure is heard of as `did-fail-load` as well, and answered there.
  window.loadURL(url).catch(() => undefined);
}

function lockZoom(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('did-finish-load', () => {
    webContents.setZoomFactor(1);
    void webContents.setVisualZoomLevelLimits(1, 1);
  });
  webContents.on('zoom-changed', () => webContents.setZoomFactor(1));
}

function comeBack(window: BrowserWindow, url: string, onEnded: (reason: string, againInMs: number) => void): void {
  const { webContents } = window;
  let backOff = NO_DEATHS;
  let bornAtMs = performance.now();
  let unresponsiveTimer: NodeJS.Timeout | undefined;

  function loadAgain(reason: string): void {
    const { backOff: next, delayMs } = afterDeath(backOff, performance.now() - bornAtMs);
    backOff = next;
    onEnded(reason, delayMs);
    setTimeout(() => {
      if (window.isDestroyed()) return;
      bornAtMs = performance.now();
      load(window, url);
    }, delayMs);
  }

  webContents.on('render-process-gone', (_event, { reason }) => loadAgain(reason));
  webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    if (isMainFrame) loadAgain(`load ${code}`);
  });
  webContents.on('unresponsive', () => {
    clearTimeout(unresponsiveTimer);
    unresponsiveTimer = setTimeout(() => webContents.forcefullyCrashRenderer(), UNRESPONSIVE_FOR_MS);
  });
  webContents.on('responsive', () => clearTimeout(unresponsiveTimer));
}
