/** How does a process that dies keep to itself what it knew of people? It leaves no core file behind. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Part of util-linux, which every Linux with a package manager has. */
const PRLIMIT = '/usr/bin/prlimit';

/**
 * Sets the largest core file of this process, and of those that it has started already, to nothing; what is started later inherits it.
 * Node has no call for it. False where it could not be done; elsewhere than on Linux there are no core files, docs/kiosk.md says what
 * Windows keeps. The limit is taken seriously by the kernel and by systemd-coredump.
 */
export function forbidCoreDumps(pid = process.pid, platform: NodeJS.Platform = process.platform): boolean {
  if (platform !== 'linux') return true;
  if (!existsSync(PRLIMIT)) return false;
  return familyOf(pid)
    .map((each) => spawnSync(PRLIMIT, ['--core=0:0', '--pid', String(each)], { stdio: 'ignore' }).status === 0)
    .every((isDone) => isDone);
}

function familyOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(familyOf)];
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return []; // It has ended meanwhile.
  }
}
