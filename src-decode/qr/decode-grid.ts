/** What does a grid of modules say, where each is only more or less surely dark? */

import type { Symbol2d } from '../symbol.ts';
import type { Block } from './blocks.ts';
import { blocksOf } from './blocks.ts';
import type { Format } from './format.ts';
import { isMasked, likelyFormats } from './format.ts';
import type { Layout } from './layout.ts';
import { layoutOf } from './layout.ts';
import { readData } from './read-data.ts';
import { mend } from './reed-solomon.ts';

/**
 * So many check bytes of each block must be left over after it was mended: a block of noise passes for a code about once
 * in 256 to this power. Where doubtful bytes were left out (erasures) far more ways are tried, so it is one more.
 */
const SPARE_BYTES = 2;
const SPARE_BYTES_ERASED = 3;
/** Formats to try, and how well the best must agree with what is seen for the grid to be a code at all. */
export const FORMATS_TRIED = 2;
const LEAST_AGREEMENT = 0.35;
/** How many more of the least certain bytes are left out from one attempt to the next. */
const ERASURE_STEP = 2;

export type GridReading = {
  readonly symbol: Symbol2d | null;
  /**
   * By place: 1 dark, 0 light, -1 unknown: the modules that are certain although the symbol is not read, because their
   * block was mended. What the grid was sampled from can be learned better from them.
   */
  readonly certain: Int8Array | null;
};

/**
 * Reads `soft`, row by row: the higher the darker, 0 = cannot tell; about ±1 for a plain module. Tries the grid as it is
 * and over its diagonal, as a mirror shows it. What is returned as a symbol is right but for one chance in millions:
 * the format agrees, in every block more check bytes fit than were needed to mend it, and the padding is as it must be.
 */
export function decodeGrid(soft: Float32Array, dimension: number): GridReading {
  const layout = layoutOf(dimension);
  const mirrored = transposed(soft, dimension);
  const attempts = [soft, mirrored]
    .flatMap((grid) => likelyFormats(grid, layout, FORMATS_TRIED).map((format) => ({ grid, format })))
    .filter(({ format }) => format.agreement >= LEAST_AGREEMENT)
    .sort((one, other) => other.format.agreement - one.format.agreement)
    .slice(0, FORMATS_TRIED);
  let certain: Int8Array | null = null;
  for (const { grid, format } of attempts) {
    const reading = decodeAs(grid, layout, format);
    if (reading.symbol !== null) return reading;
    if (certain === null && reading.certain !== null) {
      certain = grid === soft ? reading.certain : transposed(reading.certain, dimension);
    }
  }
  return { symbol: null, certain };
}

function decodeAs(soft: Float32Array, layout: Layout, format: Format): GridReading {
  const { bytes, doubts } = bytesOf(soft, layout, format.mask);
  const blocks = blocksOf(layout.version, format.level, bytes.length);
  const mended = blocks.map((block) => mendBlock(block, bytes, doubts));
  if (mended.every((block) => block !== null)) {
    const data = blocks.flatMap(({ places, checkCount }, index) => [
      ...(mended[index] ?? new Uint8Array()).subarray(0, places.length - checkCount),
    ]);
    return { symbol: readData(Uint8Array.from(data), layout.version), certain: null };
  }
  if (mended.every((block) => block === null)) return { symbol: null, certain: null };
  return { symbol: null, certain: certainModules(blocks, mended, layout, format.mask) };
}

/** All bytes of the symbol, and of each how little it can be believed: as little as its least certain module. */
function bytesOf(soft: Float32Array, layout: Layout, mask: number): { bytes: Uint8Array; doubts: Float32Array } {
  const { dataPlaces, dimension } = layout;
  const bytes = new Uint8Array(dataPlaces.length >> 3);
  const doubts = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    let byte = 0;
    let surety = Number.POSITIVE_INFINITY;
    for (let bit = 0; bit < 8; bit += 1) {
      const place = dataPlaces[at * 8 + bit] ?? 0;
      const value = soft[place] ?? 0;
      const isDark = value > 0 !== isMasked(mask, Math.floor(place / dimension), place % dimension);
      byte = (byte << 1) | Number(isDark);
      surety = Math.min(surety, Math.abs(value));
    }
    bytes[at] = byte;
    doubts[at] = -surety;
  }
  return { bytes, doubts };
}

/** Generalised minimum distance (G. D. Forney, 1966): leaves out more and more of the least certain bytes. */
function mendBlock({ places, checkCount }: Block, bytes: Uint8Array, doubts: Float32Array): Uint8Array | null {
  const read = Uint8Array.from(places, (place) => bytes[place] ?? 0);
  const whole = Uint8Array.from(read);
  const plain = mend(whole, checkCount, []);
  if (plain !== null && 2 * plain.errors <= checkCount - SPARE_BYTES) return whole;
  const leastCertainFirst = Array.from(places.keys()).sort(
    (one, other) => (doubts[places[other] ?? 0] ?? 0) - (doubts[places[one] ?? 0] ?? 0),
  );
  for (let count = ERASURE_STEP; count <= checkCount - SPARE_BYTES_ERASED; count += ERASURE_STEP) {
    const attempt = Uint8Array.from(read);
    const mending = mend(attempt, checkCount, leastCertainFirst.slice(0, count));
    if (mending !== null && 2 * mending.errors + count <= checkCount - SPARE_BYTES_ERASED) return attempt;
  }
  return null;
}

function certainModules(
  blocks: readonly Block[],
  mended: readonly (Uint8Array | null)[],
  layout: Layout,
  mask: number,
): Int8Array {
  const { dataPlaces, dimension } = layout;
  const certain = new Int8Array(dimension * dimension).fill(-1);
  for (const [index, block] of blocks.entries()) {
    const values = mended[index];
    if (values === null || values === undefined) continue;
    for (const [at, byteAt] of block.places.entries()) {
      for (let bit = 0; bit < 8; bit += 1) {
        const place = dataPlaces[byteAt * 8 + bit] ?? 0;
        const isOne = (((values[at] ?? 0) >> (7 - bit)) & 1) === 1;
        certain[place] = Number(isOne !== isMasked(mask, Math.floor(place / dimension), place % dimension));
      }
    }
  }
  return certain;
}

/** As a mirror shows it: rows become columns. */
export function transposed<T extends Float32Array | Int8Array>(grid: T, dimension: number): T {
  const turned = grid.slice() as T;
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      turned[column * dimension + row] = grid[row * dimension + column] ?? 0;
    }
  }
  return turned;
}
