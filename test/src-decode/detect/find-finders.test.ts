/** Are finder patterns found where they are, and is clutter kept within limits? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFinders } from '../../../src-decode/detect/find-finders.ts';
import { drawSymbol, placeOn } from './draw-symbol.ts';
import { poses } from './poses.ts';

const TEXT = '001099000000|012345678|Nguyen Van A|01011999|Nam';

describe('finder patterns', () => {
  test('of a drawn symbol are found to a pixel, held at any angle, dark on light or light on dark', () => {
    fc.assert(
      fc.property(poses, fc.integer({ min: 3, max: 7 }), fc.boolean(), (pose, version, isInverted) => {
        const drawing = drawSymbol(TEXT, version, pose, isInverted);
        const finders = findFinders(drawing.grey).filter((finder) => finder.isInverted === isInverted);
        const far = drawing.dimension - 3.5;
        for (const place of [placeOn(drawing, 3.5, 3.5), placeOn(drawing, far, 3.5), placeOn(drawing, 3.5, far)]) {
          const distances = finders.map(({ centre }) => Math.hypot(centre.x - place.x, centre.y - place.y));
          expect(Math.min(...distances)).toBeLessThan(1);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('are not seen without limit in noise', () => {
    let state = 1;
    const data = Uint8Array.from({ length: 640 * 480 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    });
    expect(findFinders({ data, width: 640, height: 480 }).length).toBeLessThanOrEqual(32);
  });

  test('are none on an even picture of any size, down to nothing at all', () => {
    fc.assert(
      fc.property(fc.nat({ max: 90 }), fc.nat({ max: 90 }), fc.nat({ max: 255 }), (width, height, brightness) => {
        const data = new Uint8Array(width * height).fill(brightness);
        expect(findFinders({ data, width, height })).toEqual([]);
      }),
    );
  });
});
