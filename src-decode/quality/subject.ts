/** Is there something like a code, or like a card, in a picture? Told by its pattern and its shape, without reading it. */

import type { Grey } from '../grey.ts';
import type { Blocks } from './blocks.ts';
import { largestPatch } from './patch.ts';
import type { Texture } from './texture.ts';
import { meanSharpness } from './texture.ts';

export type Subject = {
  /** `code`: a pattern of dark and bright squares. `card`: a bright rectangle in the shape of a card, without one. */
  readonly kind: 'code' | 'card';
  /** The part of the picture that it covers, 0 to 1. */
  readonly share: number;
  /** As `FrameQuality.sharpness`, but of the subject only. */
  readonly sharpness: number | null;
  /** The part of the subject that is blown out, 0 to 1. */
  readonly glareShare: number;
  readonly meanLevel: number;
  /** How many pixels a module of a code has a side, roughly; `null` for a card. */
  readonly modulePixels: number | null;
};

/** A code swings between dark and bright by at least so much, and so often in a tile. */
const LEAST_CODE_CONTRAST = 44;
const LEAST_CODE_TURNS = 3;
/** It does so across as it does down; lines of text do not. */
const MOST_UNEVEN_TURNS = 2.2;
/** The smallest code has 21 modules a side; half of them begin something new. */
const LEAST_TURNS_A_SIDE = 7;
/** Modules of one colour come in runs of about two. */
const MODULES_A_RUN = 2;

const LEAST_CARD_SHARE = 0.05;
const MOST_CARD_SHARE = 0.85;
/** A card that is held at a slant fills less of its upright frame. */
const LEAST_CARD_FILL = 0.66;
const LEAST_CARD_CONTRAST = 28;
/** An ID-1 card is 1.59 times as wide as it is high. Faces and shirts are higher than wide, as is a phone held upright. */
const CARD_SHAPES = { least: 1.25, most: 2.1 };

export function findSubject(grey: Grey, blocks: Blocks, texture: Texture): Subject | null {
  return findCode(grey, blocks, texture) ?? findCard(grey, blocks, texture);
}

function findCode(grey: Grey, blocks: Blocks, texture: Texture): Subject | null {
  const { columns, rows, size, across, down } = texture;
  const isPatterned = Array.from({ length: columns * rows }, (_, tile) => isPattern(texture, tile));
  const patch = largestPatch(isPatterned, columns, rows);
  if (patch === null) return null;
  const meanOf = (values: Float32Array): number =>
    patch.cells.reduce((sum, cell) => sum + (values[cell] ?? 0), 0) / patch.cells.length;
  const turns = (meanOf(across.turns) + meanOf(down.turns)) / 2;
  const [wide, high] = [patch.right - patch.left + 1, patch.bottom - patch.top + 1];
  if (turns * Math.min(wide, high) < LEAST_TURNS_A_SIDE) return null;
  return {
    kind: 'code',
    share: (patch.cells.length * size * size) / (grey.width * grey.height),
    sharpness: meanSharpness(texture, patch.cells),
    ...lightIn(blocks, { left: patch.left * size, top: patch.top * size, width: wide * size, height: high * size }),
    modulePixels: size / turns / MODULES_A_RUN,
  };
}

function isPattern({ across, down }: Texture, tile: number): boolean {
  const [wide, high] = [across.turns[tile] ?? 0, down.turns[tile] ?? 0];
  const contrast = Math.min(across.contrast[tile] ?? 0, down.contrast[tile] ?? 0);
  if (contrast < LEAST_CODE_CONTRAST || Math.min(wide, high) < LEAST_CODE_TURNS) return false;
  return Math.max(wide, high) <= MOST_UNEVEN_TURNS * Math.min(wide, high);
}

function findCard(grey: Grey, blocks: Blocks, texture: Texture): Subject | null {
  const { columns, rows, means, size } = blocks;
  const { level, contrast } = parting(means);
  if (contrast < LEAST_CARD_CONTRAST) return null;
  const isBright = Array.from(means, (mean) => mean > level);
  const patch = largestPatch(isBright, columns, rows);
  if (patch === null) return null;
  const [wide, high] = [patch.right - patch.left + 1, patch.bottom - patch.top + 1];
  const share = (patch.cells.length * size * size) / (grey.width * grey.height);
  const shape = wide / high;
  const touched = [patch.left === 0, patch.top === 0, patch.right === columns - 1, patch.bottom === rows - 1];
  const isCard =
    share >= LEAST_CARD_SHARE &&
    share <= MOST_CARD_SHARE &&
    patch.cells.length >= LEAST_CARD_FILL * wide * high &&
    shape >= CARD_SHAPES.least &&
    shape <= CARD_SHAPES.most &&
    // A bright wall, a window or a shirt goes on beyond the picture; a card is held into it.
    !touched.some(Boolean);
  if (!isCard) return null;
  const area = { left: patch.left * size, top: patch.top * size, width: wide * size, height: high * size };
  return {
    kind: 'card',
    share,
    sharpness: meanSharpness(texture, tilesIn(texture, area)),
    ...lightIn(blocks, area),
    modulePixels: null,
  };
}

type Area = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

function tilesIn({ columns, rows, size }: Texture, area: Area): number[] {
  return Array.from({ length: columns * rows }, (_, tile) => tile).filter((tile) =>
    isWithin(area, ((tile % columns) + 0.5) * size, (Math.floor(tile / columns) + 0.5) * size),
  );
}

function lightIn(blocks: Blocks, area: Area): { readonly glareShare: number; readonly meanLevel: number } {
  let [glare, level, count] = [0, 0, 0];
  for (let block = 0; block < blocks.means.length; block += 1) {
    const x = ((block % blocks.columns) + 0.5) * blocks.size;
    const y = (Math.floor(block / blocks.columns) + 0.5) * blocks.size;
    if (!isWithin(area, x, y)) continue;
    glare += blocks.glare[block] ?? 0;
    level += blocks.means[block] ?? 0;
    count += 1;
  }
  return { glareShare: glare / Math.max(1, count), meanLevel: level / Math.max(1, count) };
}

function isWithin({ left, top, width, height }: Area, x: number, y: number): boolean {
  return x >= left && x < left + width && y >= top && y < top + height;
}

/** The level that parts the bright blocks from the dark ones best (Otsu's), and how far apart their means are. */
function parting(means: Float32Array): { readonly level: number; readonly contrast: number } {
  const counts = new Uint32Array(256);
  for (const mean of means) counts[Math.round(mean)] = (counts[Math.round(mean)] ?? 0) + 1;
  const total = means.reduce((sum, mean) => sum + Math.round(mean), 0);
  let [below, sumBelow, best] = [0, 0, { level: 0, contrast: 0, weight: 0 }];
  for (let level = 0; level < 255; level += 1) {
    below += counts[level] ?? 0;
    sumBelow += level * (counts[level] ?? 0);
    const above = means.length - below;
    if (below === 0 || above === 0) continue;
    const contrast = (total - sumBelow) / above - sumBelow / below;
    const weight = below * above * contrast * contrast;
    if (weight > best.weight) best = { level, contrast, weight };
  }
  return { level: best.level + 0.5, contrast: best.contrast };
}
