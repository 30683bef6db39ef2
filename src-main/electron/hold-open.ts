/** May the window go, shrink or leave the full screen? Only with the app, which a PIN, a badge, a signal or the end of the session ends. */

import type { App, BrowserWindow } from 'electron';

/** For a kiosk. Alt+F4, a window manager, a gesture and `window.close` are all answered by nothing. */
export function holdOpen(app: Pick<App, 'on'>, window: BrowserWindow): void {
  let isEnding = false;
  const letGo = (): void => {
    isEnding = true;
  };
  // Quitting asks first; nothing but the shell itself, a signal and the system's session end it.
  app.on('before-quit', letGo);
  window.on('query-session-end', letGo);
  window.on('session-end', letGo);
  window.on('close', (event) => {
    if (!isEnding) event.preventDefault();
  });
  window.on('minimize', () => window.restore());
  window.on('leave-full-screen', () => {
    if (!isEnding) window.setKiosk(true);
  });
  // The back and forward keys of mice and keyboards.
  window.on('app-command', (event) => event.preventDefault());
}
