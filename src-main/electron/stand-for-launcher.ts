/** How does the first process stand for the gate that it had started, without showing anything itself? */

import { spawnSync } from 'node:child_process';
import type { LauncherCommand } from './by-launcher.ts';

/**
 * Waits in the middle of its own start, so that it opens no window, no session and no lock: all of that is the gate's. The status of the
 * end, or `null` where the launcher could not be started: then a gate without updates is better than none.
 */
export function standForLauncher({ program, args }: LauncherCommand): number | null {
  const { error, status } = spawnSync(program, args, { stdio: 'ignore', windowsHide: true });
  return error === undefined ? status : null;
}
