/** Does the browser of a gate that was killed still stand there? */

import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ends it. Chromium leaves in its profile who has it, as `machine-process`; the profile is the gate's own, and whoever calls this has
 * the lock of the data folder. Linux alone says of a process what it was started with; elsewhere nothing is ended on a guess.
 */
export function endLeftoverBrowser(profileDir: string): void {
  try {
    const pid = Number(/-(\d+)$/.exec(readlinkSync(join(profileDir, 'SingletonLock')))?.[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (command.includes(`--user-data-dir=${profileDir}`)) process.kill(pid, 'SIGKILL');
  } catch {
    // Nobody has it, or whoever had it is gone.
  }
}
