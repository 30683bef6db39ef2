/** Is this the middle of a finder pattern, and how does it lie in the picture? */

import type { Grey, Point } from '../grey.ts';
import { patternLikeness } from './pattern-likeness.ts';
import type { Seed } from './scan-rows.ts';

export type Finder = {
  readonly centre: Point;
  /** One module along the pattern's sides, in pixels; which side is which, and to where, nobody knows. */
  readonly sides: readonly [Point, Point];
  /** Side of a module of the same area, in pixels. */
  readonly module: number;
  readonly isInverted: boolean;
  /** How far the edges that were seen lie from where they should, in modules: 0 is perfect. */
  readonly misfit: number;
  /** Share of the directions in which all its edges were seen. */
  readonly whole: number;
  /** How much all its modules together look like a pattern: 1 is perfect. */
  readonly likeness: number;
};

const RAYS = 24;
/** The eight first say whether it is worth while to look in the others: those across the row that it was seen on. */
const DIRECTIONS = [6, 18, 3, 9, 15, 21, 0, 12, 1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20, 22, 23].map((ray) => {
  const angle = ((ray + 0.25) / RAYS) * 2 * Math.PI;
  return { x: Math.cos(angle), y: Math.sin(angle) };
});
const FIRST_RAYS = 8;
const MOST_MISSED_FIRST = 4;
const MOST_MISSED = 12;
/** Edges from the middle outwards, in modules: of the dark middle, of the light ring, of the dark ring. */
const EDGES = [1.5, 2.5, 3.5] as const;
const MOST_MISFIT = 0.4;
const LEAST_LIKENESS = 0.4;
/** Blur rounds the corners: there the edges are not where the sides would have them. */
const CORNER = 0.82;
/** Modules of a pattern are at most so many times as long one way as the other. */
const MOST_OBLONG = 4;
/** The middle reaches at most so far, in modules as seen along the row. */
const MOST_INNER = 1.5 * 2.6;

/** `null` where it is none. */
export function measureFinder(grey: Grey, seed: Seed): Finder | null {
  const first = measureFrom(grey, seed, seed);
  if (first === null) return null;
  const shift = Math.hypot(first.centre.x - seed.x, first.centre.y - seed.y);
  return shift < 0.2 * first.module ? first : (measureFrom(grey, first.centre, seed) ?? first);
}

function measureFrom(grey: Grey, from: Point, seed: Seed): Finder | null {
  let distances: Float32Array | null = null;
  let missed = 0;
  for (let ray = 0; ray < RAYS; ray += 1) {
    const edges = castRay(grey, from, DIRECTIONS[ray] as Point, seed);
    if (edges === null) {
      missed += 1;
      if (missed > (ray < FIRST_RAYS ? MOST_MISSED_FIRST : MOST_MISSED)) return null;
    } else {
      distances ??= new Float32Array(RAYS * 3);
      distances.set(edges, ray * 3);
    }
  }
  const start = distances === null ? null : sidesByMoments(distances);
  if (distances === null || start === null) return null;
  const fitted = fitSides(from, distances, start);
  if (fitted === null) return null;
  const likeness = patternLikeness(grey, fitted.centre, fitted.sides, seed.isInverted);
  if (likeness < LEAST_LIKENESS) return null;
  return { ...fitted, isInverted: seed.isInverted, whole: 1 - missed / RAYS, likeness };
}

