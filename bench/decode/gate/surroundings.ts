/** What is behind the code: the hall, the queue, the things on the desk? */

import type { Random } from '../random.ts';
import type { Canvas } from './canvas.ts';
import { canvasOf, changeEllipse, drawWriting, fillBox } from './canvas.ts';

/** A picture of `count` things, some large, most small; the more there are, the more of them look like parts of a code. */
export function surroundings(width: number, height: number, count: number, random: Random): Canvas {
  const canvas = canvasOf(width, height, 0);
  const [dark, bright] = [random.between(0.05, 0.3), random.between(0.3, 0.8)];
  for (let y = 0; y < height; y += 1) {
    canvas.light.fill(dark + ((bright - dark) * y) / height, y * width, (y + 1) * width);
  }
  for (let index = 0; index < count; index += 1) drawThing(canvas, index < 5, random);
  return canvas;
}

function drawThing(canvas: Canvas, isLarge: boolean, random: Random): void {
  const size = canvas.height * (isLarge ? random.between(0.2, 0.8) : random.between(0.02, 0.2));
  const box = {
    left: random.between(-0.2, 1) * canvas.width,
    top: random.between(-0.2, 1) * canvas.height,
    width: size * random.between(0.4, 2),
    height: size,
  };
  const value = random.between(0.03, 0.85);
  const kind = random.next();
  if (kind < 0.45) fillBox(canvas, box, value);
  else if (kind < 0.6) drawBlob(canvas, box.left, box.top, size, value, random);
  else if (kind < 0.8) {
    fillBox(canvas, box, value);
    drawWriting(canvas, box, Math.max(3, size * random.between(0.05, 0.15)), value > 0.4 ? 0.05 : 0.8, random);
  } else if (kind < 0.9) drawTiles(canvas, box, Math.max(2, size / (4 + random.below(12))), random);
  else drawRings(canvas, box.left, box.top, size / 2);
}

function drawBlob(canvas: Canvas, x: number, y: number, size: number, value: number, random: Random): void {
  const radii = { across: size / 2, down: size * random.between(0.3, 0.7), turnedBy: random.between(0, Math.PI) };
  changeEllipse(canvas, { x, y }, radii, () => value);
}

/** A wall of tiles, a chequered shirt. */
function drawTiles(
  canvas: Canvas,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  side: number,
  random: Random,
): void {
  const [one, other] = [random.between(0.02, 0.4), random.between(0.3, 0.9)];
  const isRegular = random.next() < 0.5;
  for (let row = 0; row * side < height; row += 1) {
    for (let column = 0; column * side < width; column += 1) {
      const isOne = isRegular ? (row + column) % 2 === 0 : random.next() < 0.5;
      fillBox(
        canvas,
        { left: left + column * side, top: top + row * side, width: side, height: side },
        isOne ? one : other,
      );
    }
  }
}

/** A square in a square: what a decoder takes for the corner of a code. */
function drawRings(canvas: Canvas, left: number, top: number, side: number): void {
  const module = side / 9;
  const rings = [
    [0, 9, 0.8],
    [1, 7, 0.05],
    [2, 5, 0.8],
    [3, 3, 0.05],
  ] as const;
  for (const [inset, width, value] of rings) {
    const size = width * module;
    fillBox(canvas, { left: left + inset * module, top: top + inset * module, width: size, height: size }, value);
  }
}
