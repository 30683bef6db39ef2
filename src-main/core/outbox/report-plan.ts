/** When does a gate next say how it is? */

/** About so often; every gate a little differently, so that they never fall into step. */
const EVERY_MS = 5 * 60_000;

/** `news` of the gate itself: few gates have any at one moment, and somebody waits for it. */
const WITHIN_MS = { start: EVERY_MS, change: 20_000, news: 2_000 } as const;

/**
 * `random` in [0, 1). After a `change` of the venue or of the collector somebody stands there and wants to see it: soon. After a `start` nobody does,
 * and a country whose power comes back starts at once: anywhere in the usual time, so that reports come at the pace of every other day.
 */
export function reportWaitMs(after: keyof typeof WITHIN_MS, random: number): number {
  return random * WITHIN_MS[after];
}

/** The wait from one report to the next, whether it got through or not. `random` in [0, 1). */
export function nextReportWaitMs(random: number): number {
  return EVERY_MS * (1 - random / 5);
}
