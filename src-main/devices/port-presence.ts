/** Is the device that was opened still the one behind its path? */

import { stat } from 'node:fs/promises';
import { SerialPort } from 'serialport';

/** How often an open port is looked at. Windows has to ask its device manager, which is dearer. */
export const PRESENCE_CHECK_MS = process.platform === 'win32' ? 2_000 : 500;

export type Presence = { readonly isStillThere: () => Promise<boolean> };

/**
 * Remembers what is behind `path` now; `null` where nothing is. Needed because a USB port that is pulled on Linux reads
 * as empty for ever and emits neither `close` nor `error` (https://github.com/serialport/node-serialport/issues/2043).
 */
export async function notePresence(path: string): Promise<Presence | null> {
  if (process.platform === 'win32') return noteListedPort(path);
  const identity = await readIdentity(path);
  if (identity === 'gone') return null;
  return { isStillThere: async () => (await readIdentity(path)) === identity };
}

/** A device that came back between two looks has the same path, but is another node. */
async function readIdentity(path: string): Promise<string> {
  try {
    const { dev, ino, rdev } = await stat(path);
    return `${dev} ${ino} ${rdev}`;
  } catch (error) {
    // Any other failure (a folder that may not be searched) is for opening to explain.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : 'unknown';
  }
}

/** Virtual ports are not always listed: only one that was listed can be missed. */
async function noteListedPort(path: string): Promise<Presence> {
  const wasListed = await isListed(path, false);
  return { isStillThere: async () => !wasListed || isListed(path, true) };
}

async function isListed(path: string, ifUnknown: boolean): Promise<boolean> {
  try {
    const ports = await SerialPort.list();
    return ports.some((port) => port.path.toUpperCase() === path.toUpperCase());
  } catch {
    return ifUnknown;
  }
}
