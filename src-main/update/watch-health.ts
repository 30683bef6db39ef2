/** Is this start of the gate well, so that its version need not be gone back from? */

import { writeWell } from './update-folder.ts';

const LOOK_EVERY_MS = 1_000;

export type HealthWatch = { readonly close: () => void };

/** Tells the launcher once `isWell` has said so without a break for `wellAfterMs`; then it looks no more. */
export function watchHealth(options: {
  readonly root: string;
  readonly startId: string;
  readonly wellAfterMs: number;
  readonly isWell: () => boolean;
  readonly onWell: () => void;
}): HealthWatch {
  let wellSinceMs: number | null = null;
  const timer = setInterval(look, Math.min(LOOK_EVERY_MS, options.wellAfterMs));
  timer.unref();

  function look(): void {
    const nowMs = performance.now();
    wellSinceMs = options.isWell() ? (wellSinceMs ?? nowMs) : null;
    if (wellSinceMs === null || nowMs - wellSinceMs < options.wellAfterMs) return;
    try {
      writeWell(options.root, options.startId);
    } catch {
      return; // A full disk: said elsewhere, and tried again at the next look.
    }
    clearInterval(timer);
    options.onWell();
  }

  return { close: () => clearInterval(timer) };
}
