/** What does the guard look at? One window that fills the display, and comes back when its page dies. */

import type { WebPreferences } from 'electron';
import { app, BrowserWindow } from 'electron';
import { hasToStandFirst } from './full-screen.ts';
import { SCREEN_URL } from './origin.ts';
import type { KeptPage, PageListener } from './page-life.ts';
import { keepPage } from './page-life.ts';
import type { ShellLog } from './shell-log.ts';

export type WindowOptions = {
  readonly preloadPath: string;
  readonly iconPath: string;
  /** In a window among others, for technicians and tests; else it fills the display. */
  readonly isWindowed: boolean;
  readonly mayOpenDevTools: boolean;
  readonly log: ShellLog;
  /** The page died or hung, and is loaded again. */
  readonly onPageEnded: () => void;
  readonly onPageWell: (url: string) => void;
};

export type GuardWindow = { readonly window: BrowserWindow; readonly page: KeptPage };

/** Shown while the page loads: the ground colour of the dark look, so that nothing flashes. */
export const GROUND_COLOUR = '#101418';

/** Opens the window, loads the screen, and sees to it that it stays there. */
export function openWindow(options: WindowOptions): GuardWindow {
  const { isWindowed, mayOpenDevTools, log } = options;
  const ozonePlatform = app.commandLine.getSwitchValue('ozone-platform');
  const isLate = hasToStandFirst(process.platform, ozonePlatform, process.env.XDG_SESSION_TYPE ?? '');
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    title: 'Gác Cổng',
    icon: options.iconPath,
    backgroundColor: GROUND_COLOUR,
    fullscreen: !isWindowed && !isLate,
    kiosk: !isWindowed && !isLate,
    autoHideMenuBar: true,
    webPreferences: { ...screenPreferences(options.preloadPath), devTools: mayOpenDevTools },
  });
  // With its first picture; a compositor for kiosks has given it the whole display by then.
  if (!isWindowed && isLate) window.once('ready-to-show', () => window.setKiosk(true));
  const page = keepLoaded(window, SCREEN_URL, {
    onEnded: (reason, againInMs) => {
      log('screen-ended', { reason, againInMs });
      options.onPageEnded();
    },
    onWell: options.onPageWell,
  });
  if (mayOpenDevTools) window.webContents.openDevTools({ mode: 'detach' });
  return { window, page };
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
    plugins: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    // A dialog of the page's would stop it: no verdict would be shown.
    disableDialogs: true,
    navigateOnDragDrop: false,
    spellcheck: false,
    // A gate that something else covers for a moment goes on reading.
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
  };
}

/** Loads the page, keeps its size, and loads it again whenever it dies, hangs or does not come. */
export function keepLoaded(window: BrowserWindow, url: string, listener: PageListener): KeptPage {
  lockZoom(window);
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  return keepPage(window, url, listener);
}

function lockZoom(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('did-finish-load', () => {
    webContents.setZoomFactor(1);
    void webContents.setVisualZoomLevelLimits(1, 1);
  });
  webContents.on('zoom-changed', () => webContents.setZoomFactor(1));
}
