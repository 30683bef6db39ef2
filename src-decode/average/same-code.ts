/** Do two noisy grids of modules show the same code, or those of two people? */

import { blocksOf } from '../qr/blocks.ts';
import { FORMATS_TRIED, transposed } from '../qr/decode-grid.ts';
import { likelyFormats } from '../qr/format.ts';
import type { Layout } from '../qr/layout.ts';

/** Correlation that is needed, and by how many standard deviations it must be beyond chance, in every block. */
const LEAST_CORRELATION = 0.4;
const LEAST_SIGMAS = 4.5;
/** A single module that seems very sure must not speak for the others. */
const MOST_SURE = 2;

/**
 * True when the check bytes of every block agree far better than those of different codes do. Texts of two people may be
 * alike in all but a letter, but a single letter changes all check bytes of its block to what is as good as chance. Every
 * block is asked by itself, because each is mended by itself: of two codes mixed, one block could come out as one
 * person's and the next as the other's, and no check byte would object. For two such blocks to pass by chance takes
 * 4.5 σ twice, once in 10¹¹ pairs. Asked for each format and side that `decodeGrid` would try on the two together.
 */
export function isSameCode(one: Float32Array, other: Float32Array, layout: Layout): boolean {
  const { dimension } = layout;
  const sides = [
    [one, other],
    [transposed(one, dimension), transposed(other, dimension)],
  ] as const;
  return sides.every(([left, right]) => {
    const both = left.map((value, at) => value + (right[at] ?? 0));
    const levels = new Set(likelyFormats(both, layout, FORMATS_TRIED).map(({ level }) => level));
    return [...levels].every((level) =>
      blocksOf(layout.version, level, layout.dataPlaces.length >> 3).every(({ places, checkCount }) =>
        isAlike(left, right, modulesOfBytes(places.subarray(places.length - checkCount), layout)),
      ),
    );
  });
}

/** Where the modules of these bytes stand in the grid. */
function modulesOfBytes(bytes: Int32Array, { dataPlaces }: Layout): number[] {
  return Array.from(bytes).flatMap((byte) => Array.from(dataPlaces.subarray(byte * 8, byte * 8 + 8)));
}

function isAlike(one: Float32Array, other: Float32Array, places: readonly number[]): boolean {
  const needed = Math.max(LEAST_CORRELATION, LEAST_SIGMAS / Math.sqrt(places.length));
  return correlation(one, other, places) >= needed;
}

/** Of the values without their means, so that an area which is light in both for its glare proves nothing. */
function correlation(one: Float32Array, other: Float32Array, places: readonly number[]): number {
  let [sumOne, sumOther, squaresOne, squaresOther, product] = [0, 0, 0, 0, 0];
  for (const place of places) {
    const left = limited(one[place] ?? 0);
    const right = limited(other[place] ?? 0);
    sumOne += left;
    sumOther += right;
    squaresOne += left * left;
    squaresOther += right * right;
    product += left * right;
  }
  const count = places.length;
  const spread = (squaresOne - (sumOne * sumOne) / count) * (squaresOther - (sumOther * sumOther) / count);
  return spread > 0 ? (product - (sumOne * sumOther) / count) / Math.sqrt(spread) : 0;
}

function limited(value: number): number {
  return Math.max(-MOST_SURE, Math.min(MOST_SURE, value));
}
