/** Which finder patterns belong together, and what symbol would they be the corners of? */

import type { Grey, Point } from '../grey.ts';
import type { Candidate } from './candidate.ts';
import { findFinders } from './find-finders.ts';
import type { Sighting } from './fit-corners.ts';
import { fitCorners, timingAgreement } from './fit-corners.ts';
import type { Finder } from './measure-finder.ts';

const MOST_CANDIDATES = 8;
/** Finders that are looked at, of the surest. */
const MOST_FINDERS = 24;
const LEAST_DIMENSION = 21;
const MOST_DIMENSION = 177;
/** From the side of a finder pattern to the line to the next, as the sine of the angle. */
const MOST_SLANT = 0.2;
/** Modules of one pattern are at most so many times as large as those of the other. */
const MOST_UNEQUAL = 2.5;
/** Corners of a finder pattern, seen from its middle, in modules. */
const PATTERN_CORNERS = [
  [-3.5, -3.5],
  [3.5, -3.5],
  [3.5, 3.5],
  [-3.5, 3.5],
] as const;
const MOST_MISFIT = 0.8;

/** A finder pattern beside another one, in the direction of its sides. */
type Link = {
  readonly from: Finder;
  readonly to: Finder;
  /** From middle to middle. */
  readonly modules: number;
  /** One module at `from` towards `to`, and at `to` in the same direction. */
  readonly along: readonly [Point, Point];
};

type Ranked = { readonly candidate: Candidate; readonly rank: number };

/** The likeliest first. */
export function findCandidates(grey: Grey): readonly Candidate[] {
  const finders = findFinders(grey).slice(0, MOST_FINDERS);
  const ranked: Ranked[] = [];
  for (const vertex of finders) {
    const links = finders.flatMap((other) => linkBetween(vertex, other) ?? []);
    for (const one of links) {
      for (const other of links) {
        if (crossOf(one.along[0], other.along[0]) > 0 && areAlike(one, other))
          ranked.push(...ofThree(grey, one, other));
      }
    }
  }
  return ranked
    .sort((one, other) => other.rank - one.rank)
    .slice(0, MOST_CANDIDATES)
    .map(({ candidate }) => candidate);
}

function linkBetween(from: Finder, to: Finder): Link | null {
  if (from === to || from.isInverted !== to.isInverted) return null;
  const line = { x: to.centre.x - from.centre.x, y: to.centre.y - from.centre.y };
  const atFrom = sideAlong(from, line);
  const atTo = sideAlong(to, line);
  if (atFrom === null || atTo === null) return null;
  const [here, there] = [lengthOf(atFrom), lengthOf(atTo)];
  if (here > MOST_UNEQUAL * there || there > MOST_UNEQUAL * here) return null;
  // Exact in perspective too: along a line, lengths go with the geometric mean of the scales at both ends.
  const modules = lengthOf(line) / Math.sqrt(here * there);
  if (modules < LEAST_DIMENSION - 7 - 3 || modules > MOST_DIMENSION - 7 + 8) return null;
  return { from, to, modules, along: [atFrom, atTo] };
}

/** The side that runs along the line, in its direction. */
function sideAlong({ sides }: Finder, line: Point): Point | null {
  for (const side of sides) {
    if (Math.abs(crossOf(side, line)) > MOST_SLANT * lengthOf(side) * lengthOf(line)) continue;
    return side.x * line.x + side.y * line.y > 0 ? side : { x: -side.x, y: -side.y };
  }
  return null;
}

function areAlike(one: Link, other: Link): boolean {
  const longer = Math.max(one.modules, other.modules);
  return Math.abs(one.modules - other.modules) < 3 + 0.12 * longer;
}

/** The top left one with that to its right and that below it. */
function ofThree(grey: Grey, right: Link, down: Link): Ranked[] {
  const { from: topLeft, to: topRight } = right;
  const { to: bottomLeft } = down;
  const isInverted = topLeft.isInverted;
  const across = sideLike(topRight, down.along[0]);
  const along = sideLike(bottomLeft, right.along[0]);
  const estimate = (right.modules + down.modules) / 2 + 7;
  return dimensionsNear(estimate).flatMap((dimension): Ranked[] => {
    const far = dimension - 3.5;
    const sightings = [
      ...sightingsOf(topLeft, 3.5, 3.5, right.along[0], down.along[0]),
      ...sightingsOf(topRight, far, 3.5, right.along[1], across),
      ...sightingsOf(bottomLeft, 3.5, far, along, down.along[1]),
    ];
    const fitted = fitCorners(sightings, dimension, 0);
    if (fitted === null || fitted.misfit > MOST_MISFIT) return [];
    const { corners, misfit } = fitted;
    const rank = timingAgreement(grey, corners, dimension, isInverted) - misfit;
    return [{ candidate: { corners, dimension, isInverted, isMirrored: false }, rank }];
  });
}

function sightingsOf({ centre }: Finder, column: number, row: number, across: Point, down: Point): Sighting[] {
  return PATTERN_CORNERS.map(([right, below]) => ({
    column: column + right,
    row: row + below,
    at: {
      x: centre.x + right * across.x + below * down.x,
      y: centre.y + right * across.y + below * down.y,
    },
  }));
}

/** The side of the pattern that runs most nearly in the direction given. */
function sideLike({ sides }: Finder, direction: Point): Point {
  const [one, other] = sides;
  const dot = (side: Point): number => (side.x * direction.x + side.y * direction.y) / lengthOf(side);
  const side = Math.abs(dot(one)) > Math.abs(dot(other)) ? one : other;
  return dot(side) > 0 ? side : { x: -side.x, y: -side.y };
}

/** Sizes that symbols have, those the estimate allows for, nearest first. */
function dimensionsNear(estimate: number): number[] {
  const doubt = 1.5 + 0.04 * estimate;
  const nearest = 17 + 4 * Math.round((estimate - 17) / 4);
  return [nearest, nearest - 4, nearest + 4].filter(
    (dimension, index) =>
      dimension >= LEAST_DIMENSION &&
      dimension <= MOST_DIMENSION &&
      (index === 0 || Math.abs(dimension - estimate) < 2 + doubt),
  );
}

function crossOf(one: Point, other: Point): number {
  return one.x * other.y - one.y * other.x;
}

function lengthOf({ x, y }: Point): number {
  return Math.hypot(x, y);
}
