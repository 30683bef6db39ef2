/** Is another gate running on the same data? */

import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { holdFile } from '../store/hold-file.ts';

const LOCK_FILE = 'gate.in-use';
/** Before, a file with a process's number in it: one that a power cut left kept the gate shut when the number was another's by then. */
const LOCK_FILE_BEFORE = 'gate.lock';
const ASK_EVERY_MS = 50;

/** Takes the data folder for this process; `null` where a living process has it. The returned function gives it back. */
export function lockDataDir(dataDir: string): (() => void) | null {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (isReadOnly(dataDir)) return () => undefined;
  const release = holdFile(join(dataDir, LOCK_FILE));
  if (release !== null) rmSync(join(dataDir, LOCK_FILE_BEFORE), { force: true });
  return release;
}

/** On a disk that nobody can write to nobody is kept out; who opens the log there says why it does not open. */
function isReadOnly(dataDir: string): boolean {
  try {
    accessSync(dataDir, constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EROFS';
  }
}

/** The same, for a start that may come a moment before the gate of before is gone. */
export async function lockDataDirWithin(dataDir: string, withinMs: number): Promise<(() => void) | null> {
  const giveUpAtMs = performance.now() + withinMs;
  let release = lockDataDir(dataDir);
  while (release === null && performance.now() < giveUpAtMs) {
    await delay(ASK_EVERY_MS);
    release = lockDataDir(dataDir);
  }
  return release;
}
