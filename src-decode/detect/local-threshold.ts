/** How bright must a pixel be to count as light, beside those around it? */

import type { Grey } from '../grey.ts';

const BLOCK_PX = 8;
/** Blocks to each side that count: a window of forty pixels, which a finder pattern of six pixels a module just fills. */
const REACH_BLOCKS = 2;

/** Mean brightness by block, each mean taken over the blocks around it too. */
export type Thresholds = { readonly means: Float32Array; readonly columns: number; readonly rows: number };

/** The picture has at least one pixel. */
export function localThresholds({ data, width, height }: Grey): Thresholds {
  const columns = Math.ceil(width / BLOCK_PX);
  const rows = Math.ceil(height / BLOCK_PX);
  const means = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const top = row * BLOCK_PX;
      const left = column * BLOCK_PX;
      const bottom = Math.min(height, top + BLOCK_PX);
      const right = Math.min(width, left + BLOCK_PX);
      let sum = 0;
      let count = 0;
      // Two of eight pixels in every other row will do: the window is far larger.
      for (let y = top; y < bottom; y += 2) {
        const end = y * width + right;
        for (let at = y * width + left; at < end; at += 4) {
          sum += data[at] as number;
          count += 1;
        }
      }
      means[row * columns + column] = sum / count;
    }
  }
  return { means: spread(spread(means, columns, rows, 1, columns), rows, columns, columns, 1), columns, rows };
}

/** Means along one direction of the grid. */
function spread(values: Float32Array, length: number, lines: number, step: number, lineStep: number): Float32Array {
  const means = new Float32Array(values.length);
  for (let line = 0; line < lines; line += 1) {
    for (let at = 0; at < length; at += 1) {
      const from = Math.max(0, at - REACH_BLOCKS);
      const to = Math.min(length - 1, at + REACH_BLOCKS);
      let sum = 0;
      for (let near = from; near <= to; near += 1) sum += values[line * lineStep + near * step] as number;
      means[line * lineStep + at * step] = sum / (to - from + 1);
    }
  }
  return means;
}

/** Writes the threshold of every pixel of one row, between the blocks' middles by their means. */
export function thresholdsOfRow({ means, columns, rows }: Thresholds, y: number, into: Float32Array): void {
  const line = Math.min(rows - 1, Math.max(0, (y + 0.5) / BLOCK_PX - 0.5));
  const above = Math.floor(line);
  const share = line - above;
  const upper = above * columns;
  const lower = Math.min(rows - 1, above + 1) * columns;
  const meanAt = (column: number): number =>
    (means[upper + column] as number) * (1 - share) + (means[lower + column] as number) * share;
  let x = 0;
  let from = meanAt(0);
  const half = BLOCK_PX / 2;
  for (; x < Math.min(half, into.length); x += 1) into[x] = from;
  for (let column = 1; column < columns; column += 1) {
    const to = meanAt(column);
    const slope = (to - from) / BLOCK_PX;
    const end = Math.min(into.length, x + BLOCK_PX);
    for (let value = from + slope / 2; x < end; x += 1, value += slope) into[x] = value;
    from = to;
  }
  for (; x < into.length; x += 1) into[x] = from;
}
