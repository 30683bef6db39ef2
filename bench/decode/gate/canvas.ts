/** How are simple shapes drawn onto a plane of brightness? */

import type { Random } from '../random.ts';

/** Linear light, 1 = a white surface in full light. `scale` texels make one unit of the drawing. */
export type Canvas = {
  readonly light: Float32Array;
  readonly width: number;
  readonly height: number;
};

export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

export function canvasOf(width: number, height: number, value: number): Canvas {
  return { light: new Float32Array(width * height).fill(value), width, height };
}

export function fillBox({ light, width, height }: Canvas, box: Box, value: number): void {
  const left = Math.max(0, Math.round(box.left));
  const right = Math.min(width, Math.round(box.left + box.width));
  const bottom = Math.min(height, Math.round(box.top + box.height));
  if (right <= left) return;
  for (let y = Math.max(0, Math.round(box.top)); y < bottom; y += 1)
    light.fill(value, y * width + left, y * width + right);
}

/** Changes what lies within `radius` × `radiusDown` of the middle, turned; `inside` is 0 in the middle, 1 at the rim. */
export function changeEllipse(
  { light, width, height }: Canvas,
  middle: { readonly x: number; readonly y: number },
  radii: { readonly across: number; readonly down: number; readonly turnedBy: number },
  change: (value: number, inside: number) => number,
): void {
  const [cos, sin] = [Math.cos(radii.turnedBy), Math.sin(radii.turnedBy)];
  const reach = Math.max(radii.across, radii.down);
  const bottom = Math.min(height, Math.ceil(middle.y + reach));
  const right = Math.min(width, Math.ceil(middle.x + reach));
  for (let y = Math.max(0, Math.floor(middle.y - reach)); y < bottom; y += 1) {
    for (let x = Math.max(0, Math.floor(middle.x - reach)); x < right; x += 1) {
      const [east, south] = [x + 0.5 - middle.x, y + 0.5 - middle.y];
      const inside = Math.hypot((cos * east + sin * south) / radii.across, (cos * south - sin * east) / radii.down);
      if (inside < 1) light[y * width + x] = change(light[y * width + x] ?? 0, inside);
    }
  }
}

/** Rows of words, too small to be read. */
export function drawWriting(canvas: Canvas, box: Box, lineHeight: number, ink: number, random: Random): void {
  for (let top = box.top; top + lineHeight <= box.top + box.height; top += lineHeight * 1.8) {
    let left = box.left;
    while (left < box.left + box.width * random.between(0.6, 1)) {
      const width = lineHeight * random.between(0.15, 0.6);
      fillBox(canvas, { left, top: top + lineHeight * random.between(0, 0.3), width, height: lineHeight * 0.7 }, ink);
      left += width + lineHeight * (random.next() < 0.2 ? 0.8 : random.between(0.1, 0.3));
    }
  }
}
