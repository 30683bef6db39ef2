/** What does each verdict sound like? */

import type { Verdict } from '../../src-main/core/entry/verdict.ts';

/**
 * How loud each harmonic is, the fundamental first. Motors and traffic are loudest below 500 Hz and small loudspeakers
 * weakest; between 1 and 4 kHz an ear hears best and a gate is quietest. So each voice has most of its strength there,
 * the low ones by their harmonics.
 */
export const VOICES = {
  bell: [1, 0.5, 0.35, 0.2],
  flute: [1, 0.25],
  reed: [0.6, 1, 0.7, 0.5],
  buzz: [0.5, 0.5, 0.6, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.3],
  horn: [0.6, 0.5, 0.5, 0.6, 0.8, 1, 1, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.3],
  siren: [0.5, 1, 0.8, 0.6, 0.4, 0.2],
} as const;

/** One note. `loudness` is 0 to 1 of the set volume. */
export type Note = {
  readonly startMs: number;
  readonly durationMs: number;
  readonly hz: number;
  readonly voice: keyof typeof VOICES;
  readonly loudness: number;
};

/**
 * They differ in number, direction, pitch and length, so that a guard who looks at the person, or hears half of it over
 * traffic, still knows. Good news is high and short, bad news low and long; most small loudspeakers carry nothing below
 * 150 Hz, and many older ears little above 3 kHz.
 */
export const TONES: Readonly<Record<Verdict, readonly Note[]>> = {
  admit: [note(0, 110, 1_047, 'bell', 1), note(120, 200, 1_568, 'bell', 1)],
  'already-recorded': [note(0, 220, 1_175, 'flute', 0.4)],
  check: [note(0, 180, 784, 'reed', 1), note(300, 180, 784, 'reed', 1)],
  refuse: [note(0, 900, 175, 'horn', 1)],
  unreadable: [note(0, 90, 262, 'buzz', 0.8), note(150, 90, 262, 'buzz', 0.8)],
  'out-of-order': [0, 1, 2, 3, 4, 5].map((turn) => note(turn * 200, 190, turn % 2 === 0 ? 988 : 494, 'siren', 1)),
};

export function lengthMs(notes: readonly Note[]): number {
  return Math.max(0, ...notes.map(({ startMs, durationMs }) => startMs + durationMs));
}

function note(startMs: number, durationMs: number, hz: number, voice: Note['voice'], loudness: number): Note {
  return { startMs, durationMs, hz, voice, loudness };
}
