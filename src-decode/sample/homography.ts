/** Where in the picture does a point of a flat symbol lie, seen in perspective? */

import type { Point } from '../grey.ts';

/** Eight numbers of the projective map; the ninth is 1. */
export type Homography = Float64Array;

/** Maps the square (0, 0) … (size, size) onto the corners top left, top right, bottom right, bottom left. */
export function homographyOf(corners: readonly [Point, Point, Point, Point], size: number): Homography {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const right = { x: topRight.x - bottomRight.x, y: topRight.y - bottomRight.y };
  const bottom = { x: bottomLeft.x - bottomRight.x, y: bottomLeft.y - bottomRight.y };
  const skew = {
    x: topLeft.x - topRight.x + bottomRight.x - bottomLeft.x,
    y: topLeft.y - topRight.y + bottomRight.y - bottomLeft.y,
  };
  const area = right.x * bottom.y - bottom.x * right.y;
  const across = (skew.x * bottom.y - bottom.x * skew.y) / area;
  const down = (right.x * skew.y - skew.x * right.y) / area;
  return Float64Array.of(
    (topRight.x - topLeft.x + across * topRight.x) / size,
    (bottomLeft.x - topLeft.x + down * bottomLeft.x) / size,
    topLeft.x,
    (topRight.y - topLeft.y + across * topRight.y) / size,
    (bottomLeft.y - topLeft.y + down * bottomLeft.y) / size,
    topLeft.y,
    across / size,
    down / size,
  );
}

/** The brightness between pixels, by the four around it; beyond the edge that of the edge. */
export function brightnessAt(data: Uint8Array, width: number, height: number, x: number, y: number): number {
  const left = x - 0.5;
  const top = y - 0.5;
  let column = Math.floor(left);
  let row = Math.floor(top);
  let right = left - column;
  let down = top - row;
  if (!(column >= 0 && row >= 0 && column < width - 1 && row < height - 1)) {
    if (!(column >= 0)) [column, right] = [0, 0];
    else if (column > width - 2) [column, right] = [Math.max(0, width - 2), width > 1 ? 1 : 0];
    if (!(row >= 0)) [row, down] = [0, 0];
    else if (row > height - 2) [row, down] = [Math.max(0, height - 2), height > 1 ? 1 : 0];
  }
  const at = row * width + column;
  const upper = (data[at] ?? 0) * (1 - right) + (data[at + 1] ?? 0) * right;
  const lower = (data[at + width] ?? 0) * (1 - right) + (data[at + width + 1] ?? 0) * right;
  return upper * (1 - down) + lower * down;
}
