/** In which folder does the kiosk's browser have its profile? In the gate's own; while that disk takes nothing, in memory, so that a screen is there to say so. */

import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file system of every Linux that lies on no disk. */
const MEMORY = '/dev/shm';
/** A browser that has less begins, and falls over. */
const NEEDS_BYTES = 1_000_000;

export function browserFolder(dataDir: string, memoryDir = MEMORY): string {
  const own = join(dataDir, 'browser');
  if (hasRoom(own)) return own;
  const inMemory = join(memoryDir, 'gac-cong-browser');
  return hasRoom(inMemory) ? inMemory : own;
}

function hasRoom(dir: string): boolean {
  const probe = join(dir, 'has-room');
  let isRoom = false;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (!isOurs(dir)) return false;
    writeFileSync(probe, Buffer.alloc(NEEDS_BYTES), { mode: 0o600 });
    isRoom = true;
  } catch {
    // Full, read-only, or none.
  }
  try {
    rmSync(probe, { force: true });
  } catch {
    return false;
  }
  return isRoom;
}

/** Where everybody may make a folder, somebody else may have made this one. */
function isOurs(dir: string): boolean {
  const found = lstatSync(dir);
  return found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
}
