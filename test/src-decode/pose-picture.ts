/** What does a picture of a card look like that a test makes up? Nobody was ever in it. */

import type { Grey } from '../../src-decode/grey.ts';

export type Size = { readonly width: number; readonly height: number };
export type Area = Size & { readonly left: number; readonly top: number };

const CARD_LEVEL = 215;
const PRINT_LEVEL = 120;
const CARD_SHAPE = 85.6 / 54;
const CODE_MODULES = 45;

export function plain({ width, height }: Size, level: number): Grey {
  return { data: new Uint8Array(width * height).fill(level), width, height };
}

/** Fills an area of the picture itself. */
export function paint({ data, width, height }: Grey, area: Area, level: number): void {
  for (let y = Math.max(0, Math.round(area.top)); y < Math.min(height, area.top + area.height); y += 1) {
    data.fill(level, y * width + Math.round(area.left), y * width + Math.round(area.left + area.width));
  }
}

/** A card in the middle, some lines of print on it, as wide as half of the shorter side and more. */
export function withCard(grey: Grey): Grey {
  const copy = { ...grey, data: grey.data.slice() };
  const width = Math.min(grey.width, grey.height) * 0.85;
  const area = { width, height: width / CARD_SHAPE };
  const [left, top] = [(grey.width - area.width) / 2, (grey.height - area.height) / 2];
  paint(copy, { left, top, ...area }, CARD_LEVEL);
  for (let line = 0; line < 4; line += 1) {
    const height = area.height * 0.04;
    paint(
      copy,
      { left: left + width * 0.1, top: top + area.height * (0.2 + line * 0.18), width: width * 0.4, height },
      PRINT_LEVEL,
    );
  }
  return copy;
}

/** A pattern of modules in the middle: no code that anybody could read. */
export function withCode(grey: Grey, modulePixels: number): Grey {
  const copy = { ...grey, data: grey.data.slice() };
  const side = CODE_MODULES * modulePixels;
  const [left, top] = [Math.round((grey.width - side) / 2), Math.round((grey.height - side) / 2)];
  const quiet = 4 * modulePixels;
  paint(copy, { left: left - quiet, top: top - quiet, width: side + 2 * quiet, height: side + 2 * quiet }, CARD_LEVEL);
  const random = chance(7);
  for (let module = 0; module < CODE_MODULES * CODE_MODULES; module += 1) {
    if (random() < 0.5) continue;
    const x = left + (module % CODE_MODULES) * modulePixels;
    const y = top + Math.floor(module / CODE_MODULES) * modulePixels;
    paint(copy, { left: x, top: y, width: modulePixels, height: modulePixels }, 30);
  }
  return copy;
}

/** The grain of a sensor: each pixel up to `amount` levels off. */
export function withNoise(grey: Grey, amount: number, seed: number): Grey {
  const random = chance(seed);
  const data = grey.data.map((level) =>
    Math.min(255, Math.max(0, level + Math.floor(random() * (2 * amount + 1)) - amount)),
  );
  return { ...grey, data };
}

/** The mean of `radius` pixels on either side, across, down, or both. */
export function blurred(grey: Grey, radius: number, direction: 'both' | 'across' | 'down' = 'both'): Grey {
  const across = direction === 'down' ? grey : blurredAlong(grey, radius, 1);
  return direction === 'across' ? across : blurredAlong(across, radius, grey.width);
}

function blurredAlong(grey: Grey, radius: number, stride: number): Grey {
  const data = grey.data.map((_, at) => {
    let sum = 0;
    for (let offset = -radius; offset <= radius; offset += 1) sum += grey.data[at + offset * stride] ?? 0;
    return sum / (2 * radius + 1);
  });
  return { ...grey, data };
}

/** The same numbers for the same seed, 0 to 1 (a linear congruence after Knuth). */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
