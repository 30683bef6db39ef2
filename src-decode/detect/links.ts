/** Which finder patterns lie beside or across from each other, as those of one symbol do? */

import type { Point } from '../grey.ts';
import type { Finder } from './measure-finder.ts';

/** From middle to middle of two patterns it is 14 … 170 modules; a little more for what is measured wrong. */
const LEAST_MODULES = 11;
const MOST_MODULES = 178;
/** From the side of a finder pattern to the line to the next, as the sine of the angle. */
const MOST_SLANT = 0.2;
/** Modules of one pattern are at most so many times as large as those of the other. */
const MOST_UNEQUAL = 2.5;

/** A finder pattern beside another one, in the direction of its sides. */
export type Link = {
  readonly from: Finder;
  readonly to: Finder;
  /** From middle to middle. */
  readonly modules: number;
  /** One module at `from` towards `to`, and at `to` in the same direction. */
  readonly along: readonly [Point, Point];
};

/** `null` where the other one does not lie where a side points. */
export function linkBetween(from: Finder, to: Finder): Link | null {
  if (from === to || from.isInverted !== to.isInverted) return null;
  const line = { x: to.centre.x - from.centre.x, y: to.centre.y - from.centre.y };
  const atFrom = sideAlong(from, line);
  const atTo = sideAlong(to, line);
  if (atFrom === null || atTo === null) return null;
  return linkAlong(from, to, line, [atFrom, atTo]);
}

function linkAlong(from: Finder, to: Finder, line: Point, along: readonly [Point, Point]): Link | null {
  const [here, there] = [lengthOf(along[0]), lengthOf(along[1])];
  if (here > MOST_UNEQUAL * there || there > MOST_UNEQUAL * here) return null;
  // Exact in perspective too: along a line, lengths go with the geometric mean of the scales at both ends.
  const modules = lengthOf(line) / Math.sqrt(here * there);
  if (!(modules >= LEAST_MODULES && modules <= MOST_MODULES)) return null;
  return { from, to, modules, along };
}

/** The side that runs along the line, in its direction. */
function sideAlong({ sides }: Finder, line: Point): Point | null {
  for (const side of sides) {
    if (Math.abs(crossOf(side, line)) > MOST_SLANT * lengthOf(side) * lengthOf(line)) continue;
    return side.x * line.x + side.y * line.y > 0 ? side : { x: -side.x, y: -side.y };
  }
  return null;
}

/** The same for two patterns across the symbol from each other: `along` is the diagonal of a module. */
export function diagonalBetween(from: Finder, to: Finder): Link | null {
  if (from === to || from.isInverted !== to.isInverted) return null;
  const line = { x: to.centre.x - from.centre.x, y: to.centre.y - from.centre.y };
  const atFrom = sideAlong(turnedHalf(from), line);
  const atTo = sideAlong(turnedHalf(to), line);
  if (atFrom === null || atTo === null) return null;
  return linkAlong(from, to, line, [atFrom, atTo]);
}

/** The diagonals of its modules instead of their sides. */
function turnedHalf(finder: Finder): Finder {
  const [one, other] = finder.sides;
  return {
    ...finder,
    sides: [
      { x: one.x + other.x, y: one.y + other.y },
      { x: one.x - other.x, y: one.y - other.y },
    ],
  };
}

/** The side of the pattern that runs most nearly in the direction given. */
export function sideLike({ sides }: Finder, direction: Point): Point {
  const [one, other] = sides;
  const dot = (side: Point): number => (side.x * direction.x + side.y * direction.y) / lengthOf(side);
  const side = Math.abs(dot(one)) > Math.abs(dot(other)) ? one : other;
  return dot(side) > 0 ? side : { x: -side.x, y: -side.y };
}

export function opposite({ x, y }: Point): Point {
  return { x: -x, y: -y };
}

export function crossOf(one: Point, other: Point): number {
  return one.x * other.y - one.y * other.x;
}

function lengthOf({ x, y }: Point): number {
  return Math.hypot(x, y);
}
