/** When does a gate next say how it is? */

/** About so often; every gate a little differently, so that they never fall into step. */
const EVERY_MS = 5 * 60_000;
const SOON_MS = 20_000;

/**
 * `random` in [0, 1). After a `change` of the venue or of the collector somebody stands there and wants to see it: soon. After a `start` nobody does,
 * and a country whose power comes back starts at once: anywhere in the usual time, so that reports come at the pace of every other day.
 */
export function firstReportWaitMs(after: 'start' | 'change', random: number): number {
  return random * (after === 'start' ? EVERY_MS : SOON_MS);
}

/** The wait from one report to the next, whether it got through or not. `random` in [0, 1). */
export function nextReportWaitMs(random: number): number {
  return EVERY_MS * (1 - random / 5);
}
