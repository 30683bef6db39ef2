/** When is a message that did not get through tried again, and when no more? */

const FIRST_MS = 30_000;
const LONGEST_MS = 6 * 60 * 60_000;
/** By then whoever runs the other end has had a weekend. */
export const GIVES_UP_AFTER_MS = 4 * 24 * 60 * 60_000;

/** `tries`: those that were made. Between half of it and all of it, so that what failed together does not come back together. */
export function nextTryInMs(tries: number, askedMs: number | null, random: number): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(30, Math.max(0, tries - 1)));
  const ownMs = fullMs / 2 + (fullMs / 2) * random;
  return Math.round(Math.max(ownMs, Math.min(askedMs ?? 0, LONGEST_MS)));
}
