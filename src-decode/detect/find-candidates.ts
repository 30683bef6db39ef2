/** Which finder patterns belong together, and what symbol would they be the corners of? */

import type { Candidate } from '../candidate.ts';
import type { Grey, Point } from '../grey.ts';
import { findFinders } from './find-finders.ts';
import type { Sighting } from './fit-corners.ts';
import { fitCorners, timingAgreement } from './fit-corners.ts';
import type { Link } from './links.ts';
import { crossOf, diagonalBetween, linkBetween, opposite, sideLike } from './links.ts';
import type { Finder } from './measure-finder.ts';

const MOST_CANDIDATES = 8;
/** Finders that are looked at, of the surest. */
const MOST_FINDERS = 24;
const LEAST_DIMENSION = 21;
const MOST_DIMENSION = 177;
/** Corners of a finder pattern, seen from its middle, in modules. */
const PATTERN_CORNERS = [
  [-3.5, -3.5],
  [3.5, -3.5],
  [3.5, 3.5],
  [-3.5, 3.5],
] as const;
const MOST_MISFIT = 0.8;
/** Three patterns that fit say more than two. */
const BONUS_OF_THREE = 0.4;
const LEAST_RANK = 0.1;
const RANK_OF_ECHO = 0.4;

type Ranked = { readonly candidate: Candidate; readonly rank: number };

/** The likeliest first. */
export function findCandidates(grey: Grey): readonly Candidate[] {
  const finders = findFinders(grey).slice(0, MOST_FINDERS);
  const ranked: Ranked[] = [];
  for (const vertex of finders) {
    const links = finders.flatMap((other) => linkBetween(vertex, other) ?? []);
    for (const one of links) {
      ranked.push(...ofSide(grey, one));
      for (const other of links) {
        if (crossOf(one.along[0], other.along[0]) > 0 && areAlike(one, other))
          ranked.push(...ofThree(grey, one, other));
      }
    }
    for (const other of finders) {
      const link = diagonalBetween(vertex, other);
      if (link !== null) ranked.push(...ofDiagonal(grey, link));
    }
  }
  return withoutEchoes(ranked.sort((one, other) => other.rank - one.rank))
    .slice(0, MOST_CANDIDATES)
    .map(({ candidate }) => candidate);
}

/** A symbol's own modules look like patterns here and there: what lies over a far likelier symbol is none of its own. */
function withoutEchoes(ranked: readonly Ranked[]): readonly Ranked[] {
  const kept: Ranked[] = [];
  for (const one of ranked) {
    const isEcho = kept.some(
      (better) => better.rank > one.rank + RANK_OF_ECHO && isInside(middleOf(one.candidate), better.candidate),
    );
    if (!isEcho) kept.push(one);
    if (kept.length === MOST_CANDIDATES) break;
  }
  return kept;
}

function middleOf({ corners }: Candidate): Point {
  return {
    x: corners.reduce((sum, { x }) => sum + x, 0) / 4,
    y: corners.reduce((sum, { y }) => sum + y, 0) / 4,
  };
}

function isInside(point: Point, { corners }: Candidate): boolean {
  return corners.every((corner, index) => {
    const next = corners[(index + 1) % 4] ?? corner;
    const edge = { x: next.x - corner.x, y: next.y - corner.y };
    return crossOf(edge, { x: point.x - corner.x, y: point.y - corner.y }) > 0;
  });
}

function areAlike(one: Link, other: Link): boolean {
  const longer = Math.max(one.modules, other.modules);
  return Math.abs(one.modules - other.modules) < 3 + 0.12 * longer;
}

/** The top left one with that to its right and that below it. */
function ofThree(grey: Grey, right: Link, down: Link): Ranked[] {
  const { from: topLeft, to: topRight } = right;
  const { to: bottomLeft } = down;
  const across = sideLike(bottomLeft, right.along[0]);
  const along = sideLike(topRight, down.along[0]);
  const estimate = (right.modules + down.modules) / 2 + 7;
  return ofSightings(grey, topLeft.isInverted, estimate, BONUS_OF_THREE, (far) => [
    ...sightingsOf(topLeft, 3.5, 3.5, right.along[0], down.along[0]),
    ...sightingsOf(topRight, far, 3.5, right.along[1], along),
    ...sightingsOf(bottomLeft, 3.5, far, across, down.along[1]),
  ]);
}

/** Two patterns with the symbol to the right as one looks from the first to the second; the third is covered. */
function ofSide(grey: Grey, { from, to, modules, along }: Link): Ranked[] {
  const rightward = { x: -along[0].y, y: along[0].x };
  const [inFrom, inTo] = [sideLike(from, rightward), sideLike(to, rightward)];
  const isInverted = from.isInverted;
  return [
    ...ofSightings(grey, isInverted, modules + 7, 0, (far) => [
      ...sightingsOf(from, 3.5, 3.5, along[0], inFrom),
      ...sightingsOf(to, far, 3.5, along[1], inTo),
    ]),
    ...ofSightings(grey, isInverted, modules + 7, 0, (far) => [
      ...sightingsOf(from, 3.5, far, inFrom, opposite(along[0])),
      ...sightingsOf(to, 3.5, 3.5, inTo, opposite(along[1])),
    ]),
  ];
}

/** The top right and the bottom left one; that between them is covered. */
function ofDiagonal(grey: Grey, { from, to, modules, along }: Link): Ranked[] {
  const [across, down] = [0, 1].map((end) => {
    const finder = end === 0 ? from : to;
    const diagonal = along[end] as Point;
    // Turned by an eighth either way, the diagonal from top right to bottom left gives left and down.
    const [one, other] = finder.sides;
    const sides = [one, opposite(one), other, opposite(other)].filter(
      (side) => side.x * diagonal.x + side.y * diagonal.y > 0,
    );
    return sides.sort((first, second) => crossOf(diagonal, second) - crossOf(diagonal, first));
  }) as [Point[], Point[]];
  const [leftFrom, downFrom] = across;
  const [leftTo, downTo] = down;
  if (leftFrom === undefined || downFrom === undefined || leftTo === undefined || downTo === undefined) return [];
  return ofSightings(grey, from.isInverted, modules + 7, 0, (far) => [
    ...sightingsOf(from, far, 3.5, opposite(leftFrom), downFrom),
    ...sightingsOf(to, 3.5, far, opposite(leftTo), downTo),
  ]);
}

/** `sightingsAt` gets the place of the further patterns' middle in modules, which goes with the symbol's size. */
function ofSightings(
  grey: Grey,
  isInverted: boolean,
  estimate: number,
  bonus: number,
  sightingsAt: (far: number) => readonly Sighting[],
): Ranked[] {
  return dimensionsNear(estimate).flatMap((dimension): Ranked[] => {
    const fitted = fitCorners(sightingsAt(dimension - 3.5), dimension, 0);
    if (fitted === null || fitted.misfit > MOST_MISFIT) return [];
    const { corners, misfit } = fitted;
    const rank = timingAgreement(grey, corners, dimension, isInverted) - misfit + bonus;
    if (rank < LEAST_RANK) return [];
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
