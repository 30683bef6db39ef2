/** Is it certain enough what time it is, that something may be deleted for good because of it? */

import type { Moment } from '../core/entry/entry.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** No gate of this version was built before the first, and none is still in use after the second. */
const BUILT_AFTER_UTC_MS = Date.UTC(2026, 0, 1);
const LATEST_BELIEVABLE_UTC_MS = Date.UTC(2090, 0, 1);
/** A comparison with the collector that is less certain than this is none. */
const USEFUL_UNCERTAINTY_MS = MINUTE_MS;
/** Further apart, one of the two is wrong, and nobody knows which. */
const FARTHEST_FROM_COLLECTOR_MS = DAY_MS;
/** Two clocks that agree may both be wrong: one source set both. Longer than this no gate in use is switched off. */
const LONGEST_OFF_WITH_COLLECTOR_MS = 400 * DAY_MS;
/** A clock that nobody confirms is believed to have gone on while the gate was off so long, */
export const LONGEST_OFF_ALONE_MS = 31 * DAY_MS;
/** and while it ran (a machine that slept over a holiday; not a month that was set wrong) so long. */
const LONGEST_SLEEP_MS = 4 * DAY_MS;
/** After a start or a jump, time for a time service to set it right. */
export const SETTLES_MS = 10 * MINUTE_MS;
/** A time service nudges; two clocks are read one after the other. */
const QUIET_STEP_MS = 2 * MINUTE_MS;

/** `impossible`: out of this product's lifetime. `behind`: before an instant that was sure. `gap`: too long after it. */
export type ClockDoubt = 'impossible' | 'far-off' | 'behind' | 'gap';

export type SureClock =
  | { readonly type: 'sure'; readonly nowUtcMs: number }
  | { readonly type: 'settling' }
  | { readonly type: 'doubt'; readonly why: ClockDoubt };

export type Steadiness = { readonly forMs: number; readonly hasJumped: boolean };

/**
 * With a recent comparison, the collector's time counts where the wall clock agrees. A gate that works alone needs a clock that has been
 * steady for a while and goes on from `knownUtcMs`, the last instant that was sure (`null` = an empty log that never had one).
 */
export function judgeClock(now: Moment, knownUtcMs: number | null, steady: Steadiness): SureClock {
  if (now.wallUtcMs < BUILT_AFTER_UTC_MS || now.wallUtcMs >= LATEST_BELIEVABLE_UTC_MS) return doubt('impossible');
  const { clockOffsetMs, clockUncertaintyMs } = now;
  const isCompared =
    clockOffsetMs !== null && clockUncertaintyMs !== null && clockUncertaintyMs <= USEFUL_UNCERTAINTY_MS;
  if (isCompared) {
    if (Math.abs(clockOffsetMs) > FARTHEST_FROM_COLLECTOR_MS) return doubt('far-off');
    const nowUtcMs = now.wallUtcMs - clockOffsetMs;
    const isTooLong = knownUtcMs !== null && nowUtcMs - knownUtcMs > LONGEST_OFF_WITH_COLLECTOR_MS;
    return isTooLong ? doubt('gap') : { type: 'sure', nowUtcMs };
  }
  if (steady.forMs < SETTLES_MS) return { type: 'settling' };
  if (knownUtcMs !== null) {
    const elapsedMs = now.wallUtcMs - knownUtcMs;
    if (elapsedMs < -QUIET_STEP_MS) return doubt('behind');
    if (elapsedMs > (steady.hasJumped ? LONGEST_SLEEP_MS : LONGEST_OFF_ALONE_MS)) return doubt('gap');
  }
  return { type: 'sure', nowUtcMs: now.wallUtcMs };
}

/** Watches whether wall clock and monotonic clock go on together; each look is compared with the one before. */
export function watchSteadiness(): (now: Moment) => Steadiness {
  let last: Moment | null = null;
  let steadySinceMs: number | null = null;
  let hasJumped = false;
  return (now) => {
    if (last !== null) {
      const stepMs = Math.abs(now.wallUtcMs - last.wallUtcMs - (now.monotonicMs - last.monotonicMs));
      if (stepMs > QUIET_STEP_MS) {
        steadySinceMs = now.monotonicMs;
        hasJumped = true;
      }
    }
    last = now;
    steadySinceMs ??= now.monotonicMs;
    return { forMs: now.monotonicMs - steadySinceMs, hasJumped };
  };
}

function doubt(why: ClockDoubt): SureClock {
  return { type: 'doubt', why };
}
