/** What does a picture look like to every decoder alike? */

import type { Grey } from '../../src-decode/grey.ts';

/** One brightness for all: those that want colour get the same grey in four bytes a pixel. */
export type Picture = { readonly grey: Grey; readonly rgba: Uint8ClampedArray };

/** Longer sides are scaled down to this, as a camera at a gate would deliver it. */
export const MOST_PIXELS_A_SIDE = 1_920;

const OPAQUE = 0xff000000;

/** Copies nothing of `grey`. */
export function pictureOf(grey: Grey): Picture {
  const words = new Uint32Array(grey.data.length);
  for (let at = 0; at < words.length; at += 1) words[at] = OPAQUE | ((grey.data[at] ?? 0) * 0x010101);
  return { grey, rgba: new Uint8ClampedArray(words.buffer) };
}

/** Brightness of `rgba`, four bytes a pixel (ITU-R BT.601), what is transparent lying on white paper. */
export function greyOf(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Grey {
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at += 1) {
    const [red, green, blue, alpha] = [rgba[at * 4], rgba[at * 4 + 1], rgba[at * 4 + 2], rgba[at * 4 + 3]];
    const luma = 0.299 * (red ?? 0) + 0.587 * (green ?? 0) + 0.114 * (blue ?? 0);
    const cover = (alpha ?? 255) / 255;
    data[at] = Math.round(luma * cover + 255 * (1 - cover));
  }
  return { data, width, height };
}

/** Down to `mostPixelsASide`, each new pixel the mean of what it covers; smaller pictures stay as they are. */
export function limited(grey: Grey, mostPixelsASide: number = MOST_PIXELS_A_SIDE): Grey {
  const scale = Math.max(grey.width, grey.height) / mostPixelsASide;
  if (scale <= 1) return grey;
  const width = Math.max(1, Math.round(grey.width / scale));
  const height = Math.max(1, Math.round(grey.height / scale));
  const columns = spansOf(grey.width, width);
  const data = new Uint8Array(width * height);
  for (const [y, row] of spansOf(grey.height, height).entries()) {
    for (const [x, column] of columns.entries()) data[y * width + x] = Math.round(meanOf(grey, column, row));
  }
  return { data, width, height };
}

/** Which old pixels a new one covers along one side, and how much of the first and of the last of them. */
type Span = { readonly from: number; readonly to: number };

function spansOf(from: number, to: number): Span[] {
  return Array.from({ length: to }, (_, index) => ({ from: (index * from) / to, to: ((index + 1) * from) / to }));
}

function meanOf({ data, width }: Grey, columns: Span, rows: Span): number {
  let sum = 0;
  let area = 0;
  for (let y = Math.floor(rows.from); y < rows.to; y += 1) {
    const high = Math.min(y + 1, rows.to) - Math.max(y, rows.from);
    for (let x = Math.floor(columns.from); x < columns.to; x += 1) {
      const covered = high * (Math.min(x + 1, columns.to) - Math.max(x, columns.from));
      sum += covered * (data[y * width + x] ?? 0);
      area += covered;
    }
  }
  return area === 0 ? 0 : sum / area;
}
