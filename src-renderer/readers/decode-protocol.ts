/** What do the screen and its decode worker say to each other? */

import type { DecodedText } from '../../src-decode/decode-text.ts';
import type { FrameQuality } from '../../src-decode/frame-quality.ts';

export type DecoderName = 'zxing-wasm' | 'zxing-js';

/** `auto`: zxing-wasm, and where WebAssembly cannot start, zxing-js. */
export type DecoderChoice = DecoderName | 'auto';

/** `fast`: every frame, as fast as it comes. `hard`: another attempt at each frame that it gets, however long it takes. */
export type Lane = 'fast' | 'hard';

/** A picture on its way to the worker, which owns it from then on. */
export type Picture =
  | { readonly kind: 'frame'; readonly frame: VideoFrame }
  | { readonly kind: 'rgba'; readonly pixels: ArrayBuffer; readonly width: number; readonly height: number };

export type ToDecoder =
  | { readonly type: 'start'; readonly decoder: DecoderChoice; readonly lane: Lane }
  | { readonly type: 'decode'; readonly picture: Picture; readonly takenAtMs: number };

/** Each `start` is answered by `ready` or `failed`, each `decode` by `decoded` or `failed`. */
export type FromDecoder =
  | { readonly type: 'ready'; readonly decoder: DecoderName }
  | {
      readonly type: 'decoded';
      readonly code: DecodedText | null;
      /** So little light that no card could be read. */
      readonly isDark: boolean;
      /** Measured by the fast lane only; `null` where the picture was gone. */
      readonly quality: FrameQuality | null;
      readonly takenAtMs: number;
    }
  | { readonly type: 'failed' };
