/** Which browser of this machine can show the screen? */

import { accessSync, constants } from 'node:fs';
import { placesOnPath } from './on-path.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const WINDOWS_PLACES = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

type Environment = Readonly<Record<string, string | undefined>>;

/** The path of a Chromium, Chrome or Edge; `GATE_BROWSER` goes before all. `null` where there is none. */
export function findBrowser(
  env: Environment,
  platform: NodeJS.Platform = process.platform,
  isProgram: (path: string) => boolean = canRun,
): string | null {
  if (env.GATE_BROWSER) return isProgram(env.GATE_BROWSER) ? env.GATE_BROWSER : null;
  const places =
    platform === 'win32'
      ? [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((root) =>
          root === undefined ? [] : WINDOWS_PLACES.map((place) => `${root}\\${place}`),
        )
      : placesOnPath(env, NAMES);
  return places.find(isProgram) ?? null;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not for us.
  }
}
