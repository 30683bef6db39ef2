/** How does a process that dies keep to itself what it knew of people? It leaves no core file behind. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { processIds } from './process-ids.ts';

/** Part of util-linux, which every Linux with a package manager has. */
const PRLIMIT = '/usr/bin/prlimit';

/**
 * Sets the largest core file of this process, and of those that it has started already, to nothing; what is started later inherits it.
 * Node has no call for it. False where it could not be done; elsewhere than on Linux there are no core files, docs/kiosk.md says what
 * Windows keeps. The limit is taken seriously by the kernel and by systemd-coredump.
 */
export function forbidCoreDumps(pid = process.pid, platform: NodeJS.Platform = process.platform): boolean {
  if (platform !== 'linux') return true;
  const tried = new Set<number>();
  for (;;) {
    const allowed = familyOf(pid).filter(mayDump);
    if (allowed.length === 0) return true;
    // After the first look: whoever was begun during the one before, by somebody who had no limit yet.
    const fresh = allowed.filter((each) => !tried.has(each));
    for (const each of fresh) {
      tried.add(each);
      spawnSync(PRLIMIT, ['--core=0:0', '--pid', String(each)], { stdio: 'ignore' });
    }
    if (fresh.length < allowed.length) return false;
  }
}

function mayDump(pid: number): boolean {
  try {
    return !/^Max core file size\s+0\s+0\s/m.test(readFileSync(`/proc/${pid}/limits`, 'utf8'));
  } catch {
    return false; // It has ended meanwhile, and leaves nothing any more.
  }
}

/** `root`, and whoever it and those began, by whichever of their threads. */
function familyOf(root: number): number[] {
  const parents = new Map(processIds().flatMap(parentOf));
  const family = new Set([root]);
  for (const each of family) {
    for (const [pid, parent] of parents) if (parent === each) family.add(pid);
  }
  return [...family];
}

function parentOf(pid: number): [number, number][] {
  try {
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return parent === undefined ? [] : [[pid, Number(parent)]];
  } catch {
    return []; // It has ended meanwhile.
  }
}
