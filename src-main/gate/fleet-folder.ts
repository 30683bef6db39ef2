/** Does a signed file of settings lie beside the gate's own, as somebody put it there from a USB stick? */

import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FLEET_FILE_BYTES } from '../contract/fleet-settings.ts';
import { replaceFile } from '../files/replace-file.ts';

export const FLEET_DROP_FILE = 'gac-cong-fleet-settings.json';

/** Its text; `null` where there is none, `'too-large'` where it can be no such file. */
export function readDropped(dataDir: string): string | 'too-large' | 'cannot-read' | null {
  const path = join(dataDir, FLEET_DROP_FILE);
  if (!existsSync(path)) return null;
  try {
    return statSync(path).size > MAX_FLEET_FILE_BYTES ? 'too-large' : readFileSync(path, 'utf8');
  } catch {
    return 'cannot-read'; // A folder of that name, or somebody else's file.
  }
}

/** For the gate that runs on this folder, which looks there every few seconds. False where the disk refuses. */
export function dropFile(dataDir: string, text: string): boolean {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    replaceFile(join(dataDir, FLEET_DROP_FILE), text);
    return true;
  } catch {
    return false;
  }
}

/** Renamed with the time, so that it is taken once and whoever put it there sees what became of it. False where it stays. */
export function setDroppedAside(dataDir: string, outcome: 'taken' | 'refused', nowUtcMs: number): boolean {
  const time = new Date(nowUtcMs).toISOString().replace(/[-:]/g, '').replace(/\..*$/, 'Z');
  try {
    renameSync(join(dataDir, FLEET_DROP_FILE), join(dataDir, `gac-cong-fleet-settings.${outcome}-${time}.json`));
    return true;
  } catch {
    return false; // A disk that cannot be written: it is refused as older from now on.
  }
}