/** How far away the three edges are; `null` where they are not there, or not in about the right proportion. */
function castRay(
  { data, width, height }: Grey,
  from: Point,
  direction: Point,
  { module, threshold, isInverted }: Seed,
): readonly [number, number, number] | null {
  const step = Math.max(0.4, module / 4);
  const sign = isInverted ? -1 : 1;
  let most = MOST_INNER * module;
  let inner = 0;
  let middle = 0;
  let before = -1;
  let edge = 0;
  for (let distance = 0; distance <= most; distance += step) {
    const x = from.x + direction.x * distance - 0.5;
    const y = from.y + direction.y * distance - 0.5;
    if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) return null;
    const column = x | 0;
    const row = y | 0;
    const right = x - column;
    const at = row * width + column;
    const upperLeft = data[at] as number;
    const lowerLeft = data[at + width] as number;
    const upper = upperLeft + ((data[at + 1] as number) - upperLeft) * right;
    const lower = lowerLeft + ((data[at + width + 1] as number) - lowerLeft) * right;
    const now = sign * (upper + (lower - upper) * (y - row) - threshold);
    if (distance === 0) {
      if (now > 0) return null;
    } else if (edge === 1 ? now <= 0 : now > 0) {
      const crossing = distance - step * (now / (now - before));
      if (edge === 0) {
        // Too narrow a middle for the module that was seen along the row.
        if (crossing < 0.4 * module) return null;
        inner = crossing;
        most = inner * (MOST_MIDDLE / LEAST_INNER);
      } else if (edge === 1) {
        middle = crossing;
        if (inner > middle * (MOST_INNER_OF_OUTER / LEAST_MIDDLE)) return null;
        most = Math.min(inner / LEAST_INNER, middle / LEAST_MIDDLE) + step;
      } else {
        const isProportioned =
          inner > LEAST_INNER * crossing &&
          inner < MOST_INNER_OF_OUTER * crossing &&
          middle > LEAST_MIDDLE * crossing &&
          middle < MOST_MIDDLE * crossing;
        return isProportioned ? [inner, middle, crossing] : null;
      }
      edge += 1;
    }
    before = now;
  }
  return null;
}

/** Of the way to the outer edge, the inner one lies at 0.43 and the middle one at 0.71. */
const LEAST_INNER = 0.24;
const MOST_INNER_OF_OUTER = 0.62;
const LEAST_MIDDLE = 0.5;
const MOST_MIDDLE = 0.9;

/** Two vectors whose product with a point says how many modules it lies along each side. */
type Faces = { readonly one: Point; readonly other: Point };

/** A first guess: the turn of a square that fits best, after what tilt has squeezed is evened out. */
function sidesByMoments(distances: Float32Array): Faces | null {
  let [xx, xy, yy, count] = [0, 0, 0, 0];
  for (let ray = 0; ray < RAYS; ray += 1) {
    const distance = distances[ray * 3 + 2] as number;
    if (distance === 0) continue;
    const { x, y } = DIRECTIONS[ray] as Point;
    xx += distance * distance * x * x;
    xy += distance * distance * x * y;
    yy += distance * distance * y * y;
    count += 1;
  }
  // Lower triangular root of the moments; its inverse evens them out.
  const across = Math.sqrt(xx / count);
  const slant = xy / count / across;
  const along = Math.sqrt(yy / count - slant * slant);
  if (!(along > 0) || across > MOST_OBLONG * along || along > MOST_OBLONG * across) return null;
  // The reach of a square swings four times a turn: by the phase of that, its corners lie.
  let [cosines, sines, reaches] = [0, 0, 0];
  for (let ray = 0; ray < RAYS; ray += 1) {
    const distance = distances[ray * 3 + 2] as number;
    if (distance === 0) continue;
    const direction = DIRECTIONS[ray] as Point;
    const x = (direction.x * distance) / across;
    const y = (direction.y * distance - slant * x) / along;
    const square = x * x + y * y;
    const reach = Math.sqrt(square);
    // cos 4φ and sin 4φ of the point.
    const [cosine, sine] = [(x * x - y * y) / square, (2 * x * y) / square];
    cosines += (reach - EVEN_REACH) * (cosine * cosine - sine * sine);
    sines += (reach - EVEN_REACH) * 2 * cosine * sine;
    reaches += reach;
  }
  const turn = (Math.atan2(sines, cosines) - Math.PI) / 4;
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const scale = (3.5 * count * SIDE_OF_REACH_INVERSE) / reaches;
  const face = (a: number, b: number): Point => ({
    x: scale * (a / across - (b * slant) / (across * along)),
    y: (scale * b) / along,
  });
  return { one: face(cosine, sine), other: face(-sine, cosine) };
}

