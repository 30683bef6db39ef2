/** For how much of the last moment could a process do nothing itself, as it was given no processor, or no answer by a disk? Linux alone says it; elsewhere nobody was kept waiting. */

import { readFileSync } from 'node:fs';

/** What the system says of a process. */
export type Standing = {
  /** Since it began: for how long it wanted a processor and got none. */
  readonly waitedNs: number;
  /** At this moment, and for nothing else: whoever waits in the kernel so cannot even be ended. */
  readonly isAtDisk: boolean;
};

/** A cheap disk that tidies itself up stands still for some seconds. One that does for most of a minute is a hang, too. */
const SHARE_AT_DISK = 0.9;

/** Asked again and again for the same process; the share of the time since it was asked before, from 0 to 1. */
export function waitMeter(
  standingOf: (pid: number) => Standing | null = readStanding,
  nowMs: () => number = () => performance.now(),
): (pid: number) => number {
  let last: { readonly pid: number; readonly waitedNs: number; readonly atMs: number } | null = null;
  return (pid) => {
    const standing = standingOf(pid);
    const atMs = nowMs();
    const before = last;
    last = standing === null ? null : { pid, waitedNs: standing.waitedNs, atMs };
    if (standing === null || before === null || before.pid !== pid || atMs <= before.atMs) return 0;
    const share = (standing.waitedNs - before.waitedNs) / 1e6 / (atMs - before.atMs);
    return Math.min(1, Math.max(0, share, standing.isAtDisk ? SHARE_AT_DISK : 0));
  };
}

/**
 * Of its main thread, which is the one that speaks. https://docs.kernel.org/scheduler/sched-stats.html: the second of three numbers;
 * https://docs.kernel.org/filesystems/proc.html: the state, behind a name that may hold brackets itself.
 */
function readStanding(pid: number): Standing | null {
  if (process.platform !== 'linux' || pid <= 0) return null;
  try {
    const waitedNs = Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.charAt(stat.lastIndexOf(')') + 2);
    return Number.isFinite(waitedNs) ? { waitedNs, isAtDisk: state === 'D' } : null;
  } catch {
    return null; // It is gone, or the kernel was built without.
  }
}
