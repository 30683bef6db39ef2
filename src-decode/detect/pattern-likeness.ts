/** How much does a place look like a finder pattern, all of its modules taken together? */

import type { Grey, Point } from '../grey.ts';
import { brightnessAt } from '../sample/homography.ts';

/** Middles of the modules with the light ring around, from the middle of the pattern; 1 where they are dark. */
const MODULES = Array.from({ length: 81 }, (_, at) => {
  const across = (at % 9) - 4;
  const along = Math.floor(at / 9) - 4;
  const ring = Math.max(Math.abs(across), Math.abs(along));
  return { across, along, dark: ring === 2 || ring === 4 ? 0 : 1 };
});
const COUNT = MODULES.length;
const MEAN = MODULES.reduce((sum, { dark }) => sum + dark, 0) / COUNT;
const SPREAD = MODULES.reduce((sum, { dark }) => sum + (dark - MEAN) ** 2, 0);

/** Correlation of what is seen with what should be: 1 is perfect, noise is about 0. */
export function patternLikeness(
  { data, width, height }: Grey,
  centre: Point,
  [one, other]: readonly [Point, Point],
  isInverted: boolean,
): number {
  let [sum, squares, product] = [0, 0, 0];
  for (const { across, along, dark } of MODULES) {
    const x = centre.x + across * one.x + along * other.x;
    const y = centre.y + across * one.y + along * other.y;
    const value = brightnessAt(data, width, height, x, y);
    sum += value;
    squares += value * value;
    product += value * (dark - MEAN);
  }
  const spread = squares - (sum * sum) / COUNT;
  if (!(spread > COUNT)) return 0;
  const likeness = product / Math.sqrt(spread * SPREAD);
  return isInverted ? likeness : -likeness;
}
