/** What do the kernels do, in plain words? The measure for those in WebAssembly, and what runs where those cannot. */

import type { Grey } from '../grey.ts';
import { EVEN_DISTANCE, type KernelSet, LEAST_DISTANCE, NINTH } from './kernel-set.ts';

export const PLAIN_KERNELS: KernelSet = { name: 'plain', enlarged, halved, smoothed, sharpened, evened };

function enlarged({ data, width, height }: Grey): Grey {
  const large = new Uint8Array(width * height * 4);
  const columns = new Uint16Array(width + 2);
  for (let row = 0; row < height; row += 1) {
    for (let half = 0; half < 2; half += 1) {
      const near = row * width;
      const far = Math.max(0, Math.min(height - 1, row - 1 + 2 * half)) * width;
      for (let column = 0; column < width; column += 1) {
        columns[column + 1] = (data[near + column] as number) * 3 + (data[far + column] as number);
      }
      repeatEdges(columns, width);
      const into = (2 * row + half) * 2 * width;
      for (let column = 0; column < width; column += 1) {
        const middle = (columns[column + 1] as number) * 3 + 8;
        large[into + 2 * column] = (middle + (columns[column] as number)) >> 4;
        large[into + 2 * column + 1] = (middle + (columns[column + 2] as number)) >> 4;
      }
    }
  }
  return { data: large, width: width * 2, height: height * 2 };
}

function halved({ data, width, height }: Grey): Grey {
  const [halfWidth, halfHeight] = [width >> 1, height >> 1];
  const small = new Uint8Array(halfWidth * halfHeight);
  for (let row = 0; row < halfHeight; row += 1) {
    for (let column = 0; column < halfWidth; column += 1) {
      const at = 2 * row * width + 2 * column;
      const upper = (data[at] as number) + (data[at + 1] as number);
      const lower = (data[at + width] as number) + (data[at + width + 1] as number);
      small[row * halfWidth + column] = (upper + lower + 2) >> 2;
    }
  }
  return { data: small, width: halfWidth, height: halfHeight };
}

function smoothed(grey: Grey, rounds: number): Grey {
  let smooth = { ...grey, data: grey.data.slice(0, grey.width * grey.height) };
  for (let round = 0; round < rounds; round += 1) smooth = smoothedOnce(smooth);
  return smooth;
}

function smoothedOnce({ data, width, height }: Grey): { data: Uint8Array<ArrayBuffer>; width: number; height: number } {
  const smooth = new Uint8Array(width * height);
  const columns = new Uint16Array(width + 2);
  for (let row = 0; row < height; row += 1) {
    const above = Math.max(0, row - 1) * width;
    const here = row * width;
    const below = Math.min(height - 1, row + 1) * width;
    for (let column = 0; column < width; column += 1) {
      columns[column + 1] =
        (data[above + column] as number) + (data[here + column] as number) + (data[below + column] as number);
    }
    repeatEdges(columns, width);
    for (let column = 0; column < width; column += 1) {
      const sum = (columns[column] as number) + (columns[column + 1] as number) + (columns[column + 2] as number);
      smooth[here + column] = (sum * NINTH + 16_384) >> 15;
    }
  }
  return { data: smooth, width, height };
}

function sharpened(grey: Grey, amount: number, rounds: number): Grey {
  const { data: smooth } = smoothed(grey, rounds);
  const sixteenths = Math.round(amount * 16);
  const sharp = new Uint8ClampedArray(smooth.length);
  for (let at = 0; at < sharp.length; at += 1) {
    const value = grey.data[at] as number;
    sharp[at] = value + (((value - (smooth[at] as number)) * sixteenths) >> 4);
  }
  return { data: new Uint8Array(sharp.buffer), width: grey.width, height: grey.height };
}

function evened(grey: Grey, radius: number): Grey {
  const { width, height } = grey;
  const { data: means } = averaged(grey, radius);
  const distances = Uint8Array.from(means, (mean, at) => Math.abs((grey.data[at] as number) - mean));
  const { data: usual } = averaged({ data: distances, width, height }, radius);
  const even = new Uint8Array(width * height);
  for (let at = 0; at < even.length; at += 1) {
    const gain = Math.fround(EVEN_DISTANCE / Math.max(LEAST_DISTANCE, usual[at] as number));
    const off = Math.fround(((grey.data[at] as number) - (means[at] as number)) * gain);
    even[at] = Math.max(0, Math.min(255, Math.fround(off + 128.5)));
  }
  return { data: even, width, height };
}

/** In the single precision of the WebAssembly, so that both round alike. */
function averaged({ data, width, height }: Grey, radius: number): Grey {
  const side = 2 * radius + 1;
  const share = Math.fround(1 / (side * side));
  const columns = new Uint32Array(width + 2 * radius);
  const means = new Uint8Array(width * height);
  const addRow = (row: number, times: 1 | -1): void => {
    const from = Math.max(0, Math.min(height - 1, row)) * width;
    for (let column = 0; column < width; column += 1) {
      columns[radius + column] = (columns[radius + column] as number) + times * (data[from + column] as number);
    }
  };
  for (let row = -radius; row <= radius; row += 1) addRow(row, 1);
  for (let row = 0; row < height; row += 1) {
    if (row > 0) {
      addRow(row + radius, 1);
      addRow(row - radius - 1, -1);
    }
    columns.fill(columns[radius] as number, 0, radius);
    columns.fill(columns[radius + width - 1] as number, radius + width);
    let sum = 0;
    for (let at = 0; at < side - 1; at += 1) sum += columns[at] as number;
    for (let column = 0; column < width; column += 1) {
      sum += columns[column + 2 * radius] as number;
      means[row * width + column] = Math.fround(Math.fround(sum * share) + 0.5);
      sum -= columns[column] as number;
    }
  }
  return { data: means, width, height };
}

function repeatEdges(columns: Uint16Array, width: number): void {
  columns[0] = columns[1] as number;
  columns[width + 1] = columns[width] as number;
}
