/** Is there a second display, and does the side that faces visitors stand on it? A window that comes and goes with its display. */

import type { BrowserWindow, Screen, Session } from 'electron';
import { BrowserWindow as Window } from 'electron';
import type { VisitorScreen } from '../host/visitor-screen-message.ts';
import { SCREEN_URL } from './origin.ts';
import type { ShellLog } from './shell-log.ts';
import type { DisplayPlace } from './visitor-display.ts';
import { visitorDisplay } from './visitor-display.ts';
import { GROUND_COLOUR, keepLoaded, screenPreferences } from './window.ts';

export type VisitorWindowOptions = {
  readonly preloadPath: string;
  /** Nothing of the machine is given to it, and nothing of the guard's page is in it. */
  readonly session: Session;
  readonly screen: Screen;
  readonly guardWindow: BrowserWindow;
  readonly log: ShellLog;
};

export type VisitorWindowKeeper = {
  /** The core has said what the settings want. */
  readonly want: (screen: VisitorScreen) => void;
};

/** A system that has just lost a display is still moving windows; then it is looked at again, in milliseconds. */
const SETTLED_AFTER_MS = 700;

export function keepVisitorWindow(options: VisitorWindowOptions): VisitorWindowKeeper {
  const { screen, guardWindow, log } = options;
  let wanted: VisitorScreen = { isOn: false };
  let standing: { readonly window: BrowserWindow; readonly url: string } | null = null;
  let settleTimer: NodeJS.Timeout | undefined;

  function close(why: string): void {
    if (standing === null) return;
    log('visitor-screen-closed', { why });
    standing.window.destroy();
    standing = null;
  }

  function place(): void {
    const display = guardWindow.isDestroyed() ? null : visitorDisplay(screen.getAllDisplays(), guardWindow.getBounds());
    const url = wanted.isOn ? visitorUrl(wanted.laneId) : null;
    if (url === null) close('off');
    else if (display === null) close('no-display');
    else stand(display, url);
  }

  function stand(display: DisplayPlace, url: string): void {
    if (standing !== null && standing.url !== url) close('other-lane');
    if (standing === null) {
      standing = { window: openOn(display, url, options), url };
      log('visitor-screen-opened', { display: display.id });
    } else {
      standing.window.setBounds(display.bounds);
    }
  }

  function look(): void {
    place();
    clearTimeout(settleTimer);
    settleTimer = setTimeout(place, SETTLED_AFTER_MS);
  }

  screen.on('display-added', look);
  screen.on('display-removed', look);
  screen.on('display-metrics-changed', look);
  guardWindow.on('move', look);
  guardWindow.on('closed', () => {
    clearTimeout(settleTimer);
    close('no-guard');
  });
  return {
    want: (next) => {
      wanted = next;
      place();
    },
  };
}

/** The page asks for the lane's verdicts itself; what it may hear is decided by the port that it is given. */
export function visitorUrl(laneId: string | null): string {
  return `${SCREEN_URL}?face=visitor${laneId === null ? '' : `&lane=${laneId}`}`;
}

function openOn(
  { bounds }: DisplayPlace,
  url: string,
  { preloadPath, session, log }: VisitorWindowOptions,
): BrowserWindow {
  const window = new Window({
    ...bounds,
    title: 'Gác Cổng',
    backgroundColor: GROUND_COLOUR,
    show: false,
    frame: false,
    // Keys go to the guard's window, whoever touches this one: a keyboard scanner types there.
    focusable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    resizable: false,
    movable: false,
    minimizable: false,
    webPreferences: { ...screenPreferences(preloadPath), session, devTools: false },
  });
  keepLoaded(window, url, { onEnded: (reason, againInMs) => log('visitor-screen-ended', { reason, againInMs }) });
  window.showInactive();
  window.setBounds(bounds);
  return window;
}
