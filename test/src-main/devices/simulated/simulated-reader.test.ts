import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  brokenHalfText,
  cccdText,
  FAKE_PEOPLE,
  placeText,
} from '../../../../src-main/devices/simulated/fake-people.ts';
import { createCrowd, startSimulatedReader } from '../../../../src-main/devices/simulated/simulated-reader.ts';

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

describe('a simulated crowd', () => {
  const next = createCrowd(seededRandom(7));
  const codes = Array.from({ length: 2_000 }, next);
  const halves = new Set(FAKE_PEOPLE.map(brokenHalfText));

  test('mostly shows good codes, and each other kind now and then', () => {
    const share = (isKind: (code: string, index: number) => boolean): number =>
      codes.filter(isKind).length / codes.length;
    const shares = {
      repeat: share((code, index) => code === codes[index - 1]),
      place: share((code) => code === placeText()),
      opaque: share((code) => !code.includes('|') && code !== placeText()),
      masked: share((code) => code.startsWith('*')),
      half: share((code) => halves.has(code)),
    };
    for (const each of Object.values(shares)) {
      expect(each).toBeGreaterThan(0.01);
      expect(each).toBeLessThan(0.1);
    }
  });

  test('shows the whole card after a half', () => {
    const whole = new Map(FAKE_PEOPLE.map((person) => [brokenHalfText(person), cccdText(person)]));
    const afterHalves = codes.flatMap((code, index) => (halves.has(code) ? [[whole.get(code), codes[index + 1]]] : []));
    expect(afterHalves.length).toBeGreaterThan(0);
    for (const [expected, shown] of afterHalves) expect(shown).toBe(expected);
  });
});

describe('a simulated reader', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('is ready at once, shows a code in each interval, and none after it was closed', () => {
    const heard: string[] = [];
    const reader = startSimulatedReader({
      everyMs: 250,
      random: seededRandom(1),
      onFrame: ({ encoding }) => heard.push(encoding),
      onStatus: ({ state, trouble }) => heard.push(`${state} ${trouble}`),
    });
    expect(heard).toEqual(['ready null']);
    vi.advanceTimersByTime(750);
    expect(heard).toEqual(['ready null', 'utf-8', 'utf-8', 'utf-8']);
    reader.close();
    vi.advanceTimersByTime(750);
    expect(heard).toHaveLength(4);
  });
});
