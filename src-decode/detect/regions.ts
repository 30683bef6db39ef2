/** Where in a picture may a code be, told by how busy each part of it is? */

import type { Grey } from '../grey.ts';
import type { Region } from '../prepare/filters.ts';
import { largestPatch } from '../quality/patch.ts';

/** The shorter side is cut into so many tiles, each a square: a code at a gate covers several. */
const TILES_ON_SHORT_SIDE = 20;
/** Pixels are looked at in steps: a code is busy everywhere. */
const STEP_PX = 2;
/** So much busier than the picture as a whole is a part that may be a code. */
const BUSY_FACTOR = 1.3;
/** Tiles around a part that belong to it: quiet zones, and corners that light or a thumb cover. */
const BORDER_TILES = 2;
const MOST_REGIONS = 2;
/** Above this share of the picture, looking at parts of it saves nothing. */
const MOST_SHARE = 0.5;

/** The whole picture. */
export function wholeOf({ width, height }: Grey): Region {
  return { x: 0, y: 0, width, height };
}

/**
 * The busiest parts, the largest first, whole pixels inside the picture; the whole picture where it is as busy everywhere. A
 * guess that saves time: what it misses is found in the whole picture.
 */
export function regionsOf(grey: Grey): readonly Region[] {
  const { width, height } = grey;
  const size = Math.floor(Math.min(width, height) / TILES_ON_SHORT_SIDE);
  if (size < 2 * STEP_PX) return [wholeOf(grey)];
  const [columns, rows] = [Math.floor(width / size), Math.floor(height / size)];
  const busy = measureTiles(grey, size, columns, rows);
  const mean = busy.reduce((sum, value) => sum + value, 0) / busy.length;
  const isLeft = Array.from(busy, (value) => value > mean * BUSY_FACTOR);
  const regions: Region[] = [];
  let share = 0;
  while (regions.length < MOST_REGIONS) {
    const patch = largestPatch(isLeft, columns, rows);
    if (patch === null) break;
    for (const cell of patch.cells) isLeft[cell] = false;
    const x = Math.max(0, (patch.left - BORDER_TILES) * size);
    const y = Math.max(0, (patch.top - BORDER_TILES) * size);
    const right = Math.min(width, (patch.right + 1 + BORDER_TILES) * size);
    const bottom = Math.min(height, (patch.bottom + 1 + BORDER_TILES) * size);
    regions.push({ x, y, width: right - x, height: bottom - y });
    share += ((right - x) * (bottom - y)) / (width * height);
  }
  return share === 0 || share > MOST_SHARE ? [wholeOf(grey)] : regions;
}

/** The mean step from pixel to pixel in each tile, across and down. */
function measureTiles({ data, width }: Grey, size: number, columns: number, rows: number): Float32Array {
  const busy = new Float32Array(columns * rows);
  for (let tile = 0; tile < busy.length; tile += 1) {
    const left = (tile % columns) * size;
    const top = Math.floor(tile / columns) * size;
    let sum = 0;
    let count = 0;
    for (let y = top; y < top + size - STEP_PX; y += STEP_PX) {
      for (let at = y * width + left; at < y * width + left + size - STEP_PX; at += STEP_PX) {
        const level = data[at] as number;
        sum +=
          Math.abs(level - (data[at + STEP_PX] as number)) + Math.abs(level - (data[at + STEP_PX * width] as number));
        count += 1;
      }
    }
    busy[tile] = sum / count;
  }
  return busy;
}
