/** How does the shell know that this page lives? The page says so every second, for as long as there is something to be seen on it. */

import type { GateShell } from './shell-ports.ts';

/** As the shell counts it: src-main/core/recovery/heartbeat.ts. */
const BEAT_EVERY_MS = 1_000;

/**
 * A page whose script hangs says nothing. One whose screen fell over is empty, because React takes away what threw, and says nothing
 * either: the shell loads it again.
 */
export function beatFor(shell: GateShell | undefined, place: Element): void {
  if (shell === undefined) return;
  setInterval(() => {
    if (place.childElementCount > 0) shell.beat();
  }, BEAT_EVERY_MS);
}
