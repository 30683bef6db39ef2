/** Does the gate start by itself when somebody signs in? On Linux its service does that; on Windows the shell sees to it. */

import type { App } from 'electron';
import { installedProgram } from './by-launcher.ts';

/**
 * A login item of the user that the gate runs as, written anew at each start: of the program that was installed, whichever version runs.
 * `GATE_AUTOSTART=0` takes it away: where Shell Launcher or Assigned Access starts the gate, a second start would only be turned back.
 */
export function startWithTheMachine(
  app: Pick<App, 'isPackaged' | 'setLoginItemSettings'>,
  env: Readonly<Record<string, string | undefined>>,
  execPath: string,
  platform: NodeJS.Platform = process.platform,
): void {
  if (platform !== 'win32' || !app.isPackaged) return;
  app.setLoginItemSettings({ openAtLogin: env.GATE_AUTOSTART !== '0', path: installedProgram(env, execPath) });
}
