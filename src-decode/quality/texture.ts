/** How sharp and how patterned is each part of a picture? Told along lines, some across and some down. */

import type { Grey } from '../grey.ts';

/** The shorter side is cut into so many tiles, each a square. */
const TILES_ON_SHORT_SIDE = 9;
const LINES_A_TILE = 4;
/** Smaller differences have no edge worth the name. */
const LEAST_CONTRAST = 56;
/** From dark to bright and back: so large must a swing be to count as a turn. */
const LEAST_SWING = 20;

export type Texture = {
  readonly columns: number;
  readonly rows: number;
  /** A tile's side in pixels. */
  readonly size: number;
  readonly across: Direction;
  readonly down: Direction;
  /** The mean of every piece of line, those across first. */
  readonly lineMeans: Float32Array;
};

/** Per tile, row by row. */
export type Direction = {
  /** Mean of the lines with an edge, 0 to 1; -1 where no line has one. */
  readonly sharpness: Float32Array;
  /** Mean number of turns between dark and bright along one line of the tile. */
  readonly turns: Float32Array;
  /** Mean difference between the darkest and the brightest pixel of a line. */
  readonly contrast: Float32Array;
};

export function measureTexture({ data, width, height }: Grey): Texture {
  const size = Math.max(2, Math.floor(Math.min(width, height) / TILES_ON_SHORT_SIDE));
  const [columns, rows] = [Math.floor(width / size), Math.floor(height / size)];
  const lines = Math.min(LINES_A_TILE, size);
  const lineMeans = new Float32Array(2 * columns * rows * lines);
  const line: Line = { mean: 0, contrast: 0, steepest: 0, turns: 0 };

  function measure(isDown: boolean, means: Float32Array): Direction {
    const sharpness = new Float32Array(columns * rows);
    const turns = new Float32Array(columns * rows);
    const contrast = new Float32Array(columns * rows);
    for (let tile = 0; tile < sharpness.length; tile += 1) {
      const origin = Math.floor(tile / columns) * size * width + (tile % columns) * size;
      let [steepness, edged] = [0, 0];
      for (let number = 0; number < lines; number += 1) {
        const offset = Math.floor(((number + 0.5) * size) / lines);
        walk(data, origin + offset * (isDown ? 1 : width), isDown ? width : 1, size, line);
        means[tile * lines + number] = line.mean;
        turns[tile] = (turns[tile] ?? 0) + line.turns / lines;
        contrast[tile] = (contrast[tile] ?? 0) + line.contrast / lines;
        if (line.contrast < LEAST_CONTRAST) continue;
        steepness += line.steepest / line.contrast;
        edged += 1;
      }
      sharpness[tile] = edged === 0 ? -1 : steepness / edged;
    }
    return { sharpness, turns, contrast };
  }

  const across = measure(false, lineMeans);
  const down = measure(true, lineMeans.subarray(columns * rows * lines));
  return { columns, rows, size, across, down, lineMeans };
}

/**
 * The sharpness of the tiles in `tiles`, or of all: the mean of those with edges, in the direction in which it is less,
 * as motion blurs only one. `null` where no tile has an edge.
 */
export function meanSharpness({ across, down }: Texture, tiles: readonly number[] | null): number | null {
  const values = [across, down].flatMap(({ sharpness }) => {
    const there = (tiles ?? [...sharpness.keys()]).map((tile) => sharpness[tile] ?? -1).filter((value) => value >= 0);
    return there.length === 0 ? [] : [there.reduce((sum, value) => sum + value, 0) / there.length];
  });
  return values.length === 0 ? null : Math.min(...values);
}

type Line = { mean: number; contrast: number; steepest: number; turns: number };

/** One piece of a line, pixel by pixel. Written into `line`, as this runs thousands of times a picture. */
function walk(data: Uint8Array, start: number, stride: number, length: number, line: Line): void {
  let last = data[start] ?? 0;
  let [low, high, extreme, sum] = [last, last, last, last];
  let [steepest, turns] = [0, 0];
  let isRising = true;
  for (let left = length - 1, at = start + stride; left > 0; left -= 1, at += stride) {
    const level = data[at] ?? 0;
    sum += level;
    const step = level > last ? level - last : last - level;
    if (step > steepest) steepest = step;
    if (level < low) low = level;
    else if (level > high) high = level;
    if (isRising === level > extreme) extreme = level;
    else if ((isRising ? extreme - level : level - extreme) >= LEAST_SWING) {
      turns += 1;
      isRising = !isRising;
      extreme = level;
    }
    last = level;
  }
  line.mean = sum / length;
  line.contrast = high - low;
  line.steepest = steepest;
  line.turns = turns;
}
