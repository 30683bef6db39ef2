/** Does a setup file lie beside the settings, and where does it go once it was taken? */

import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_SETUP_FILE_BYTES, SETUP_FILE_NAME } from '../contract/setup-file.ts';

export type FoundText =
  | { readonly type: 'found'; readonly text: string }
  | { readonly type: 'refused'; readonly reason: 'too-large' | 'cannot-read' };

/** `null` where there is none. */
export function readFoundSetup(dataDir: string): FoundText | null {
  const path = join(dataDir, SETUP_FILE_NAME);
  if (!existsSync(path)) return null;
  try {
    if (statSync(path).size > MAX_SETUP_FILE_BYTES) return { type: 'refused', reason: 'too-large' };
    return { type: 'found', text: readFileSync(path, 'utf8') };
  } catch {
    // A folder of that name, or somebody else's file: said, and the gate starts without it.
    return { type: 'refused', reason: 'cannot-read' };
  }
}

/** Renamed with the time, so that it is taken once and whoever put it there sees what became of it. */
export function setAside(dataDir: string, outcome: 'applied' | 'refused', nowUtcMs: number): void {
  const time = new Date(nowUtcMs).toISOString().replace(/[-:]/g, '').replace(/\..*$/, 'Z');
  try {
    renameSync(join(dataDir, SETUP_FILE_NAME), join(dataDir, `setup.${outcome}-${time}.json`));
  } catch {
    // Already gone, or a disk that cannot be written: the gate runs, and takes the file again at its next start.
  }
}

/** What is left to be done of a file that was taken. */
export function keepForLater(dataDir: string, text: string): void {
  try {
    writeFileSync(join(dataDir, SETUP_FILE_NAME), text, { mode: 0o600 });
  } catch {
    // A disk that cannot be written: it is tried until the gate is switched off, and no longer.
  }
}