/** Mean reach of a figure whose moments are one each way, and of a square whose half side is one (4/π · ln(1 + √2)). */
const EVEN_REACH = 1.4;
const SIDE_OF_REACH_INVERSE = 1.12;

const FIT_ROUNDS = 3;

type FittedSides = Pick<Finder, 'centre' | 'sides' | 'module' | 'misfit'>;

function fitSides(from: Point, distances: Float32Array, start: Faces): FittedSides | null {
  let faces = start;
  let offsets = { one: 0, other: 0 };
  let misfit = Number.POSITIVE_INFINITY;
  for (let round = 0; round < FIT_ROUNDS; round += 1) {
    const one = fitFace(distances, faces.one, faces.other, offsets.one, round);
    const other = fitFace(distances, faces.other, faces.one, offsets.other, round);
    if (one === null || other === null) return null;
    faces = { one: one.face, other: other.face };
    offsets = { one: one.offset, other: other.offset };
    misfit = Math.max(one.misfit, other.misfit);
  }
  const determinant = faces.one.x * faces.other.y - faces.one.y * faces.other.x;
  if (!(Math.abs(determinant) > 1e-9) || misfit > MOST_MISFIT) return null;
  const first = { x: faces.other.y / determinant, y: -faces.other.x / determinant };
  const second = { x: -faces.one.y / determinant, y: faces.one.x / determinant };
  const [long, short] = [Math.hypot(first.x, first.y), Math.hypot(second.x, second.y)];
  if (long > MOST_OBLONG * short || short > MOST_OBLONG * long) return null;
  const centre = {
    x: from.x - first.x * offsets.one - second.x * offsets.other,
    y: from.y - first.y * offsets.one - second.y * offsets.other,
  };
  return { centre, sides: [first, second], module: 1 / Math.sqrt(Math.abs(determinant)), misfit };
}

type FittedFace = { readonly face: Point; readonly offset: number; readonly misfit: number };

/** Least squares over all edges that were seen on this pair of sides: `face` · point + `offset` = ± modules. */
function fitFace(distances: Float32Array, face: Point, other: Point, offset: number, round: number): FittedFace | null {
  let [xx, xy, yy, x1, y1, n, xt, yt, t1] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let squares = 0;
  for (let ray = 0; ray < RAYS; ray += 1) {
    if (distances[ray * 3 + 2] === 0) continue;
    const direction = DIRECTIONS[ray] as Point;
    const reach = face.x * direction.x + face.y * direction.y;
    if (Math.abs(other.x * direction.x + other.y * direction.y) > CORNER * Math.abs(reach)) continue;
    for (let edge = 0; edge < 3; edge += 1) {
      const distance = distances[ray * 3 + edge] as number;
      const target = Math.sign(reach) * (EDGES[edge] as number);
      const error = reach * distance + offset - target;
      if (round > 0 && Math.abs(error) > 1) continue;
      const x = direction.x * distance;
      const y = direction.y * distance;
      xx += x * x;
      xy += x * y;
      yy += y * y;
      x1 += x;
      y1 += y;
      xt += x * target;
      yt += y * target;
      t1 += target;
      squares += error * error;
      n += 1;
    }
  }
  if (n < 8) return null;
  const misfit = Math.sqrt(squares / n);
  // The constant first: what is left are two equations in two unknowns.
  const [axx, axy, ayy] = [xx - (x1 * x1) / n, xy - (x1 * y1) / n, yy - (y1 * y1) / n];
  const [bx, by] = [xt - (x1 * t1) / n, yt - (y1 * t1) / n];
  const determinant = axx * ayy - axy * axy;
  if (!(determinant > 1e-9)) return null;
  const x = (bx * ayy - by * axy) / determinant;
  const y = (by * axx - bx * axy) / determinant;
  return { face: { x, y }, offset: (t1 - x * x1 - y * y1) / n, misfit };
}
