/** What does a file that somebody named on the command line hold? */

import { readFileSync } from 'node:fs';

/** `undefined` where it is not there, not ours to read, or no JSON: the schema refuses it. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
