/** May this machine sleep now? Not while the venue is open; when it is closed, as its system is set. */

import type { PowerSaveBlocker } from 'electron';
import type { OpeningHours } from '../core/hours/opening-hours.ts';
import { isOpen } from '../core/hours/opening-hours.ts';

const LOOK_EVERY_MS = 60_000;

/** Keeps display and machine awake in these hours, which are asked for every minute; the returned function looks at once. */
export function keepAwake(
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
  hours: () => OpeningHours | null,
  nowUtcMs: () => number,
): () => void {
  let blockerId: number | null = null;
  function look(): void {
    const mustBeAwake = isOpen(hours(), nowUtcMs());
    if (mustBeAwake && blockerId === null) blockerId = blocker.start('prevent-display-sleep');
    if (!mustBeAwake && blockerId !== null) {
      blocker.stop(blockerId);
      blockerId = null;
    }
  }
  look();
  setInterval(look, LOOK_EVERY_MS);
  return look;
}
