/** By what does an installed gate show its screen? */

import { readFileSync } from 'node:fs';
import type { ProgramFacts } from '../../core/readiness/judge-machine.ts';
import { findBrowser } from '../find-browser.ts';

/** Where Electron's package lays what a Node outside of it runs: the app is four folders above. */
const IN_ELECTRON = /^(.*)\/resources\/app\.asar\.unpacked\//;

/** `codeUrl`: where the code of the command lies. */
export function installedShell(env: NodeJS.ProcessEnv, codeUrl: string): ProgramFacts['shell'] {
  const [, app] = IN_ELECTRON.exec(codeUrl) ?? [];
  if (app !== undefined) return { type: 'electron', version: electronVersion(`${app}/version`) };
  return findBrowser(env) === null ? null : { type: 'browser' };
}

/** Electron's own file; some packages leave it out. */
function electronVersion(url: string): string {
  try {
    return readFileSync(new URL(url), 'utf8').trim();
  } catch {
    return '?';
  }
}
