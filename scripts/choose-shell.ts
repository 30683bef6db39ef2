/** Which of the two shells runs here, and why? */

import type { ElectronAnswer } from './find-electron.ts';

export type ShellChoice =
  | { readonly shell: 'electron'; readonly binary: string; readonly coreNeedsOurNode: boolean; readonly why: string }
  | { readonly shell: 'browser'; readonly why: string }
  | { readonly shell: 'none'; readonly why: string };

/** The first Electron whose own Node (22.14) loads the database module. */
const FIRST_ELECTRON_FOR_THE_CORE = 36;

/**
 * `GATE_SHELL` forces a shell; otherwise Electron where it can be had and there is a display, else the browser kiosk.
 * `lookForElectron` may download it, so it is asked only when Electron is wanted.
 */
export function chooseShell(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  lookForElectron: () => ElectronAnswer,
): ShellChoice {
  if (env.GATE_SHELL === 'browser') return { shell: 'browser', why: 'GATE_SHELL=browser' };
  const isForced = env.GATE_SHELL === 'electron';
  const hasDisplay = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  if (!hasDisplay && !isForced) return { shell: 'browser', why: 'there is no display for Electron' };
  const electron = lookForElectron();
  if (electron.type === 'absent') return { shell: isForced ? 'none' : 'browser', why: electron.reason };
  return {
    shell: 'electron',
    binary: electron.binary,
    coreNeedsOurNode: Number.parseInt(electron.version, 10) < FIRST_ELECTRON_FOR_THE_CORE,
    why: isForced ? 'GATE_SHELL=electron' : `Electron ${electron.version} is here`,
  };
}
