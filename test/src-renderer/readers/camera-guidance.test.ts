import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrameQuality } from '../../../src-decode/frame-quality.ts';
import type { Guidance, GuidedPicture, Hint } from '../../../src-renderer/readers/camera-guidance.ts';
import {
  GONE_AFTER_MS,
  guide,
  HELD_UNTIL_TOLD_MS,
  HINTS,
  hintFor,
  LEAST_SHOWN_MS,
  LONGEST_TOLD_MS,
  newGuidance,
  QUIET_AFTER_READ_MS,
} from '../../../src-renderer/readers/camera-guidance.ts';

type Subject = NonNullable<FrameQuality['subject']>;
const FRAME_MS = 50;

const CARD: Subject = {
  kind: 'card',
  share: 0.3,
  sharpness: 0.5,
  glareShare: 0,
  meanLevel: 180,
  modulePixels: null,
};
const CODE: Subject = { ...CARD, kind: 'code', share: 0.1, modulePixels: 5 };

function quality(part: Partial<FrameQuality>): FrameQuality {
  return {
    meanLevel: 110,
    isBlack: false,
    glareShare: 0,
    sharpness: 0.5,
    motion: 0.5,
    isSame: false,
    subject: null,
    ...part,
  };
}

const nobody = quality({});
const arriving = quality({ motion: 12, subject: CARD });
const card = quality({ subject: CARD });

/** Twenty pictures a second. */
function watch(pictures: readonly (FrameQuality | 'read')[], from = newGuidance()): Guidance[] {
  const all: Guidance[] = [];
  let guidance = from;
  let atMs = from.lastAtMs === Number.NEGATIVE_INFINITY ? 10_000 : from.lastAtMs;
  for (const picture of pictures) {
    atMs += FRAME_MS;
    const isRead = picture === 'read';
    guidance = guide(guidance, { quality: isRead ? quality({ subject: CODE }) : picture, isRead, atMs });
    all.push(guidance);
  }
  return all;
}
const during = <T>(ms: number, thing: T): T[] => Array.from({ length: Math.ceil(ms / FRAME_MS) }, () => thing);
const hints = (all: readonly Guidance[]): (Hint | null)[] => [...new Set(all.map(({ hint }) => hint))];

test.each<[string, Hint | null, Partial<FrameQuality>]>([
  ['nothing', null, { subject: null, motion: 30 }],
  ['a code that is held well', null, { subject: CODE }],
  ['a code too small', 'closer', { subject: { ...CODE, modulePixels: 1.8 } }],
  ['a card far away', 'closer', { subject: { ...CARD, share: 0.07 } }],
  ['the side without a code', 'turn-over', { subject: CARD }],
  ['a lamp on the code', 'glare', { subject: { ...CODE, glareShare: 0.1 } }],
  ['hardly any light', 'dark', { subject: { ...CODE, meanLevel: 40 } }],
  ['a hand that shakes', 'hold-still', { subject: { ...CODE, sharpness: 0.1 }, motion: 8 }],
  ['a code before it is in focus', 'hold-still', { subject: { ...CODE, sharpness: 0.1 } }],
  ['a card against the lens', 'farther', { subject: { ...CODE, share: 0.6, sharpness: 0.1 } }],
])('of %s is said: %s', (_what, hint, part) => {
  expect(hintFor(quality(part))).toBe(hint);
});

describe('somebody who holds a card', () => {
  const came = [...during(500, nobody), ...during(300, arriving)];

  test('is told nothing for the first second, and then what to do', () => {
    const first = watch([...came, ...during(HELD_UNTIL_TOLD_MS - 400, card)]);
    expect(hints(first)).toEqual([null]);
    expect(watch(during(600, card), first.at(-1)).at(-1)?.hint).toBe('turn-over');
  });

  test('is told nothing more once the code is read, nor while the card is taken away', () => {
    const told = watch([...came, ...during(1_500, card)]).at(-1);
    expect(told?.hint).toBe('turn-over');
    const after = watch(['read', ...during(QUIET_AFTER_READ_MS - FRAME_MS * 2, arriving)], told);
    expect(hints(after)).toEqual([null]);
  });

  test('and takes it away leaves no words behind', () => {
    const told = watch([...came, ...during(1_500, card)]).at(-1);
    expect(watch(during(GONE_AFTER_MS + 2 * FRAME_MS, nobody), told).at(-1)?.hint).toBeNull();
  });

  test('is not told that for one picture in which it is not seen', () => {
    const told = watch([...came, ...during(1_500, card)]).at(-1);
    expect(hints(watch([nobody, card, nobody, nobody, card], told))).toEqual(['turn-over']);
  });
});

test('what hangs on the wall is told nothing, however long', () => {
  expect(hints(watch(during(60_000, card)))).toEqual([null]);
});

test('what is left lying there is told nothing more after a while', () => {
  const left = watch([...during(300, arriving), ...during(LONGEST_TOLD_MS + 1_000, card)]);
  expect(left.at(-1)?.hint).toBeNull();
});

test('whatever the pictures are, words stand long enough to be read, and none comes in the first second', () => {
  const any = fc.record({
    motion: fc.double({ min: 0, max: 20, noNaN: true }),
    subject: fc.option(
      fc.record({
        kind: fc.constantFrom('code' as const, 'card' as const),
        share: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        sharpness: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        glareShare: fc.double({ min: 0, max: 0.2, noNaN: true }),
        meanLevel: fc.double({ min: 20, max: 240, noNaN: true }),
        modulePixels: fc.constantFrom(1, 2, 3, 8),
      }),
      { freq: 8 },
    ),
  });
  const film = fc.array(fc.tuple(any, fc.integer({ min: 1, max: 40 })), { minLength: 3, maxLength: 25 });
  fc.assert(
    fc.property(film, (scenes) => {
      const pictures: GuidedPicture[] = scenes
        .flatMap(([part, count]) => Array.from({ length: count }, () => quality(part)))
        .map((each, index) => ({ quality: each, isRead: false, atMs: index * FRAME_MS }));
      let guidance = newGuidance();
      for (const picture of pictures) {
        const next = guide(guidance, picture);
        const isChange = next.hint !== guidance.hint;
        if (isChange && next.hint !== null) {
          expect(HINTS).toContain(next.hint);
          expect(picture.atMs - (next.heldSinceMs ?? picture.atMs)).toBeGreaterThanOrEqual(HELD_UNTIL_TOLD_MS);
        }
        // From one hint to another; a subject that is gone, or that has been there too long, ends it at once.
        if (isChange && guidance.hint !== null && next.hint !== null) {
          expect(picture.atMs - guidance.shownAtMs).toBeGreaterThanOrEqual(LEAST_SHOWN_MS);
        }
        guidance = next;
      }
    }),
  );
});
