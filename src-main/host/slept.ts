/** Has this machine slept? Asked where no shell hears it from the system. */

const LOOK_EVERY_MS = 5_000;
/** More than any machine is busy, less than any sleep is worth. */
const SLEPT_MS = 30_000;

type Times = { readonly wallUtcMs: number; readonly monotonicMs: number };

/** A sleep shows in the one clock or in both: some systems stop the monotonic one meanwhile. Somebody who sets the clock looks alike, and a look more does no harm. */
export function hasSlept(before: Times, now: Times): boolean {
  const passedMs = now.monotonicMs - before.monotonicMs;
  const aheadMs = now.wallUtcMs - before.wallUtcMs - passedMs;
  return passedMs >= SLEPT_MS || aheadMs >= SLEPT_MS;
}

/** Calls `onWoken` after each sleep; the returned function ends it. */
export function hearOfSleep(onWoken: () => void): () => void {
  const look = (): Times => ({ wallUtcMs: Date.now(), monotonicMs: performance.now() });
  let last = look();
  const timer = setInterval(() => {
    const now = look();
    if (hasSlept(last, now)) onWoken();
    last = now;
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
