/** How does a symbol look on a picture, held at any angle? */

import { create } from 'qrcode';
import type { Corners } from '../../../src-decode/candidate.ts';
import type { Grey, Point } from '../../../src-decode/grey.ts';
import { homographyOf } from '../../../src-decode/sample/homography.ts';

export type Pose = {
  /** Pixels a module, turn in radians, and how far each corner is off the square, in parts of its side. */
  readonly scale: number;
  readonly turn: number;
  readonly shifts: readonly number[];
};

export type Drawing = { readonly grey: Grey; readonly corners: Corners; readonly dimension: number };

/** A place on a drawn symbol, given in modules. */
export function placeOn({ corners, dimension }: Drawing, column: number, row: number): Point {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = homographyOf(corners, dimension);
  const depth = g * column + h * row + 1;
  return { x: (a * column + b * row + c) / depth, y: (d * column + e * row + f) / depth };
}

/** Lays a grey thumb over the finder pattern in a corner: 0 top left, 1 top right, 2 bottom left. */
export function coverFinder(drawing: Drawing, corner: number): Drawing {
  const far = drawing.dimension - 3.5;
  const middle = placeOn(drawing, corner === 1 ? far : 3.5, corner === 2 ? far : 3.5);
  const beside = placeOn(drawing, corner === 1 ? far - 5 : 8.5, corner === 2 ? far : 3.5);
  const radius = Math.hypot(beside.x - middle.x, beside.y - middle.y);
  const { data, width, height } = drawing.grey;
  const covered = data.map((value, at) =>
    Math.hypot((at % width) - middle.x, Math.floor(at / width) - middle.y) < radius ? 140 : value,
  );
  return { ...drawing, grey: { data: covered, width, height } };
}

/** Dark on light, with a quiet zone, on a grey ground; each pixel the mean of nine places. */
export function drawSymbol(text: string, version: number, { scale, turn, shifts }: Pose, isInverted = false): Drawing {
  const { modules } = create(text, { version, errorCorrectionLevel: 'M' });
  const dimension = modules.size;
  const side = dimension * scale;
  const size = Math.ceil(side * 1.7) + 20;
  const corners = [-1, 1, 1, -1].map((across, corner): Point => {
    const down = corner < 2 ? -1 : 1;
    const x = (across * side) / 2 + (shifts[2 * corner] ?? 0) * side;
    const y = (down * side) / 2 + (shifts[2 * corner + 1] ?? 0) * side;
    const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
    return { x: size / 2 + x * cosine - y * sine, y: size / 2 + x * sine + y * cosine };
  }) as [Point, Point, Point, Point];
  const toSymbol = homographyBack(corners, dimension);
  const data = new Uint8Array(size * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let sum = 0;
      for (let part = 0; part < 9; part += 1) {
        const [column, row] = toSymbol(x + ((part % 3) + 0.5) / 3, y + (Math.floor(part / 3) + 0.5) / 3);
        const [least, most] = [Math.min(column, row), Math.max(column, row)];
        const isGround = !(least > -4 && most < dimension + 4);
        const isDark =
          least >= 0 && most < dimension && modules.get(Math.floor(row), Math.floor(column)) === (isInverted ? 0 : 1);
        sum += isGround ? 120 : isDark || (isInverted && !(least >= 0 && most < dimension)) ? 25 : 225;
      }
      data[y * size + x] = sum / 9;
    }
  }
  return { grey: { data, width: size, height: size }, corners, dimension };
}

function homographyBack(corners: Corners, size: number): (x: number, y: number) => [number, number] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = homographyOf(corners, size);
  return (x, y) => {
    // (a − g x) u + (b − h x) v = x − c, and the same for y.
    const [p, q, r, s] = [a - g * x, b - h * x, d - g * y, e - h * y];
    const determinant = p * s - q * r;
    return [((x - c) * s - q * (y - f)) / determinant, (p * (y - f) - (x - c) * r) / determinant];
  };
}
