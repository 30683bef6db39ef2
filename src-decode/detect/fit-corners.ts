/** Where are the corners of a symbol whose finder patterns were seen? */

import type { Corners } from '../candidate.ts';
import type { Grey, Point } from '../grey.ts';
import { homographyOf } from '../sample/homography.ts';
import { solveSymmetric } from './solve-symmetric.ts';

/** A place of the symbol, in modules from its top left corner, and where it was seen in the picture. */
export type Sighting = { readonly column: number; readonly row: number; readonly at: Point };

export type FittedCorners = {
  readonly corners: Corners;
  /** How far the sightings lie from where the fit has them, in modules. */
  readonly misfit: number;
};

const UNKNOWNS = 8;

/**
 * The projective map that fits the sightings best (least squares), at least four of them and no three on a line; `null`
 * where they fit none. `steadiness` pulls towards a view without perspective: more than nothing where the sightings lie
 * so close together that they say little about it.
 */
export function fitCorners(
  sightings: readonly Sighting[],
  dimension: number,
  steadiness: number,
): FittedCorners | null {
  const middle = meanOf(sightings.map(({ at }) => at));
  const reach = Math.max(...sightings.map(({ at }) => Math.hypot(at.x - middle.x, at.y - middle.y)), 1e-9);
  const products = new Float64Array(UNKNOWNS * UNKNOWNS);
  const targets = new Float64Array(UNKNOWNS);
  const equation = new Float64Array(UNKNOWNS);
  for (const { column, row, at } of sightings) {
    const u = (2 * column) / dimension - 1;
    const v = (2 * row) / dimension - 1;
    const x = (at.x - middle.x) / reach;
    const y = (at.y - middle.y) / reach;
    equation.set([u, v, 1, 0, 0, 0, -u * x, -v * x]);
    addEquation(products, targets, equation, x);
    equation.set([0, 0, 0, u, v, 1, -u * y, -v * y]);
    addEquation(products, targets, equation, y);
  }
  for (const unknown of [6, 7]) {
    const at = unknown * (UNKNOWNS + 1);
    products[at] = (products[at] as number) + steadiness * sightings.length + 1e-9;
  }
  const solution = solveSymmetric(products, targets, UNKNOWNS);
  if (solution === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solution;
  // Beyond these the horizon runs through the symbol.
  if (Math.abs(g) + Math.abs(h) > 0.8) return null;
  const place = (column: number, row: number): Point => {
    const u = (2 * column) / dimension - 1;
    const v = (2 * row) / dimension - 1;
    const depth = g * u + h * v + 1;
    return { x: middle.x + (reach * (a * u + b * v + c)) / depth, y: middle.y + (reach * (d * u + e * v + f)) / depth };
  };
  const corners: Corners = [place(0, 0), place(dimension, 0), place(dimension, dimension), place(0, dimension)];
  const module = moduleOf(corners, dimension);
  let squares = 0;
  for (const { column, row, at } of sightings) {
    const expected = place(column, row);
    squares += (expected.x - at.x) ** 2 + (expected.y - at.y) ** 2;
  }
  const misfit = Math.sqrt(squares / sightings.length) / module;
  return Number.isFinite(misfit) ? { corners, misfit } : null;
}

function addEquation(products: Float64Array, targets: Float64Array, equation: Float64Array, target: number): void {
  for (let one = 0; one < UNKNOWNS; one += 1) {
    targets[one] = (targets[one] as number) + (equation[one] as number) * target;
    for (let other = 0; other < UNKNOWNS; other += 1) {
      const at = one * UNKNOWNS + other;
      products[at] = (products[at] as number) + (equation[one] as number) * (equation[other] as number);
    }
  }
}

function meanOf(points: readonly Point[]): Point {
  let [x, y] = [0, 0];
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}

/** Side of a module in pixels, by the symbol's area. */
export function moduleOf([topLeft, topRight, bottomRight, bottomLeft]: Corners, dimension: number): number {
  const one = { x: bottomRight.x - topLeft.x, y: bottomRight.y - topLeft.y };
  const other = { x: bottomLeft.x - topRight.x, y: bottomLeft.y - topRight.y };
  return Math.sqrt(Math.abs(one.x * other.y - one.y * other.x) / 2) / dimension;
}

/**
 * How well the two timing patterns lie on the picture: from −1 to 1, beyond 0.3 hardly by chance. The number of modules
 * is right where they do.
 */
export function timingAgreement(grey: Grey, corners: Corners, dimension: number, isInverted: boolean): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = homographyOf(corners, dimension);
  const { data, width, height } = grey;
  const brightness = (column: number, row: number): number => {
    const depth = 1 / (g * column + h * row + 1);
    const x = Math.floor((a * column + b * row + c) * depth - 0.5);
    const y = Math.floor((d * column + e * row + f) * depth - 0.5);
    if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) return 0;
    const right = (a * column + b * row + c) * depth - 0.5 - x;
    const down = (d * column + e * row + f) * depth - 0.5 - y;
    const at = y * width + x;
    const upper = (data[at] as number) * (1 - right) + (data[at + 1] as number) * right;
    const lower = (data[at + width] as number) * (1 - right) + (data[at + width + 1] as number) * right;
    return upper * (1 - down) + lower * down;
  };
  const sign = isInverted ? -1 : 1;
  // Each module beside the two before and after it, so that shadows and glare do not count.
  const along = (isRow: boolean): number => {
    let [agreed, all] = [0, 0];
    let before = 0;
    let here = 0;
    for (let at = 6; at <= dimension - 7; at += 1) {
      const next = isRow ? brightness(at + 0.5, 6.5) : brightness(6.5, at + 0.5);
      if (at >= 8) {
        const edge = (before + next) / 2 - here;
        // `here` is module `at` − 1, which is dark where that is even.
        agreed += (at - 1) % 2 === 0 ? edge : -edge;
        all += Math.abs(edge);
      }
      before = here;
      here = next;
    }
    return all > 0 ? (sign * agreed) / all : 0;
  };
  return (along(true) + along(false)) / 2;
}
