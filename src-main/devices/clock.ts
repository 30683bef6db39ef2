/** What time is it, by the wall, since the machine started, and how far may that be trusted? */

import type { Clock } from '../core/ports.ts';
import { readBootId } from './boot-id.ts';
import type { ClockOffset, ClockReading, ClockSync } from './clock-trust.ts';
import { hasJumped, offsetNow } from './clock-trust.ts';

/** `performance.now()` starts anew with each process; boot ids do not, so times are counted from the system's start. */
const PROCESS_START_SINCE_BOOT_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** Milliseconds since the machine started; never goes back, whatever happens to the wall clock. */
export function monotonicNowMs(): number {
  return PROCESS_START_SINCE_BOOT_MS + performance.now();
}

/** After so long without another jump, a gate that nobody tells the time stops doubting. */
const DOUBTED_FOR_MS = 10 * 60_000;

export type SyncedClock = Clock & {
  /** Somebody has set the wall clock, and it was not compared with the collector's since. */
  readonly isDoubted: () => boolean;
  /** The wall clock was compared with the collector's just now. */
  readonly sync: (offset: ClockOffset) => void;
};

/** A clock that forgets what it was compared with as soon as somebody sets the wall clock; until the next comparison. */
export function createClock(read: () => ClockReading = readMachine): SyncedClock {
  const bootId = readBootId();
  let lastSync: ClockSync | null = null;
  let last = read();
  let jumpedAtMs: number | null = null;

  function look(): ClockReading {
    const reading = read();
    if (hasJumped(last, reading)) jumpedAtMs = reading.monotonicMs;
    last = reading;
    return reading;
  }

  return {
    now: () => {
      const reading = look();
      const known = offsetNow(lastSync, reading);
      // For good: a second jump that happens to undo the first proves nothing.
      if (known === null) lastSync = null;
      return {
        ...reading,
        bootId,
        clockOffsetMs: known?.offsetMs ?? null,
        clockUncertaintyMs: known?.uncertaintyMs ?? null,
      };
    },
    isDoubted: () => {
      const { monotonicMs } = look();
      return jumpedAtMs !== null && monotonicMs - jumpedAtMs < DOUBTED_FOR_MS;
    },
    sync: (offset) => {
      lastSync = { offset, at: look() };
      jumpedAtMs = null;
    },
  };
}

function readMachine(): ClockReading {
  return { wallUtcMs: Date.now(), monotonicMs: monotonicNowMs() };
}
