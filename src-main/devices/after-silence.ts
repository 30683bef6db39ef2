/** Did a device say nothing for so long, or did this process only not look, as it stood still? */

import { monotonicNowMs } from './clock.ts';

/** A timer that fires later than this finds a process that was busy, or waited for a disk, and bytes that may still be unread. */
const BUSY_MS = 20;

/**
 * Runs `onSilent` after `silenceMs`. Where this process was busy just then, after once as long again, in which it reads what came: only once,
 * or else a process that is always busy would never see a silence. The returned function calls it off; whoever hears the device does so.
 */
export function afterSilence(silenceMs: number, onSilent: () => void): () => void {
  let timer = wait(true);

  function wait(mayBeBusy: boolean): NodeJS.Timeout {
    const dueAtMonotonicMs = monotonicNowMs() + silenceMs;
    return setTimeout(() => {
      if (mayBeBusy && monotonicNowMs() - dueAtMonotonicMs > BUSY_MS) timer = wait(false);
      else onSilent();
    }, silenceMs);
  }

  return () => clearTimeout(timer);
}
