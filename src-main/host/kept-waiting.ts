/** For how much of the last moment did a process want a processor and get none? Linux alone says it; elsewhere nobody was kept waiting. */

import { readFileSync } from 'node:fs';

/** Asked again and again for the same process; the share of the time since it was asked before, from 0 to 1. */
export function waitMeter(
  readWaitedNs: (pid: number) => number | null = waitedNs,
  nowMs: () => number = () => performance.now(),
): (pid: number) => number {
  let last: { readonly pid: number; readonly waitedNs: number; readonly atMs: number } | null = null;
  return (pid) => {
    const waited = readWaitedNs(pid);
    const atMs = nowMs();
    const before = last;
    last = waited === null ? null : { pid, waitedNs: waited, atMs };
    if (waited === null || before === null || before.pid !== pid || atMs <= before.atMs) return 0;
    return Math.min(1, Math.max(0, (waited - before.waitedNs) / 1e6 / (atMs - before.atMs)));
  };
}

/** Of its main thread, which is the one that speaks. https://docs.kernel.org/scheduler/sched-stats.html: the second of three numbers. */
function waitedNs(pid: number): number | null {
  if (process.platform !== 'linux' || pid <= 0) return null;
  try {
    const waited = Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]);
    return Number.isFinite(waited) ? waited : null;
  } catch {
    return null; // It is gone, or the kernel was built without.
  }
}
