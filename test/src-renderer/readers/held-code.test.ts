import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sight } from '../../../src-renderer/readers/held-code.ts';
import { look, noHeldCodes, OUT_OF_SIGHT_MS } from '../../../src-renderer/readers/held-code.ts';

/** The times at which each text was handed over. */
function watch(sights: readonly Sight[]): (readonly [string | null, number])[] {
  let held = noHeldCodes();
  return sights.flatMap((sight) => {
    const seen = look(held, sight);
    held = seen.held;
    return seen.isNew ? [[sight.text, sight.atMs] as const] : [];
  });
}

/** One frame every 100 ms: `A` and `B` are codes, `.` is nothing. */
function film(frames: string): Sight[] {
  return [...frames].map((frame, index) => ({ text: frame === '.' ? null : frame, atMs: index * 100 }));
}

describe('a code before the camera', () => {
  test('is one reading for as long as it is held, also where some frames miss it', () => {
    expect(watch(film('AAAAAAAAAAAAAAAAAAAAAAAA..A...A.............A'))).toEqual([['A', 0]]);
  });

  test('is a new reading after it was out of sight for a second and a half, not before', () => {
    expect(watch(film('A..............A'))).toEqual([
      ['A', 0],
      ['A', OUT_OF_SIGHT_MS],
    ]);
    expect(watch(film('A.............A'))).toEqual([['A', 0]]);
  });

  test('is handed over at once where another was just shown', () => {
    expect(watch(film('AAAABBBB'))).toEqual([
      ['A', 0],
      ['B', 400],
    ]);
  });

  test('is one reading where two in one picture take turns', () => {
    expect(watch(film('ABABBABAABABABABABAABABBABABABABAB'))).toEqual([
      ['A', 0],
      ['B', 100],
    ]);
  });
});

const frames = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', null), fc.integer({ min: 1, max: 2_000 })));
const anyFilm = frames.map((steps) => {
  let atMs = 0;
  return steps.map(([text, gapMs]) => {
    atMs += gapMs;
    return { text, atMs };
  });
});

test('whatever is shown, a text is handed over exactly when it was not seen in the second and a half before', () => {
  fc.assert(
    fc.property(anyFilm, (sights) => {
      const expected = sights.filter(({ text, atMs }, index) => {
        const before = sights.slice(0, index).findLast((earlier) => earlier.text === text);
        return text !== null && (before === undefined || atMs - before.atMs >= OUT_OF_SIGHT_MS);
      });
      expect(watch(sights)).toEqual(expected.map(({ text, atMs }) => [text, atMs]));
    }),
  );
});

test('a text that is out of sight is kept nowhere', () => {
  const { held } = look(look(noHeldCodes(), { text: 'A', atMs: 0 }).held, { text: null, atMs: OUT_OF_SIGHT_MS });
  expect(held.size).toBe(0);
});
