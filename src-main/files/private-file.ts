/** Can nobody but its owner read a file that holds secrets? */

import { chmodSync, statSync } from 'node:fs';
import { PRIVATE_MODE } from './beside.ts';

/** Takes it away from everybody else's eyes where a copy has left it open. */
export function closeToOthers(path: string): void {
  if (process.platform === 'win32') return;
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, PRIVATE_MODE);
  } catch {
    // Not our file to change, or a read-only disk: it still serves, and the folder itself is private.
  }
}
