/** How does the shell know that this page lives? The page says so every second, for as long as there is something to be seen on it. */

import type { GateShell } from './shell-ports.ts';

/** As the shell counts it: src-main/core/recovery/heartbeat.ts. */
const BEAT_EVERY_MS = 1_000;

/**
 * A page whose script hangs says nothing. One whose screen fell over is empty, because React takes away what threw, and says nothing
 * either: the shell loads it again.
 */
export function beatFor(shell: GateShell, place: Element): void {
  setInterval(() => {
    if (place.childElementCount > 0) shell.beat();
  }, BEAT_EVERY_MS);
}

/**
 * The same to the gate, where a browser of the system shows the page. Its dialog for printing stops every script until somebody has answered it;
 * that is said before.
 */
export function beatToGate(window: Window, place: Element): void {
  const say = (word: 'page-lives' | 'page-pauses'): void => {
    // A gate that is gone is noticed by the way to it.
    void window.fetch(`/${word}`, { cache: 'no-store' }).catch(() => undefined);
  };
  window.setInterval(() => {
    if (place.childElementCount > 0) say('page-lives');
  }, BEAT_EVERY_MS);
  window.addEventListener('beforeprint', () => say('page-pauses'));
}
