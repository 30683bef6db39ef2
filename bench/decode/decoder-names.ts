/** What is a decoder to the bench, and what are they called, in the order in which they are listed? */

import type { Picture } from './picture.ts';

/** The text of one code in the picture, or `null`. */
export type Decoder = (picture: Picture) => string | null;

export const DECODER_NAMES = ['pipeline', 'zxingLibrary', 'zxingWasm', 'jsqr'] as const;
/** `fastLane` is the part of the pipeline that every frame of the camera goes through. */
export type DecoderName = (typeof DECODER_NAMES)[number] | 'fastLane';
export const ALL_NAMES: readonly DecoderName[] = [...DECODER_NAMES, 'fastLane'];
