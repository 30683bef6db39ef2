/** Which processes show the pages of the browser that has this profile? Linux alone says it; elsewhere none is known. */

import { readdirSync, readFileSync } from 'node:fs';

export function renderersOf(profileDir: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return command.includes('--type=renderer') && command.includes(profileDir) ? [Number(name)] : [];
    } catch {
      return []; // Gone since the folder was listed.
    }
  });
}
