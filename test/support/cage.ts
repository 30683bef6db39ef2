/** How does a test show a gate in cage, as a machine without a desktop does? On a display that nobody sees. */

import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { PROJECT_DIR } from './run-process.ts';
import { temporaryDir } from './temporary-dir.ts';

/** cage refuses to be root's. Where the tests are, all of it is `nobody`'s. */
const NOBODY = 65_534;
const AS_NOBODY = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups', '--'];
const isRoot = process.getuid?.() === 0;

/** Why it cannot be shown here, or null. cage of Debian starts no program where there is no Xwayland. */
export function whyNoCage(): string | null {
  for (const [program, option] of [
    ['cage', '-v'],
    ['Xwayland', '-version'],
  ] as const) {
    if (spawnSync(program, [option]).error !== undefined) return `no ${program} here`;
  }
  // Chromium's sandbox, which whoever is not root cannot do without.
  const [program, args] = asSomebody('unshare', ['-U', 'test', '-r', `${PROJECT_DIR}/package.json`]);
  return spawnSync(program, args).status === 0 ? null : 'nobody but root has a sandbox, or may read the project, here';
}

/** The same command, of somebody who is not root. */
export function asSomebody(program: string, args: readonly string[]): readonly [string, readonly string[]] {
  return isRoot ? ['setpriv', [...AS_NOBODY, program, ...args]] : [program, args];
}

/** A folder of that somebody's. */
export function somebodysDir(): string {
  const dir = temporaryDir();
  if (isRoot) chownSync(dir, NOBODY, NOBODY);
  return dir;
}

/** No card, no keyboard, no session of anybody's; `dir` is the home of whoever runs it. */
export function cageEnvironment(dir: string): Record<string, string> {
  return {
    HOME: dir,
    XDG_RUNTIME_DIR: dir,
    XDG_CACHE_HOME: dir,
    XDG_CONFIG_HOME: dir,
    XDG_SESSION_TYPE: 'wayland',
    WLR_BACKENDS: 'headless',
    WLR_RENDERER: 'pixman',
    WLR_LIBINPUT_NO_DEVICES: '1',
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
  };
}
