/** When does the opening page forget what it holds? On the button, when it is left, and after a while without use. */

import { useEffect } from 'react';

export const IDLE_MS = 15 * 60_000;
const SIGNS_OF_USE = ['pointerdown', 'pointermove', 'keydown', 'scroll', 'wheel'] as const;
/** A machine that slept counts as idle: the clock is looked at, not one long timer. */
const LOOK_EVERY_MS = 5_000;

/** Watches as long as something is held. */
export function useForgetting(isHolding: boolean, forget: (why: 'left' | 'idle') => void): void {
  useEffect(() => {
    if (!isHolding) return undefined;
    let usedAtUtcMs = Date.now();
    const use = (): void => {
      usedAtUtcMs = Date.now();
    };
    const look = setInterval(() => {
      if (Date.now() - usedAtUtcMs >= IDLE_MS) forget('idle');
    }, LOOK_EVERY_MS);
    // The way back must not bring the list again out of the browser's memory of pages.
    const leave = (): void => forget('left');
    window.addEventListener('pagehide', leave);
    for (const sign of SIGNS_OF_USE) window.addEventListener(sign, use, { passive: true });
    return () => {
      clearInterval(look);
      window.removeEventListener('pagehide', leave);
      for (const sign of SIGNS_OF_USE) window.removeEventListener(sign, use);
    };
  }, [isHolding, forget]);
}
