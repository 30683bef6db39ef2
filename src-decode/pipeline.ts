/** What is in this picture, with everything that we have tried on it? */

import { createWasmDecoder } from './engines/zxing-wasm.ts';
import type { Grey } from './grey.ts';
import { createHardLane, EXTENTS, HARD_STEPS } from './lanes/hard-lane.ts';
import type { Symbol2d } from './symbol.ts';

/** The WebAssembly that the pipeline runs on, as it is in its files. */
export type DecoderFiles = { readonly zxing: ArrayBuffer };

/** One picture in, one symbol or nothing out: every lane and every step on it, whatever it takes. */
export type Pipeline = { readonly decode: (grey: Grey) => Symbol2d | null };

/** Throws where WebAssembly is not there or not allowed. */
export async function createPipeline(files: DecoderFiles): Promise<Pipeline> {
  const zxing = await createWasmDecoder(files.zxing);
  const hardLane = createHardLane(zxing);
  return {
    decode: (grey) => {
      const symbol = zxing.decode(grey);
      if (symbol !== null) return symbol;
      for (const extent of EXTENTS) {
        for (const step of HARD_STEPS) {
          const found = hardLane.take(grey, step, extent);
          if (found !== null) return found;
        }
      }
      return null;
    },
  };
}
