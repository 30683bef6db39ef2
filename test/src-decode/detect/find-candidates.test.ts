/** Are symbols found by their finder patterns, and is there no picture on which the search fails? */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCandidates } from '../../../src-decode/detect/find-candidates.ts';
import { readCandidate } from '../../../src-decode/sample/read-candidate.ts';
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
        const seen = first?.corners[index] ?? { x: 0, y: 0 };
        expect(Math.hypot(seen.x - corner.x, seen.y - corner.y)).toBeLessThan(pose.scale);
      }
    }),
    { numRuns: 15 },
  );
});

test('a drawn symbol is found and read by two finder patterns when a thumb lies on the third', () => {
  fc.assert(
    fc.property(poses, fc.integer({ min: 4, max: 8 }), fc.nat({ max: 2 }), (pose, version, corner) => {
      const { grey } = coverFinder(drawSymbol(TEXT, version, pose), corner);
      const texts = findCandidates(grey).map((candidate) => readCandidate(grey, candidate).symbol?.bytes);
      expect(texts).toContainEqual(new TextEncoder().encode(TEXT));
    }),
    { numRuns: 15 },
  );
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
