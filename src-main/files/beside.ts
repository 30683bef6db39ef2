/** Under which name, and how, does a file lie while it is being written? Beside the one that it is to become, for its owner alone. */

import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Owner reads and writes, nobody else. Windows keeps the folder's own access list instead. */
export const PRIVATE_MODE = 0o600;
/** At the end of such a name; whatever bears it is the rest of a write that was cut, or a write that goes on now. */
export const UNFINISHED = '.new';
/** No write takes so long: who wrote that one is not there any more. */
const LEFT_BEHIND_MS = 60_000;

/** Nobody else's: two that replace one file at once never write into each other's. */
export function nameBeside(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
}

/** Under a name that is not there yet; with `isSynced` it is on the disk when this returns. Throws the system's error. */
export function writeBeside(beside: string, content: string | Uint8Array, isSynced: boolean): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = openSync(beside, 'wx', PRIVATE_MODE);
  try {
    // A disk that is nearly full takes a part and says so only at the next one.
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    if (isSynced) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Takes away what is not needed any more, as far as the disk lets it. */
export function dropBeside(beside: string): void {
  try {
    rmSync(beside, { force: true });
  } catch {
    // The next one that replaces the file takes it away.
  }
}

/** What power cuts left of earlier writes of this file, which was just replaced. */
export function dropLeftBehind(path: string): void {
  try {
    const leftBehindMs = statSync(path).mtimeMs - LEFT_BEHIND_MS;
    for (const name of readdirSync(dirname(path))) {
      const beside = join(dirname(path), name);
      if (isBeside(name, basename(path)) && statSync(beside).mtimeMs < leftBehindMs) dropBeside(beside);
    }
  } catch {
    // What is left behind harms nothing, and the file itself is in its place.
  }
}

/** Earlier versions gave it one name without a number. */
function isBeside(name: string, file: string): boolean {
  return name.startsWith(file) && /^(\.[0-9a-f]{12})?\.new$/.test(name.slice(file.length));
}
