/** What time is it, by the wall, since the machine started, and how far may that be trusted? */

import type { Clock } from '../core/ports.ts';
import { readBootId } from './boot-id.ts';

/** `performance.now()` starts anew with each process; boot ids do not, so times are counted from the system's start. */
const PROCESS_START_SINCE_BOOT_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** Milliseconds since the machine started; never goes back, whatever happens to the wall clock. */
export function monotonicNowMs(): number {
  return PROCESS_START_SINCE_BOOT_MS + performance.now();
}

export type ClockOptions = {
  /** Wall clock minus the collector's when last compared, `null` = never. */
  readonly offset: () => { readonly offsetMs: number; readonly uncertaintyMs: number } | null;
};

export function createClock({ offset }: ClockOptions): Clock {
  const bootId = readBootId();
  return {
    now: () => {
      const known = offset();
      return {
        wallUtcMs: Date.now(),
        monotonicMs: monotonicNowMs(),
        bootId,
        clockOffsetMs: known?.offsetMs ?? null,
        clockUncertaintyMs: known?.uncertaintyMs ?? null,
      };
    },
  };
}
