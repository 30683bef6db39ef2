/** Do the measures of a picture say what somebody who looks at it would say? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrameQuality } from '../../src-decode/frame-quality.ts';
import { measureFrame } from '../../src-decode/frame-quality.ts';
import type { Grey } from '../../src-decode/grey.ts';
import { blurred, paint, plain, withCard, withCode, withNoise } from './pose-picture.ts';

const qualityOf = (grey: Grey): FrameQuality => measureFrame(grey, null).quality;
const second = (first: Grey, next: Grey): FrameQuality => measureFrame(next, measureFrame(first, null).sketch).quality;

const SIZES = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 720, height: 1280 },
  { width: 1920, height: 1080 },
];

describe.each(SIZES)('a picture of $width × $height', (size) => {
  test('of nothing is neither black nor blown out, and nothing is held', () => {
    const quality = qualityOf(withNoise(plain(size, 100), 3, 1));
    expect(quality).toMatchObject({ isBlack: false, glareShare: 0, sharpness: null, subject: null });
    expect(quality.meanLevel).toBeCloseTo(100, 0);
  });

  test('of a covered lens is black, though some pixels are not', () => {
    const grey = withNoise(plain(size, 18), 3, 2);
    for (let at = 0; at < grey.data.length; at += 1_009) grey.data[at] = 255;
    expect(qualityOf(grey).isBlack).toBe(true);
  });

  test('of a card with a code shows a code, its size and its sharpness', () => {
    const modulePixels = Math.floor(Math.min(size.width, size.height) / 120);
    const { subject } = qualityOf(withNoise(withCode(withCard(plain(size, 80)), modulePixels), 3, 3));
    expect(subject?.kind).toBe('code');
    expect(subject?.modulePixels ?? 0).toBeGreaterThan(modulePixels * 0.6);
    expect(subject?.modulePixels ?? 0).toBeLessThan(modulePixels * 1.6);
    expect(subject?.sharpness ?? 0).toBeGreaterThan(0.7);
  });

  test('of the other side of a card shows a card', () => {
    const { subject } = qualityOf(withNoise(withCard(plain(size, 80)), 3, 4));
    expect(subject).toMatchObject({ kind: 'card', modulePixels: null, glareShare: 0 });
    expect(subject?.share ?? 0).toBeGreaterThan(0.15);
    expect(subject?.share ?? 1).toBeLessThan(0.5);
  });

  test('with a lamp on the card says how much of the card it takes', () => {
    const grey = withNoise(withCard(plain(size, 80)), 3, 5);
    const [x, y] = [size.width / 2, size.height / 2];
    const side = Math.min(size.width, size.height) / 8;
    paint(grey, { left: x - side / 2, top: y - side / 2, width: side, height: side }, 255);
    const { subject, glareShare } = qualityOf(grey);
    expect(subject?.glareShare ?? 0).toBeGreaterThan(0.02);
    expect(subject?.glareShare ?? 1).toBeLessThan(0.3);
    expect(glareShare).toBeGreaterThan(0);
  });
});

const SIZE = { width: 1280, height: 720 };
const CODE = withCode(withCard(plain(SIZE, 80)), 6);

test('what is blurred more is less sharp', () => {
  const sharpness = [0, 1, 2, 4].map((radius) => qualityOf(blurred(CODE, radius)).sharpness ?? 0);
  for (const [index, value] of sharpness.slice(1).entries()) expect(value).toBeLessThan(sharpness[index] ?? 0);
});

test('what is blurred in one direction only is not called sharp', () => {
  const down = qualityOf(blurred(CODE, 4, 'down')).sharpness ?? 1;
  const across = qualityOf(blurred(CODE, 4, 'across')).sharpness ?? 1;
  expect(Math.max(down, across)).toBeLessThan(0.5);
});

test('a window at the edge of the picture is no card', () => {
  const grey = plain(SIZE, 80);
  paint(grey, { left: 700, top: 0, width: 580, height: 400 }, 230);
  expect(qualityOf(grey).subject).toBeNull();
});

test('a face and a shirt are no card', () => {
  const face = plain(SIZE, 80);
  for (let y = -150; y <= 150; y += 1) {
    const half = 105 * Math.sqrt(1 - (y / 150) ** 2);
    paint(face, { left: 640 - half, top: 360 + y, width: 2 * half, height: 1 }, 190);
  }
  const shirt = plain(SIZE, 80);
  paint(shirt, { left: 340, top: 380, width: 600, height: 340 }, 220);
  expect([qualityOf(face).subject, qualityOf(shirt).subject]).toEqual([null, null]);
});

test('lines of text are no code', () => {
  const grey = plain(SIZE, 200);
  for (let top = 200; top < 500; top += 60) paint(grey, { left: 200, top, width: 800, height: 24 }, 40);
  expect(qualityOf(grey).subject?.kind).not.toBe('code');
});

describe('from picture to picture', () => {
  test('the same bits are the same, and any grain is not', () => {
    expect(second(CODE, CODE)).toMatchObject({ isSame: true, motion: 0 });
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.integer({ min: 1 }), (one, other) => {
        fc.pre(one !== other);
        expect(second(withNoise(CODE, 1, one), withNoise(CODE, 1, other)).isSame).toBe(false);
      }),
      { numRuns: 10 },
    );
  });

  test('the first has nothing to be the same as, nor has the first of another size', () => {
    expect(qualityOf(CODE).isSame).toBe(false);
    expect(second(plain({ width: 640, height: 480 }, 80), CODE).isSame).toBe(false);
  });

  test('a card that comes in moves; a lamp that is switched on does not', () => {
    expect(second(plain(SIZE, 80), withCard(plain(SIZE, 80))).motion).toBeGreaterThan(10);
    expect(second(plain(SIZE, 80), plain(SIZE, 120)).motion).toBeLessThan(0.1);
  });
});

test('any picture of any size has measures, each within its bounds', () => {
  const picture = fc
    .record({ width: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 1, max: 90 }), seed: fc.nat() })
    .map(({ width, height, seed }) => withNoise(plain({ width, height }, 128), 127, seed + 1));
  fc.assert(
    fc.property(picture, picture, (first, next) => {
      const quality = second(first, next);
      const shares = [quality.glareShare, quality.subject?.share ?? 0, quality.subject?.glareShare ?? 0];
      for (const share of [...shares, quality.sharpness ?? 0]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(quality.meanLevel).toBeGreaterThanOrEqual(0);
      expect(quality.meanLevel).toBeLessThanOrEqual(255);
      expect(Number.isFinite(quality.motion)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
