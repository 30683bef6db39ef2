/** How bright is a picture, and where is it blown out? */

import type { Grey } from '../grey.ts';

/** The shorter side is cut into so many blocks; blocks are squares, and what is left over at the edges is not looked at. */
const BLOCKS_ON_SHORT_SIDE = 18;
/** Each block is looked at in so many points a side. */
const POINTS_A_SIDE = 5;
/** At and above this a pixel is as bright as it can be: cameras that keep to video levels end at 235. */
const BLOWN_LEVEL = 234;
/** Paper has grain; what is blown out has none. */
const FLAT_DIFFERENCE = 1;

export type Blocks = {
  readonly columns: number;
  readonly rows: number;
  /** A block's side in pixels. */
  readonly size: number;
  /** Mean brightness of each block, row by row. */
  readonly means: Float32Array;
  /** Of each block, the part that is blown out, 0 to 1. */
  readonly glare: Float32Array;
  readonly meanLevel: number;
  readonly glareShare: number;
  /** The part of all points that is brighter than `blackLevel`. */
  readonly brightShare: number;
};

export function measureBlocks({ data, width, height }: Grey, blackLevel: number): Blocks {
  const size = Math.max(1, Math.floor(Math.min(width, height) / BLOCKS_ON_SHORT_SIDE));
  const [columns, rows] = [Math.floor(width / size), Math.floor(height / size)];
  const means = new Float32Array(columns * rows);
  const glare = new Float32Array(columns * rows);
  const points = Math.min(POINTS_A_SIDE, size);
  const step = size / points;
  let [sumOfAll, blownOfAll, brightOfAll] = [0, 0, 0];
  for (let block = 0; block < means.length; block += 1) {
    const left = (block % columns) * size;
    const top = Math.floor(block / columns) * size;
    let [sum, blown] = [0, 0];
    for (let point = 0; point < points * points; point += 1) {
      const x = left + Math.floor(((point % points) + 0.5) * step);
      const y = top + Math.floor((Math.floor(point / points) + 0.5) * step);
      const at = y * width + x;
      const level = data[at] ?? 0;
      sum += level;
      if (level > blackLevel) brightOfAll += 1;
      if (level >= BLOWN_LEVEL && isFlat(data, at, width, level)) blown += 1;
    }
    means[block] = sum / (points * points);
    glare[block] = blown / (points * points);
    sumOfAll += sum;
    blownOfAll += blown;
  }
  const all = Math.max(1, means.length * points * points);
  return {
    columns,
    rows,
    size,
    means,
    glare,
    meanLevel: sumOfAll / all,
    glareShare: blownOfAll / all,
    brightShare: brightOfAll / all,
  };
}

function isFlat(data: Uint8Array, at: number, width: number, level: number): boolean {
  const right = data[at + 1] ?? level;
  const below = data[at + width] ?? level;
  return Math.abs(right - level) <= FLAT_DIFFERENCE && Math.abs(below - level) <= FLAT_DIFFERENCE;
}
