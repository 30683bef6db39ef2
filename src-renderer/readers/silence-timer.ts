/** Has a time really passed in silence, or was the page only too busy to hear what came? */

/** A timer that fires later than this finds a page that was busy, and keys that may still wait to be handled. */
const BUSY_MS = 20;
/** So often a late timer waits anew, or else a page that is always busy would never hear a silence. */
const MOST_WAITS_ANEW = 3;

export type SilenceTimer = {
  /** Forgets what it waited for before. */
  readonly start: (delayMs: number) => void;
  readonly stop: () => void;
};

export type SilenceTimerOptions = {
  /** Milliseconds that only grow. */
  readonly nowMs: () => number;
  readonly onSilence: () => void;
};

/**
 * Calls `onSilence` after `delayMs` without another `start`. Where the page was blocked meanwhile, everything that
 * waits has its turn first: a browser hands over the keys of that time one by one, and may do so after the timer.
 */
export function createSilenceTimer({ nowMs, onSilence }: SilenceTimerOptions): SilenceTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(delayMs: number, waitsLeft: number): void {
    clearTimeout(timer);
    const dueAtMs = nowMs() + delayMs;
    timer = setTimeout(() => {
      const wasBusy = nowMs() - dueAtMs > BUSY_MS;
      if (wasBusy && waitsLeft > 0) return wait(delayMs, waitsLeft - 1);
      // One turn more, for the keys that were queued behind this very timer.
      timer = setTimeout(onSilence, 0);
    }, delayMs);
  }

  return { start: (delayMs) => wait(delayMs, MOST_WAITS_ANEW), stop: () => clearTimeout(timer) };
}
