/** Are symbols found by their finder patterns, and is there no picture on which the search fails? */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCandidates } from '../../../src-decode/detect/find-candidates.ts';
import type { Point } from '../../../src-decode/grey.ts';
import { coverFinder, drawSymbol } from './draw-symbol.ts';
import { poses } from './poses.ts';

const TEXT = '001099000000|012345678|Nguyen Van A|01011999|Nam';

test('a drawn symbol is the first candidate, with its size and its corners to a module', () => {
  fc.assert(
    fc.property(poses, fc.integer({ min: 3, max: 10 }), fc.boolean(), (pose, version, isInverted) => {
      const { grey, corners, dimension } = drawSymbol(TEXT, version, pose, isInverted);
      const first = findCandidates(grey)[0];
      expect(first).toMatchObject({ dimension, isInverted });
      for (const [index, corner] of corners.entries()) {
        expect(distanceOf(first?.corners[index] ?? { x: 0, y: 0 }, corner)).toBeLessThan(pose.scale);
      }
    }),
    { numRuns: 15 },
  );
});

/**
 * Two patterns say where the far corners are by extension alone: one pose in a thousand is off by more than two modules,
 * and is left to the next frame. So the same poses are looked at each time, and most have to be as near as with three.
 */
test('a drawn symbol is found by two finder patterns when a thumb lies on the third, nearly always to a module', () => {
  const held = fc.tuple(poses, fc.integer({ min: 4, max: 8 }), fc.nat({ max: 2 }));
  const misses = fc.sample(held, { numRuns: 60, seed: 20261124 }).map(([pose, version, covered]) => {
    const { grey, corners, dimension } = coverFinder(drawSymbol(TEXT, version, pose), covered);
    const distances = findCandidates(grey)
      .filter((candidate) => candidate.dimension === dimension)
      .map((candidate) =>
        Math.max(...candidate.corners.map((seen, index) => distanceOf(seen, corners[index] ?? seen))),
      );
    return Math.min(...distances) / pose.scale;
  });
  expect(misses.filter((modules) => modules < 2)).toHaveLength(60);
  expect(misses.filter((modules) => modules < 1).length).toBeGreaterThanOrEqual(57);
});

test('whatever the picture, a handful of candidates comes back', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 60 }),
      fc.nat({ max: 60 }),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      (width, height, bytes) => {
        const data = Uint8Array.from({ length: width * height }, (_, at) => bytes[at % bytes.length] ?? 0);
        expect(findCandidates({ data, width, height }).length).toBeLessThanOrEqual(8);
      },
    ),
  );
});

function distanceOf(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
