/** Under which name does a new file lie beside those that are there already? */

import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';

/** Nobody hands out so many files of one name; whoever does finds the last one written over. */
const MOST_ALIKE = 999;

/** `name`, or `name (2)` and so on: what somebody saved before is not touched. */
export function freePath(folder: string, name: string, isThere: (path: string) => boolean = existsSync): string {
  const { name: stem, ext } = parse(name);
  for (let count = 1; count < MOST_ALIKE; count += 1) {
    const path = join(folder, count === 1 ? name : `${stem} (${count})${ext}`);
    if (!isThere(path)) return path;
  }
  return join(folder, `${stem} (${MOST_ALIKE})${ext}`);
}
