/** What can be done to a whole picture, pixel by pixel? */

import type { Grey } from '../grey.ts';

/** None changes its picture; each returns one with memory of its own. Both sets that there are return the same bytes. */
export type KernelSet = {
  /** `simd`: WebAssembly, sixteen pixels at a time. `plain`: where a processor or a policy does not allow that. */
  readonly name: 'simd' | 'plain';
  /** Twice as large, bilinear. */
  readonly enlarged: (grey: Grey) => Grey;
  /** Half as large: each pixel the mean of four; an odd last row or column is left out. */
  readonly halved: (grey: Grey) => Grey;
  /** Each pixel the mean of the nine around it, `rounds` times over. */
  readonly smoothed: (grey: Grey, rounds: number) => Grey;
  /** Adds `amount` times what smoothing in `rounds` would take away; `amount` from 0 to 8, in sixteenths. */
  readonly sharpened: (grey: Grey, amount: number, rounds: number) => Grey;
  /**
   * The same contrast everywhere: each pixel as far from middle grey as it is from the mean of the square `radius` pixels
   * around it, in units of the usual distance there. `radius` from 1 to 100.
   */
  readonly evened: (grey: Grey, radius: number) => Grey;
};

/** The distance from middle grey that an evened picture has on average. */
export const EVEN_DISTANCE = 80;
/** Where pixels differ less than this on average there is nothing but noise, which is not to be blown up further. */
export const LEAST_DISTANCE = 3;
/** One ninth, in 1/32768. */
export const NINTH = 3641;
