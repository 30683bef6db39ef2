/** How does a file get the name of one that is there, where Windows lets nobody take a name that somebody holds? */

import { renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** A virus scanner or the search index looks into a file just closed, for some milliseconds: https://github.com/isaacs/node-graceful-fs/issues/127 */
const PAUSES_MS = [10, 20, 40, 80];
const HELD = ['EPERM', 'EACCES', 'EBUSY'];

/** Throws the system's error; the file then bears its old name, and the other one stands. */
export function renameOver(from: string, to: string): void {
  for (const pauseMs of pausesMs()) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (!isHeld(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
  renameSync(from, to);
}

/** The same without holding up the thread. */
export async function renameOverUnhurried(from: string, to: string): Promise<void> {
  for (const pauseMs of pausesMs()) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (!isHeld(error)) throw error;
      await pause(pauseMs);
    }
  }
  await rename(from, to);
}

/** Elsewhere a name may be taken from whoever holds it: a refusal there is meant. */
function pausesMs(): readonly number[] {
  return process.platform === 'win32' ? PAUSES_MS : [];
}

function isHeld(error: unknown): boolean {
  return HELD.includes((error as NodeJS.ErrnoException).code ?? '');
}
