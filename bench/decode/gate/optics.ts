/** What does the lens throw onto the sensor? */

import type { Canvas } from './canvas.ts';
import { canvasOf } from './canvas.ts';
import type { HeldThing } from './held-thing.ts';
import type { Projection } from './pinhole.ts';
import { inverse, project } from './pinhole.ts';

/** Looks across and down of each pixel, averaged. */
const LOOKS_NEAR = 3;
const LOOKS_FAR = 4;
const NEAR_PX = 2.5;
/** A pixel of the sensor does not see all of its square; with less than this, moiré would be seen on everything. */
const FILL_FACTOR = 0.7;
/** Of a movement; in longer ones nothing is to be seen anyway. */
const MOST_STEPS = 24;

/** Lays the thing over `picture`; `projection` goes from modules around the middle of the code to pixels. */
export function overlay(
  picture: Canvas,
  thing: HeldThing,
  projection: Projection,
  moireDepth: number,
  scalePx: number,
): void {
  const { canvas, texels, middle, screenPixels } = thing;
  const { left, top, right, bottom } = boundsOf(picture, thing, projection);
  const looks = scalePx < NEAR_PX ? LOOKS_FAR : LOOKS_NEAR;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = inverse(projection);
  const pitch = moireDepth > 0 && screenPixels !== null ? screenPixels * 2 * Math.PI : 0;
  const spread = pitch > 0 ? FILL_FACTOR : 1;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      let sum = 0;
      let hits = 0;
      for (let look = 0; look < looks * looks; look += 1) {
        const pictureX = x + 0.5 + (((look % looks) + 0.5) / looks - 0.5) * spread;
        const pictureY = y + 0.5 + ((Math.floor(look / looks) + 0.5) / looks - 0.5) * spread;
        const depth = g * pictureX + h * pictureY + i;
        const moduleX = (a * pictureX + b * pictureY + c) / depth;
        const moduleY = (d * pictureX + e * pictureY + f) / depth;
        const column = Math.floor(moduleX * texels + middle.x);
        const row = Math.floor(moduleY * texels + middle.y);
        if (column < 0 || row < 0 || column >= canvas.width || row >= canvas.height) continue;
        hits += 1;
        const light = canvas.light[row * canvas.width + column] ?? 0;
        const grid =
          pitch === 0 ? 1 : 1 - moireDepth * (0.5 - 0.25 * (Math.cos(moduleX * pitch) + Math.cos(moduleY * pitch)));
        sum += light * grid;
      }
      if (hits === 0) continue;
      const at = y * picture.width + x;
      picture.light[at] = (sum + (looks * looks - hits) * (picture.light[at] ?? 0)) / (looks * looks);
    }
  }
}

/** Out of focus: a Gaussian of `sigmaPx`. Very small ones change nothing. */
export function defocused(picture: Canvas, sigmaPx: number): Canvas {
  const reach = Math.ceil(3 * sigmaPx);
  if (sigmaPx < 0.2) return picture;
  const taps = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * sigmaPx ** 2)),
  );
  const whole = taps.reduce((sum, tap) => sum + tap, 0);
  const weights = Float32Array.from(taps, (tap) => tap / whole);
  return filtered(filtered(picture, weights, reach, 1, 0), weights, reach, 0, 1);
}

/** Moved `lengthPx` in a straight line at `angle` while the shutter was open. */
export function moved(picture: Canvas, lengthPx: number, angle: number): Canvas {
  if (lengthPx < 0.2) return picture;
  const count = Math.min(MOST_STEPS, Math.max(3, Math.ceil(lengthPx * 2)));
  const { light, width, height } = picture;
  const { light: sum } = canvasOf(width, height, 0);
  for (let step = 0; step < count; step += 1) {
    const along = ((step + 0.5) / count - 0.5) * lengthPx;
    const [shiftX, shiftY] = [along * Math.cos(angle), along * Math.sin(angle)];
    addShifted(sum, light, width, height, shiftX, shiftY, 1 / count);
  }
  return { light: sum, width, height };
}

function addShifted(
  sum: Float32Array,
  light: Float32Array,
  width: number,
  height: number,
  shiftX: number,
  shiftY: number,
  weight: number,
): void {
  const [wholeX, wholeY] = [Math.floor(shiftX), Math.floor(shiftY)];
  const [partX, partY] = [shiftX - wholeX, shiftY - wholeY];
  for (let y = 0; y < height; y += 1) {
    const upper = clamp(y + wholeY, height) * width;
    const lower = clamp(y + wholeY + 1, height) * width;
    for (let x = 0; x < width; x += 1) {
      const left = clamp(x + wholeX, width);
      const right = clamp(x + wholeX + 1, width);
      const above = (light[upper + left] ?? 0) * (1 - partX) + (light[upper + right] ?? 0) * partX;
      const below = (light[lower + left] ?? 0) * (1 - partX) + (light[lower + right] ?? 0) * partX;
      const at = y * width + x;
      sum[at] = (sum[at] ?? 0) + weight * (above * (1 - partY) + below * partY);
    }
  }
}

function filtered(
  { light, width, height }: Canvas,
  weights: Float32Array,
  reach: number,
  stepX: number,
  stepY: number,
): Canvas {
  const { light: result } = canvasOf(width, height, 0);
  for (let tap = -reach; tap <= reach; tap += 1) {
    const weight = weights[tap + reach] ?? 0;
    for (let y = 0; y < height; y += 1) {
      const from = clamp(y + tap * stepY, height) * width;
      const to = y * width;
      const shift = tap * stepX;
      for (let x = 0; x < width; x += 1) {
        result[to + x] = (result[to + x] ?? 0) + weight * (light[from + clamp(x + shift, width)] ?? 0);
      }
    }
  }
  return { light: result, width, height };
}

function boundsOf(picture: Canvas, { canvas, texels, middle }: HeldThing, projection: Projection) {
  const corners = [
    [0, 0],
    [canvas.width, 0],
    [canvas.width, canvas.height],
    [0, canvas.height],
  ].map(([x = 0, y = 0]) => project(projection, { x: (x - middle.x) / texels, y: (y - middle.y) / texels }));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return {
    left: clamp(Math.floor(Math.min(...xs)), picture.width),
    top: clamp(Math.floor(Math.min(...ys)), picture.height),
    right: clamp(Math.ceil(Math.max(...xs)), picture.width) + 1,
    bottom: clamp(Math.ceil(Math.max(...ys)), picture.height) + 1,
  };
}

function clamp(value: number, length: number): number {
  return value < 0 ? 0 : value >= length ? length - 1 : value;
}
