/** Is every verdict heard, and if not, why? */

import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import type { ScreenVerdict } from '../gate-state.ts';
import type { createSounds } from '../sound/verdict-sound.ts';

/** `locked`: the browser holds sound back until somebody touches the page. `no-output`: nothing to play it on. */
export type Hearing = 'heard' | 'locked' | 'no-output';

/** Why nobody hears the verdicts, or `null`. */
export function silenceOf(volume: number, hearing: Hearing): 'muted' | 'locked' | 'no-output' | null {
  if (hearing === 'no-output') return 'no-output';
  if (volume === 0) return 'muted';
  return hearing === 'locked' ? 'locked' : null;
}

/** Plays each verdict's tone as it is put on the screen; the first touch or key frees a sound that is locked. */
export function useVerdictSound(
  sounds: ReturnType<typeof createSounds>,
  newest: ScreenVerdict | null,
  volume: number,
): Hearing {
  const [isLocked, setIsLocked] = useState(false);
  const hasOutput = useHasOutput();
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
  if (!hasOutput) return 'no-output';
  return isLocked ? 'locked' : 'heard';
}

/** Whether there is a loudspeaker; one that is unplugged or plugged in counts at once. Taken to be there until known. */
function useHasOutput(): boolean {
  const [hasOutput, setHasOutput] = useState(true);
  useEffect(() => {
    const { mediaDevices } = navigator;
    if (mediaDevices === undefined) return undefined;
    let isGone = false;
    const look = async (): Promise<void> => {
      // A browser that tells nothing of its devices is taken at its word that sound is unlocked.
      const devices = await mediaDevices.enumerateDevices().catch(() => []);
      if (!isGone) setHasOutput(devices.length === 0 || devices.some(({ kind }) => kind === 'audiooutput'));
    };
    const onChange = (): void => void look();
    mediaDevices.addEventListener('devicechange', onChange);
    void look();
    return () => {
      isGone = true;
      mediaDevices.removeEventListener('devicechange', onChange);
    };
  }, []);
  return hasOutput;
}
