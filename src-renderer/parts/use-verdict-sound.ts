/** Is every verdict heard, and if not, why? */

import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import type { ScreenVerdict } from '../gate-state.ts';
import type { createSounds } from '../sound/verdict-sound.ts';

/**
 * Plays each verdict's tone as it is put on the screen. True while the browser holds sound back until somebody touches
 * the page; the first touch or key then frees it.
 */
export function useVerdictSound(
  sounds: ReturnType<typeof createSounds>,
  newest: ScreenVerdict | null,
  volume: number,
): boolean {
  const [isLocked, setIsLocked] = useState(false);
  const play = useEffectEvent((verdict: ScreenVerdict) => sounds.play(verdict.verdict, volume));
  useLayoutEffect(() => {
    if (newest !== null) play(newest);
  }, [newest]);

  useEffect(() => {
    let isGone = false;
    const unlock = async (): Promise<void> => {
      const isUnlocked = await sounds.unlock();
      if (isGone) return;
      setIsLocked(!isUnlocked);
      if (isUnlocked) stopListening();
    };
    const onTouch = (): void => void unlock();
    const stopListening = (): void => {
      window.removeEventListener('pointerdown', onTouch);
      window.removeEventListener('keydown', onTouch);
    };
    window.addEventListener('pointerdown', onTouch);
    window.addEventListener('keydown', onTouch);
    void unlock();
    return () => {
      isGone = true;
      stopListening();
    };
  }, [sounds]);
  return isLocked;
}
