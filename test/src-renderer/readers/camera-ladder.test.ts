import { describe, expect, test } from 'vitest';
import { PICTURE_SIZES } from '../../../src-renderer/parts/contract-lists.ts';
import type { Spell } from '../../../src-renderer/readers/camera-ladder.ts';
import {
  isWorthIt,
  mayBeTheSize,
  mayClimb,
  rungAbove,
  rungsFor,
  wishesFor,
} from '../../../src-renderer/readers/camera-ladder.ts';

const SMALL = { width: 640, height: 480 };
const MIDDLE = { width: 1280, height: 720 };
const LARGE = { width: 1920, height: 1080 };

describe('the ladder of sizes', () => {
  test('begins at the one that is meant, by itself at 1280 × 720, and goes down from there', () => {
    expect(PICTURE_SIZES.map(rungsFor)).toEqual([[MIDDLE, SMALL], [SMALL], [MIDDLE, SMALL], [LARGE, MIDDLE, SMALL]]);
  });

  test('wishes and never demands', () => {
    for (const size of PICTURE_SIZES) {
      for (const rung of rungsFor(size)) expect(JSON.stringify(wishesFor(rung))).not.toMatch(/exact|min|max/);
    }
  });

  test('is gone down only for errors that a smaller picture may mend', () => {
    const names = ['OverconstrainedError', 'NotReadableError', 'AbortError', 'NotAllowedError', 'NotFoundError'];
    expect(names.map((name) => mayBeTheSize(new DOMException('', name)))).toEqual([true, true, true, false, false]);
    expect(mayBeTheSize('NotReadableError')).toBe(false);
  });

  test('goes up one rung, as far as the camera has them', () => {
    expect(rungAbove(SMALL, LARGE)).toEqual(MIDDLE);
    expect(rungAbove(MIDDLE, LARGE)).toEqual(LARGE);
    expect(rungAbove(MIDDLE, { width: 1280, height: 1024 })).toBeNull();
    expect(rungAbove(LARGE, { width: 3840, height: 2160 })).toBeNull();
  });
});

describe('a larger picture', () => {
  const before: Spell = { pictures: 45, framesPerSecond: 30, meanLatencyMs: 15, meanSharpness: 0.4 };
  const after: Spell = { pictures: 45, framesPerSecond: 29, meanLatencyMs: 35, meanSharpness: 0.37 };

  test('is not tried on a machine that is slow already', () => {
    expect([mayClimb(before), mayClimb({ ...before, meanLatencyMs: 80 })]).toEqual([true, false]);
  });

  test('is kept where it is as sharp and nearly as fast, or where there was nothing to judge it by', () => {
    expect(isWorthIt(before, after)).toBe(true);
    expect(isWorthIt({ ...before, meanSharpness: null }, after)).toBe(true);
    expect(isWorthIt(before, { ...after, meanSharpness: null })).toBe(true);
  });

  test('is given up where it is only enlarged, comes seldom, or takes long to decode', () => {
    expect(isWorthIt(before, { ...after, meanSharpness: 0.4 / 1.5 })).toBe(false);
    expect(isWorthIt(before, { ...after, framesPerSecond: 5 })).toBe(false);
    expect(isWorthIt({ ...before, framesPerSecond: 15 }, { ...after, framesPerSecond: 10 })).toBe(false);
    expect(isWorthIt(before, { ...after, meanLatencyMs: 150 })).toBe(false);
  });
});
