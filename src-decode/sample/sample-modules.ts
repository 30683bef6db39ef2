/** How dark is each module, beside those around it? */

import type { Corners } from '../candidate.ts';
import type { Grey } from '../grey.ts';
import { brightnessAt, homographyOf } from './homography.ts';

/** So many modules around the symbol are sampled too: what blurs into its edge lies there. */
export const MARGIN = 4;
/** A module is judged beside those up to so far from it, which evens out shadows and glare. */
const WINDOW = 6;
/** Of larger modules nine places are looked at, of smaller ones the middle only. */
const LARGE_MODULE_PX = 2.2;
const SPREAD_OF_LARGE = 0.2;

/** By row and column of the symbol with its margin: about 1 = dark, −1 = light, seen beside the modules around. */
export type Samples = { readonly values: Float32Array; readonly side: number; readonly dimension: number };

/** Samples the symbol between the corners. */
export function sampleModules(grey: Grey, corners: Corners, dimension: number, isInverted: boolean): Samples {
  const side = dimension + 2 * MARGIN;
  const { data, width, height } = grey;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = homographyOf(corners, dimension);
  const [topLeft, topRight] = corners;
  const moduleSize = Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y) / dimension;
  const offsets = moduleSize > LARGE_MODULE_PX ? [-SPREAD_OF_LARGE, 0, SPREAD_OF_LARGE] : [0];
  const darkness = new Float32Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let sum = 0;
      for (const down of offsets) {
        for (const right of offsets) {
          const across = column - MARGIN + 0.5 + right;
          const along = row - MARGIN + 0.5 + down;
          const depth = 1 / (g * across + h * along + 1);
          sum += brightnessAt(
            data,
            width,
            height,
            (a * across + b * along + c) * depth,
            (d * across + e * along + f) * depth,
          );
        }
      }
      const brightness = sum / (offsets.length * offsets.length);
      darkness[row * side + column] = isInverted ? brightness : 255 - brightness;
    }
  }
  return { values: besideOthers(darkness, side), side, dimension };
}

/** Subtracts the mean of the window around and divides by its spread, from sums over all that is above and left. */
function besideOthers(darkness: Float32Array, side: number): Float32Array {
  const stride = side + 1;
  const sums = new Float64Array(stride * stride);
  const squares = new Float64Array(stride * stride);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const value = darkness[row * side + column] ?? 0;
      const at = (row + 1) * stride + column + 1;
      sums[at] = value + (sums[at - 1] ?? 0) + (sums[at - stride] ?? 0) - (sums[at - stride - 1] ?? 0);
      squares[at] =
        value * value + (squares[at - 1] ?? 0) + (squares[at - stride] ?? 0) - (squares[at - stride - 1] ?? 0);
    }
  }
  const values = new Float32Array(side * side);
  for (let row = 0; row < side; row += 1) {
    // The quiet zone's outer half says nothing about the contrast of the symbol.
    const top = Math.max(MARGIN, row - WINDOW);
    const bottom = Math.min(side - MARGIN, row + WINDOW + 1);
    for (let column = 0; column < side; column += 1) {
      const left = Math.max(MARGIN, column - WINDOW);
      const right = Math.min(side - MARGIN, column + WINDOW + 1);
      const count = (bottom - top) * (right - left);
      const mean = boxOf(sums, stride, top, left, bottom, right) / count;
      const variance = boxOf(squares, stride, top, left, bottom, right) / count - mean * mean;
      values[row * side + column] = ((darkness[row * side + column] ?? 0) - mean) / Math.sqrt(Math.max(1, variance));
    }
  }
  return values;
}

function boxOf(sums: Float64Array, stride: number, top: number, left: number, bottom: number, right: number): number {
  return (
    (sums[bottom * stride + right] ?? 0) -
    (sums[top * stride + right] ?? 0) -
    (sums[bottom * stride + left] ?? 0) +
    (sums[top * stride + left] ?? 0)
  );
}

/** The symbol's own modules, without the margin. */
export function modulesOf({ values, side, dimension }: Samples): Float32Array {
  const modules = new Float32Array(dimension * dimension);
  for (let row = 0; row < dimension; row += 1) {
    const from = (row + MARGIN) * side + MARGIN;
    modules.set(values.subarray(from, from + dimension), row * dimension);
  }
  return modules;
}
