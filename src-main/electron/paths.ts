/** Where are the parts of the app, as they lie on disk from source and in an installed app? */

import { join } from 'node:path';

export type ShellPaths = {
  readonly screenDir: string;
  readonly preloadScript: string;
  readonly coreScript: string;
  readonly icon: string;
};

/** `shellDir` is the folder of the built shell, `dist/electron`. */
export function findPaths(shellDir: string, isPackaged: boolean): ShellPaths {
  const coreScript = join(shellDir, '..', 'host', 'core-process.js');
  return {
    screenDir: join(shellDir, '..', 'renderer'),
    preloadScript: join(shellDir, 'preload.cjs'),
    // A Node of one's own (GATE_CORE_NODE) cannot read inside an archive: the core is shipped outside it.
    coreScript: isPackaged ? coreScript.replace('app.asar', 'app.asar.unpacked') : coreScript,
    icon: join(shellDir, '..', '..', 'resources', 'icons', 'gac-cong.png'),
  };
}
