/** What does a picture look like larger, sharper, or smoother? */

import type { Grey } from '../grey.ts';

/** Twice as large, bilinear. */
export function enlarged({ data, width, height }: Grey): Grey {
  const large = new Uint8Array(width * height * 4);
  const columns = new Uint16Array(width + 2);
  for (let row = 0; row < height; row += 1) {
    for (let half = 0; half < 2; half += 1) {
      const near = row * width;
      const far = Math.max(0, Math.min(height - 1, row - 1 + 2 * half)) * width;
      for (let column = 0; column < width; column += 1) {
        columns[column + 1] = (data[near + column] as number) * 3 + (data[far + column] as number);
      }
      columns[0] = columns[1] as number;
      columns[width + 1] = columns[width] as number;
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

/** Each pixel the mean of the nine around it. */
export function smoothed({ data, width, height }: Grey): Grey {
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
    columns[0] = columns[1] as number;
    columns[width + 1] = columns[width] as number;
    for (let column = 0; column < width; column += 1) {
      const sum = (columns[column] as number) + (columns[column + 1] as number) + (columns[column + 2] as number);
      smooth[here + column] = (sum * 7282) >> 16;
    }
  }
  return { data: smooth, width, height };
}

/** Adds `amount` times what smoothing in `rounds` would take away. */
export function sharpened(grey: Grey, amount: number, rounds: number): Grey {
  let smooth = grey;
  for (let round = 0; round < rounds; round += 1) smooth = smoothed(smooth);
  const factor = Math.round(amount * 16);
  const sharp = new Uint8ClampedArray(grey.data.length);
  for (let at = 0; at < sharp.length; at += 1) {
    const value = grey.data[at] as number;
    sharp[at] = value + (((value - (smooth.data[at] as number)) * factor) >> 4);
  }
  return { data: new Uint8Array(sharp.buffer), width: grey.width, height: grey.height };
}

export type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The part of the picture inside the region, which lies in it whole. */
export function cropped({ data, width }: Grey, region: Region): Grey {
  const part = new Uint8Array(region.width * region.height);
  for (let row = 0; row < region.height; row += 1) {
    const from = (region.y + row) * width + region.x;
    part.set(data.subarray(from, from + region.width), row * region.width);
  }
  return { data: part, width: region.width, height: region.height };
}
