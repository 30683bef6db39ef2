/** What are the decoders called, in the order in which they are listed? */

export const DECODER_NAMES = ['pipeline', 'zxingLibrary', 'zxingWasm', 'jsqr'] as const;
/** `fastLane` is the part of the pipeline that every frame of the camera goes through. */
export type DecoderName = (typeof DECODER_NAMES)[number] | 'fastLane';
export const ALL_NAMES: readonly DecoderName[] = [...DECODER_NAMES, 'fastLane'];
