/** Does this machine run on the mains? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from './update-folder.ts';

const SUPPLIES_DIR = '/sys/class/power_supply';

/** False only where a battery of the machine is seen to run down: a machine that says nothing stands at a socket. */
export function isOnMains(suppliesDir: string = SUPPLIES_DIR): boolean {
  return !namesIn(suppliesDir).some((name) => {
    const read = (file: string): string => textOf(join(suppliesDir, name, file));
    // `Device` is the battery of a mouse or a scanner.
    return read('type') === 'Battery' && read('scope') !== 'Device' && read('status') === 'Discharging';
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return ''; // Not every supply has every file.
  }
}
