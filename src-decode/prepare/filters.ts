/** What does a picture look like larger, sharper, smoother, or with the same contrast everywhere? */

import type { Grey } from '../grey.ts';
import { kernels } from '../kernels/kernels.ts';

/** Twice as large, bilinear. */
export function enlarged(grey: Grey): Grey {
  return kernels().enlarged(grey);
}

/** Each pixel the mean of the nine around it. */
export function smoothed(grey: Grey): Grey {
  return kernels().smoothed(grey, 1);
}

/** Adds `amount` times what smoothing in `rounds` would take away; `amount` up to 8. */
export function sharpened(grey: Grey, amount: number, rounds: number): Grey {
  return kernels().sharpened(grey, amount, rounds);
}

/** The same contrast everywhere, judged `radius` pixels around: against shadows, glare and faint print. */
export function evened(grey: Grey, radius: number): Grey {
  return kernels().evened(grey, radius);
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
