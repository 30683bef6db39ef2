/** How does a verdict become a sound at the gate? */

import type { Verdict } from '../../src-main/core/entry/verdict.ts';
import type { Note } from './tones.ts';
import { TONES, VOICES } from './tones.ts';

/** Edges this long keep a note from clicking; a cut-off tone fades as fast. */
const EDGE_S = 0.008;

export type Sounds = {
  /** Plays at once and cuts what is playing. `volume` 0 (mute) to 1. Silent where sound is not unlocked or not there. */
  play(verdict: Verdict, volume: number): void;
  /** Call it on a touch or key where the browser asks for one. True when sounds can be heard. */
  unlock(): Promise<boolean>;
  close(): void;
};

/** `newContext` is for tests. Never throws: a gate without a sound card works in silence. */
export function createSounds(newContext: () => AudioContext = () => new AudioContext()): Sounds {
  let context: AudioContext | null = null;
  let stopPlaying: (() => void) | null = null;

  function ready(): AudioContext | null {
    try {
      context ??= newContext();
      return context;
    } catch {
      // No sound system at all.
      return null;
    }
  }

  async function unlock(): Promise<boolean> {
    const opened = ready();
    if (opened === null) return false;
    if (opened.state !== 'running') {
      // It may also stay pending until somebody touches the screen: whoever asks must not wait for that.
      const later = new Promise((resolve) => setTimeout(resolve, 500));
      await Promise.race([opened.resume().catch(() => undefined), later]);
    }
    return opened.state === 'running';
  }

  return {
    play: (verdict, volume) => {
      const opened = ready();
      stopPlaying?.();
      stopPlaying = null;
      if (opened === null || volume <= 0) return;
      // A verdict that sounds late, when sound is unlocked at last, would be taken for the next person's.
      if (opened.state !== 'running') unlock();
      else stopPlaying = playNotes(opened, TONES[verdict], Math.min(volume, 1));
    },
    unlock,
    close: () => {
      stopPlaying?.();
      stopPlaying = null;
      context?.close().catch(() => undefined);
      context = null;
    },
  };
}

/** Puts the notes into the context's near future. The returned function fades them out and drops them. */
export function playNotes(context: BaseAudioContext, notes: readonly Note[], volume: number): () => void {
  const out = context.createGain();
  out.gain.value = volume;
  out.connect(context.destination);
  const startS = context.currentTime;
  const oscillators = notes.map((note) => playNote(context, out, note, startS));
  const last = oscillators.at(-1);
  if (last !== undefined) last.onended = () => out.disconnect();
  return () => {
    const nowS = context.currentTime;
    out.gain.setValueAtTime(volume, nowS);
    out.gain.linearRampToValueAtTime(0, nowS + EDGE_S);
    for (const oscillator of oscillators) oscillator.stop(nowS + EDGE_S);
  };
}

function playNote(context: BaseAudioContext, out: AudioNode, note: Note, startS: number): OscillatorNode {
  const fromS = startS + note.startMs / 1_000;
  const toS = fromS + note.durationMs / 1_000;
  const level = note.loudness;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, fromS);
  gain.gain.linearRampToValueAtTime(level, fromS + EDGE_S);
  gain.gain.setValueAtTime(level, toS - EDGE_S);
  gain.gain.linearRampToValueAtTime(0, toS);
  gain.connect(out);
  const oscillator = context.createOscillator();
  oscillator.setPeriodicWave(waveOf(context, note.voice));
  oscillator.frequency.value = note.hz;
  oscillator.connect(gain);
  oscillator.start(fromS);
  oscillator.stop(toS);
  return oscillator;
}

/** As loud as it can be without being cut off: the browser brings a wave to full height by itself. */
function waveOf(context: BaseAudioContext, voice: Note['voice']): PeriodicWave {
  const parts = [0, ...VOICES[voice]];
  return context.createPeriodicWave(
    parts.map(() => 0),
    parts,
  );
}
