/** How long to wait before something that died is started again? */

/** Fast enough that a guard hardly sees a single crash. */
const FIRST_DELAY_MS = 500;
/** Slow enough that a machine with a lasting fault stays usable. */
const LONGEST_DELAY_MS = 30_000;
/** Who lived this long had recovered: the next death counts as a first one. */
const RECOVERED_AFTER_MS = 60_000;

export type BackOff = { readonly deathsInARow: number };

export const NO_DEATHS: BackOff = { deathsInARow: 0 };

/** What to wait now, and what to remember, after a life of `livedMs`. Doubles with each early death. */
export function afterDeath(before: BackOff, livedMs: number): { readonly backOff: BackOff; readonly delayMs: number } {
  const deathsInARow = livedMs >= RECOVERED_AFTER_MS ? 1 : before.deathsInARow + 1;
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (deathsInARow - 1));
  return { backOff: { deathsInARow }, delayMs };
}
