/** Does Chromium's lock of the shell's folder stand in nobody's name? Then the gate must be able to start. */

import { readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * On Linux it is a link to `machine-process`. Chromium takes away what a dead process of this machine left, but a lock in another
 * machine's name it believes for ever: after a power cut and a new host name, or a cloned disk, no gate would start any more. The
 * folder lies on this machine's own disk, so no other machine can be in it.
 */
export function dropLeftoverLock(shellDir: string, machine = hostname()): void {
  const path = join(shellDir, 'SingletonLock');
  try {
    const holder = readlinkSync(path);
    if (holder.slice(0, holder.lastIndexOf('-')) !== machine) rmSync(path, { force: true });
  } catch {
    // No lock, or (on Windows) none of this kind.
  }
}
