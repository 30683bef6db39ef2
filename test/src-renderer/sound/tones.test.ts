import { expect, test } from 'vitest';
import { VERDICTS } from '../../../src-main/core/entry/verdict.ts';
import type { Note } from '../../../src-renderer/sound/tones.ts';
import { lengthMs, TONES, VOICES } from '../../../src-renderer/sound/tones.ts';

/** What a guard hears without looking: how many, which way, how low, how long. */
function impression(notes: readonly Note[]): string {
  const pitches = notes.map(({ hz }) => hz);
  const [first = 0, second = first] = pitches;
  const movement = new Set(pitches).size === 1 ? 'level' : second > first ? 'rising' : 'falling';
  const height = Math.min(...pitches) < 300 ? 'low' : 'high';
  const length = lengthMs(notes) > 600 ? 'long' : 'short';
  return `${notes.length} ${movement} ${height} ${length}`;
}

test('no two verdicts leave the same impression', () => {
  const impressions = VERDICTS.map((verdict) => impression(TONES[verdict]));
  expect(new Set(impressions).size).toBe(VERDICTS.length);
});

test('admit rises, refuse is one long low note, out of order alternates, already recorded is the softest', () => {
  expect(impression(TONES.admit)).toBe('2 rising high short');
  expect(impression(TONES.refuse)).toBe('1 level low long');
  expect(new Set(TONES['out-of-order'].map(({ hz }) => hz)).size).toBe(2);
  const loudest = (notes: readonly Note[]) => Math.max(...notes.map(({ loudness }) => loudness));
  const others = VERDICTS.filter((verdict) => verdict !== 'already-recorded').map((verdict) => loudest(TONES[verdict]));
  expect(loudest(TONES['already-recorded'])).toBeLessThan(Math.min(...others));
});

test('every tone starts at once, is over before the next person, and can be heard', () => {
  for (const verdict of VERDICTS) {
    const notes = TONES[verdict];
    expect(notes[0]?.startMs).toBe(0);
    expect(lengthMs(notes)).toBeLessThanOrEqual(1_500);
    for (const { hz, loudness, durationMs } of notes) {
      expect(hz).toBeGreaterThanOrEqual(150);
      expect(hz).toBeLessThanOrEqual(3_000);
      expect(loudness).toBeGreaterThan(0);
      expect(loudness).toBeLessThanOrEqual(1);
      expect(durationMs).toBeGreaterThan(50);
    }
  }
});

test('every tone has most of its strength between 1 and 4 kHz, where a loud gate is quietest and ears are best', () => {
  const strength = (notes: readonly Note[], isCounted: (hz: number) => boolean): number =>
    notes
      .flatMap(({ hz, voice, durationMs }) =>
        VOICES[voice].map((part, index) => ({ hz: hz * (index + 1), strength: part ** 2 * durationMs })),
      )
      .filter((partial) => isCounted(partial.hz))
      .reduce((sum, partial) => sum + partial.strength, 0);
  const shares = VERDICTS.map((verdict) => {
    const inBand = strength(TONES[verdict], (hz) => hz >= 1_000 && hz <= 4_000);
    return { verdict, share: inBand / strength(TONES[verdict], () => true) };
  });
  expect(shares.filter(({ share }) => share < 0.6)).toEqual([]);
});
