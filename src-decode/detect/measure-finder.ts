/** Is this the middle of a finder pattern, and how does it lie in the picture? */

import type { Grey, Point } from '../grey.ts';
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
};

const RAYS = 24;
const DIRECTIONS = Array.from({ length: RAYS }, (_, ray) => {
  const angle = ((ray + 0.25) / RAYS) * 2 * Math.PI;
  return { x: Math.cos(angle), y: Math.sin(angle) };
});
/** Edges from the middle outwards, in modules: of the dark middle, of the light ring, of the dark ring. */
const EDGES = [1.5, 2.5, 3.5] as const;
const LEAST_WHOLE = 0.5;
const MOST_MISFIT = 0.4;
/** Blur rounds the corners: there the edges are not where the sides would have them. */
const CORNER = 0.82;
/** Modules of a pattern are at most so many times as long one way as the other. */
const MOST_OBLONG = 4;

/** `null` where it is none. */
export function measureFinder(grey: Grey, seed: Seed): Finder | null {
  const first = measureFrom(grey, seed, seed);
  if (first === null) return null;
  const shift = Math.hypot(first.centre.x - seed.x, first.centre.y - seed.y);
  return shift < 0.2 * first.module ? first : (measureFrom(grey, first.centre, seed) ?? first);
}

function measureFrom(grey: Grey, from: Point, seed: Seed): Finder | null {
  const distances = new Float32Array(RAYS * 3);
  let seen = 0;
  for (let ray = 0; ray < RAYS; ray += 1) {
    if (castRay(grey, from, DIRECTIONS[ray] as Point, seed, distances.subarray(ray * 3, ray * 3 + 3))) seen += 1;
    else distances[ray * 3] = 0;
    if (seen + RAYS - 1 - ray < LEAST_WHOLE * RAYS) return null;
  }
  const start = sidesByMoments(distances);
  if (start === null) return null;
  return fitSides(from, distances, start, seed.isInverted, seen / RAYS);
}

/** Writes how far away the three edges are; whether they are there, in about the right proportion. */
function castRay(
  { data, width, height }: Grey,
  from: Point,
  direction: Point,
  { module, threshold, isInverted }: Seed,
  into: Float32Array,
): boolean {
  const step = Math.max(0.5, module / 6);
  const most = 3.5 * module * 2.6;
  const sign = isInverted ? -1 : 1;
  let before = -1;
  let edge = 0;
  for (let distance = 0; distance <= most; distance += step) {
    const x = from.x + direction.x * distance - 0.5;
    const y = from.y + direction.y * distance - 0.5;
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (column < 0 || row < 0 || column >= width - 1 || row >= height - 1) return false;
    const right = x - column;
    const down = y - row;
    const at = row * width + column;
    const upper = (data[at] as number) * (1 - right) + (data[at + 1] as number) * right;
    const lower = (data[at + width] as number) * (1 - right) + (data[at + width + 1] as number) * right;
    const now = sign * (upper * (1 - down) + lower * down - threshold);
    const isLight = now > 0;
    if (distance === 0) {
      if (isLight) return false;
    } else if (isLight === (edge % 2 === 0)) {
      into[edge] = distance - step * (now / (now - before));
      edge += 1;
      if (edge === 3) return isProportioned(into);
      // Too narrow a middle for the module that was seen along the row.
      if (edge === 1 && (into[0] as number) < 0.4 * module) return false;
    }
    before = now;
  }
  return false;
}

function isProportioned(edges: Float32Array): boolean {
  const [inner = 0, middle = 0, outer = 1] = edges;
  const ofInner = inner / outer;
  const ofMiddle = middle / outer;
  return ofInner > 0.24 && ofInner < 0.62 && ofMiddle > 0.5 && ofMiddle < 0.9;
}

/** Two vectors whose product with a point says how many modules it lies along each side. */
type Faces = { readonly one: Point; readonly other: Point };

/** A first guess: the turn of a square that fits best, after what tilt has squeezed is evened out. */
function sidesByMoments(distances: Float32Array): Faces | null {
  let [xx, xy, yy, count] = [0, 0, 0, 0];
  for (let ray = 0; ray < RAYS; ray += 1) {
    const distance = distances[ray * 3 + 2] as number;
    if (distances[ray * 3] === 0) continue;
    const { x, y } = DIRECTIONS[ray] as Point;
    xx += distance * distance * x * x;
    xy += distance * distance * x * y;
    yy += distance * distance * y * y;
    count += 1;
  }
  // Directions that were not seen would lend their shape: what is left over of a circle is taken off by the count.
  const determinant = xx * yy - xy * xy;
  if (!(determinant > 0) || count === 0) return null;
  const across = Math.sqrt(xx / count);
  const slant = xy / count / across;
  const along = Math.sqrt(yy / count - slant * slant);
  if (!(along > 0) || across > MOST_OBLONG * along || along > MOST_OBLONG * across) return null;
  // Lower triangular root of the moments; its inverse evens them out.
  const even = (point: Point): Point => {
    const x = point.x / across;
    return { x, y: (point.y - slant * x) / along };
  };
  let best = Number.POSITIVE_INFINITY;
  let faces: Faces | null = null;
  for (let turn = 0; turn < 12; turn += 1) {
    const angle = (turn / 12) * (Math.PI / 2);
    const cosine = Math.cos(angle);
    const sine = Math.sin(angle);
    let [sum, squares, rays] = [0, 0, 0];
    for (let ray = 0; ray < RAYS; ray += 1) {
      if (distances[ray * 3] === 0) continue;
      const direction = DIRECTIONS[ray] as Point;
      const distance = distances[ray * 3 + 2] as number;
      const { x, y } = even({ x: direction.x * distance, y: direction.y * distance });
      const reach = Math.max(Math.abs(cosine * x + sine * y), Math.abs(cosine * y - sine * x));
      sum += reach;
      squares += reach * reach;
      rays += 1;
    }
    const mean = sum / rays;
    const spread = squares / rays / (mean * mean) - 1;
    if (spread >= best) continue;
    best = spread;
    const scale = 3.5 / mean;
    const face = (a: number, b: number): Point => ({
      x: scale * (a / across - (b * slant) / (across * along)),
      y: (scale * b) / along,
    });
    faces = { one: face(cosine, sine), other: face(-sine, cosine) };
  }
  return faces;
}

const FIT_ROUNDS = 3;

function fitSides(
  from: Point,
  distances: Float32Array,
  start: Faces,
  isInverted: boolean,
  whole: number,
): Finder | null {
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
  return { centre, sides: [first, second], module: 1 / Math.sqrt(Math.abs(determinant)), isInverted, misfit, whole };
}

type FittedFace = { readonly face: Point; readonly offset: number; readonly misfit: number };

/** Least squares over all edges that were seen on this pair of sides: `face` · point + `offset` = ± modules. */
function fitFace(distances: Float32Array, face: Point, other: Point, offset: number, round: number): FittedFace | null {
  let [xx, xy, yy, x1, y1, n, xt, yt, t1] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let squares = 0;
  for (let ray = 0; ray < RAYS; ray += 1) {
    if (distances[ray * 3] === 0) continue;
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
