/** What is known of the wall clock's error now, so long after it was compared with the collector's? */

/** Wall clock minus the collector's, and how far that may be wrong. */
export type ClockOffset = { readonly offsetMs: number; readonly uncertaintyMs: number };

export type ClockReading = { readonly wallUtcMs: number; readonly monotonicMs: number };

/** A comparison, and what both clocks of the machine said at that time. */
export type ClockSync = { readonly offset: ClockOffset; readonly at: ClockReading };

/** Cheap quartz in a warm box; what a PC's clock gains or loses when nothing corrects it. */
const DRIFT = 50 / 1_000_000;
/** Both clocks are read one after the other, and a time service nudges the wall clock: so much alone is no jump. */
const QUIET_STEP_MS = 1_000;

/** Whether somebody has set the wall clock in between, in either direction. */
export function hasJumped(before: ClockReading, now: ClockReading): boolean {
  const elapsedMs = now.monotonicMs - before.monotonicMs;
  return Math.abs(now.wallUtcMs - before.wallUtcMs - elapsedMs) > QUIET_STEP_MS + Math.abs(elapsedMs) * DRIFT;
}

/**
 * The offset at `now`: less certain the longer ago the comparison was, `null` when there was none or when somebody has
 * set the wall clock since. A jump cannot be added up: a clock set right looks like one set wrong. A machine
 * that slept counts as one: its monotonic clock may have stood still.
 */
export function offsetNow(sync: ClockSync | null, now: ClockReading): ClockOffset | null {
  if (sync === null) return null;
  const elapsedMs = now.monotonicMs - sync.at.monotonicMs;
  const driftMs = Math.abs(elapsedMs) * DRIFT;
  const jumpMs = Math.abs(now.wallUtcMs - sync.at.wallUtcMs - elapsedMs);
  if (jumpMs > QUIET_STEP_MS + driftMs) return null;
  // A small step hides below the threshold, and is part of what is not known.
  return { offsetMs: sync.offset.offsetMs, uncertaintyMs: sync.offset.uncertaintyMs + driftMs + jumpMs };
}
