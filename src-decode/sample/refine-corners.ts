/** Where exactly are the corners of a symbol, if its known modules are to lie on the picture as well as they can? */

import type { Corners } from '../candidate.ts';
import type { Grey, Point } from '../grey.ts';
import type { Layout } from '../qr/layout.ts';
import { homographyOf } from './homography.ts';

/** Steps of the search, in modules, from coarse to fine; rounds over all corners at each. */
const STEPS_IN_MODULES = [1.2, 0.6, 0.3, 0.15, 0.07];
const ROUNDS_PER_STEP = 4;
const LEAST_GAIN = 1e-4;
/** At the coarse steps whole edges move too: a symbol whose one side was covered is off along all of it. */
const LEAST_STEP_OF_EDGES = 0.6;
const CORNERS = [[0], [1], [2], [3]] as const;
const EDGES = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 0],
] as const;
/** Corners that agree less than this to begin with are not a symbol's. */
const LEAST_AGREEMENT_AT_START = 0.12;
const DIRECTIONS = [
  { x: 1, y: 0 },
  { x: -1, y: 0 },
  { x: 0, y: 1 },
  { x: 0, y: -1 },
] as const;

/** `agreement`: correlation of what is seen with what must be there, 1 = perfect. */
export type RefinedCorners = { readonly corners: Corners; readonly agreement: number; readonly isInverted: boolean };

/** Moves each corner as long as that helps; `null` where there is no symbol of this size at all. */
export function refineCorners(grey: Grey, corners: Corners, layout: Layout): RefinedCorners | null {
  const agreementOf = createMeasure(grey, layout);
  const moved: [Point, Point, Point, Point] = [...corners];
  const atStart = agreementOf(moved);
  if (!(Math.abs(atStart) > LEAST_AGREEMENT_AT_START)) return null;
  const isInverted = atStart < 0;
  const measure = (at: Corners): number => (isInverted ? -agreementOf(at) : agreementOf(at));
  let best = Math.abs(atStart);
  const [topLeft, topRight] = corners;
  const moduleSize = Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y) / layout.dimension;
  for (const step of STEPS_IN_MODULES) {
    for (let round = 0; round < ROUNDS_PER_STEP; round += 1) {
      let hasMoved = false;
      for (const handle of step >= LEAST_STEP_OF_EDGES ? [...EDGES, ...CORNERS] : CORNERS) {
        for (const direction of DIRECTIONS) {
          const before: Corners = [...moved];
          for (const corner of handle) {
            const { x, y } = before[corner];
            moved[corner] = { x: x + direction.x * step * moduleSize, y: y + direction.y * step * moduleSize };
          }
          const agreement = measure(moved);
          if (agreement > best + LEAST_GAIN) {
            best = agreement;
            hasMoved = true;
          } else for (const corner of handle) moved[corner] = before[corner];
        }
      }
      if (!hasMoved) break;
    }
  }
  return { corners: moved, agreement: best, isInverted };
}

/** How well do the known modules lie on the picture with these corners? 1 perfectly, −1 as well but light on dark. */
function createMeasure(
  { data, width, height }: Grey,
  { known, knownPlaces, dimension }: Layout,
): (corners: Corners) => number {
  const count = knownPlaces.length;
  const middles = new Float32Array(count * 2);
  const signs = new Float32Array(count);
  let signSum = 0;
  for (let at = 0; at < count; at += 1) {
    const place = knownPlaces[at] ?? 0;
    middles[at * 2] = (place % dimension) + 0.5;
    middles[at * 2 + 1] = Math.floor(place / dimension) + 0.5;
    const sign = known[place] === 1 ? -1 : 1;
    signs[at] = sign;
    signSum += sign;
  }
  const signSpread = count - (signSum * signSum) / count;
  const lastColumn = width - 2;
  const lastRow = height - 2;

  return (corners) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = homographyOf(corners, dimension);
    let sum = 0;
    let squares = 0;
    let product = 0;
    for (let at = 0; at < count; at += 1) {
      const across = middles[at * 2] as number;
      const down = middles[at * 2 + 1] as number;
      const depth = 1 / (g * across + h * down + 1);
      const x = (a * across + b * down + c) * depth - 0.5;
      const y = (d * across + e * down + f) * depth - 0.5;
      let column = Math.floor(x);
      let row = Math.floor(y);
      if (!(column >= 0)) column = 0;
      else if (column > lastColumn) column = lastColumn;
      if (!(row >= 0)) row = 0;
      else if (row > lastRow) row = lastRow;
      const right = x - column;
      const lower = y - row;
      const place = row * width + column;
      const upperLeft = data[place] as number;
      const upperRight = data[place + 1] as number;
      const lowerLeft = data[place + width] as number;
      const lowerRight = data[place + width + 1] as number;
      const top = upperLeft + (upperRight - upperLeft) * right;
      const value = top + (lowerLeft + (lowerRight - lowerLeft) * right - top) * lower;
      sum += value;
      squares += value * value;
      product += value * (signs[at] as number);
    }
    const spread = squares - (sum * sum) / count;
    if (!(spread > 1)) return 0;
    return (product - (sum * signSum) / count) / Math.sqrt(spread * signSpread);
  };
}
