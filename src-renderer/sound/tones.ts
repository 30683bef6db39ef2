/** What does each verdict sound like? */

import type { Verdict } from '../../src-main/core/entry/verdict.ts';

/** One note. `loudness` is 0 to 1 of the set volume. */
export type Note = {
  readonly startMs: number;
  readonly durationMs: number;
  readonly hz: number;
  readonly wave: 'sine' | 'square' | 'sawtooth' | 'triangle';
  readonly loudness: number;
};

/**
 * They differ in number, direction, pitch and length, so that a guard who looks at the person, or hears half of it over
 * traffic, still knows. Good news is high and short, bad news low and long; most small loudspeakers carry nothing below
 * 150 Hz, and many older ears little above 3 kHz.
 */
export const TONES: Readonly<Record<Verdict, readonly Note[]>> = {
  admit: [note(0, 110, 880, 'triangle', 1), note(120, 180, 1_319, 'triangle', 1)],
  'already-recorded': [note(0, 220, 660, 'sine', 0.4)],
  check: [note(0, 180, 587, 'triangle', 0.9), note(300, 180, 587, 'triangle', 0.9)],
  refuse: [note(0, 900, 165, 'sawtooth', 1)],
  unreadable: [note(0, 90, 262, 'triangle', 0.6), note(150, 90, 262, 'triangle', 0.6)],
  'out-of-order': [0, 1, 2, 3, 4, 5].map((turn) => note(turn * 200, 190, turn % 2 === 0 ? 988 : 494, 'square', 0.8)),
};

export function lengthMs(notes: readonly Note[]): number {
  return Math.max(0, ...notes.map(({ startMs, durationMs }) => startMs + durationMs));
}

function note(startMs: number, durationMs: number, hz: number, wave: Note['wave'], loudness: number): Note {
  return { startMs, durationMs, hz, wave, loudness };
}
