/** How much may gates bring, and how fast, so that none of them is in the way of all? */

/** More would only wait for the database's connections, and hold their bodies in memory meanwhile. */
export const MOST_BATCHES_AT_ONCE = 64;
/** From here on the database is busy whoever comes: each gate is asked to let a moment pass before its next batch. */
const BUSY_BATCHES = 32;
const LONGEST_PAUSE_MS = 2_000;

/** So that one stolen key does not fill the disk of all. A gate that comes back after months brings this many without a pause: four lanes at a scan a second for six days. */
const BURST_ENTRIES = 2_000_000;
/** What flows in again meanwhile: far more than people pass, far less than a machine can make up. */
const ENTRIES_PER_SECOND = 200;
const LONGEST_RETRY_AFTER_S = 600;
const LONGEST_BUSY_S = 10;

export type Quota = {
  /** `null` = taken off what the gate has left; else the seconds after which it would fit. */
  readonly take: (device: string, entries: number) => number | null;
};

/** None while there is room; then a random part (`random` in [0, 1)) of one that grows until no more batches are taken. */
export function pauseMs(underWay: number, random: number): number {
  const share = Math.max(0, underWay - BUSY_BATCHES) / (MOST_BATCHES_AT_ONCE - BUSY_BATCHES);
  return Math.round(random * share * LONGEST_PAUSE_MS);
}

/** After how many seconds a gate comes back that found no room: each at another time. `random` in [0, 1). */
export function busyRetryAfterS(random: number): number {
  return 1 + Math.floor(random * LONGEST_BUSY_S);
}

/**
 * A bucket for each gate that has proved who it is, in the memory of this instance: with two instances a gate has twice as much.
 * `nowMs` is of a clock that nobody sets.
 */
export function openQuota(nowMs: () => number, burst = BURST_ENTRIES, perSecond = ENTRIES_PER_SECOND): Quota {
  const spent = new Map<string, { readonly entries: number; readonly atMs: number }>();

  function spentBy(device: string): number {
    const before = spent.get(device);
    if (before === undefined) return 0;
    return Math.max(0, before.entries - ((nowMs() - before.atMs) / 1_000) * perSecond);
  }

  return {
    take: (device, entries) => {
      const all = spentBy(device) + entries;
      if (all > burst) return Math.min(LONGEST_RETRY_AFTER_S, Math.ceil((all - burst) / perSecond));
      spent.set(device, { entries: all, atMs: nowMs() });
      return null;
    },
  };
}
