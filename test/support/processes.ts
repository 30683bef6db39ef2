/** Which processes run now, and which of them came from one? Linux alone tells it here. */

import { readdirSync, readFileSync } from 'node:fs';

export type ProcessRow = { readonly pid: number; readonly parent: number; readonly command: string };

/** Those that have ended and wait for their parent to ask are not running. */
export function processes(): ProcessRow[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      if (/^State:\s+[ZX]/m.test(status)) return [];
      const parent = /^PPid:\s+(\d+)$/m.exec(status)?.[1];
      return [{ pid: Number(name), parent: Number(parent), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
    } catch {
      return []; // Gone since the folder was listed.
    }
  });
}

/** `root` and all that it began, and what those began. */
export function descendantsOf(root: number): number[] {
  const all = processes();
  const found = [root];
  for (const pid of found) found.push(...all.filter(({ parent }) => parent === pid).map((each) => each.pid));
  return found;
}

/** How large a core file of `root` and of each that came from it may be: the limit, and what it may be raised to. */
export function coreLimitsOf(root: number): string[] {
  return descendantsOf(root).flatMap((pid) => {
    try {
      const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
      const [, soft = '?', hard = '?'] = /^Max core file size\s+(\S+)\s+(\S+)/m.exec(limits) ?? [];
      return [`${soft} ${hard}`];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}

/** Which of `pids` run still? */
export function runningOf(pids: readonly number[]): number[] {
  const running = new Set(processes().map(({ pid }) => pid));
  return pids.filter((pid) => running.has(pid));
}
