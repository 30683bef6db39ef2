/** Which processes show the pages of the browser that has this profile? Linux alone says it; elsewhere none is known. */

import { readFileSync } from 'node:fs';
import { processIds } from './process-ids.ts';

export function renderersOf(profileDir: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  return processIds().flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes('--type=renderer') && command.includes(profileDir) ? [pid] : [];
    } catch {
      return []; // Gone since the folder was listed.
    }
  });
}
