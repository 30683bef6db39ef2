/** Does the search for busy parts keep a code whole, and does it hold on every picture? */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { regionsOf } from '../../../src-decode/detect/regions.ts';
import type { Grey } from '../../../src-decode/grey.ts';
import { drawSymbol } from './draw-symbol.ts';
import { poses } from './poses.ts';

const TEXT = '001099000000|012345678|Nguyen Van A|01011999|Nam';

/** The picture on a calm desk, three times as wide and high. */
function onDesk({ data, width, height }: Grey, x: number, y: number): Grey {
  const desk = new Uint8Array(9 * width * height).fill(120);
  for (let row = 0; row < height; row += 1) {
    desk.set(data.subarray(row * width, (row + 1) * width), (y + row) * 3 * width + x);
  }
  return { data: desk, width: 3 * width, height: 3 * height };
}

test('a code on a calm desk lies in one of the parts, and they are less than half of the picture', () => {
  fc.assert(
    fc.property(
      poses,
      fc.integer({ min: 4, max: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (pose, version, place) => {
        const { grey, corners } = drawSymbol(TEXT, version, pose);
        const [x, y] = [Math.floor(place * 2 * grey.width), Math.floor((1 - place) * 2 * grey.height)];
        const desk = onDesk(grey, x, y);
        const regions = regionsOf(desk);
        const isWhole = regions.some((region) =>
          corners.every(
            (corner) =>
              corner.x + x >= region.x &&
              corner.y + y >= region.y &&
              corner.x + x <= region.x + region.width &&
              corner.y + y <= region.y + region.height,
          ),
        );
        expect(isWhole).toBe(true);
        const area = regions.reduce((sum, { width, height }) => sum + width * height, 0);
        expect(area).toBeLessThanOrEqual((desk.width * desk.height) / 2);
      },
    ),
    { numRuns: 25 },
  );
});

test('every part lies in its picture, whatever that is', () => {
  const pictures = fc
    .record({ width: fc.nat({ max: 200 }), height: fc.nat({ max: 200 }), seed: fc.integer() })
    .map(({ width, height, seed }) => ({
      data: Uint8Array.from({ length: width * height }, (_, at) => Math.imul(at + 1, seed | 1) >>> 24),
      width,
      height,
    }));
  fc.assert(
    fc.property(pictures, (grey) => {
      for (const { x, y, width, height } of regionsOf(grey)) {
        expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(grey.width);
        expect(y + height).toBeLessThanOrEqual(grey.height);
      }
    }),
  );
});
