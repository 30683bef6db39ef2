/** Which code is in the picture? Answered off the screen's thread, one picture at a time. */

import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { decodeSymbol } from '../../src-decode/decode-text.ts';
import { createWasmDecoder } from '../../src-decode/engines/zxing-wasm.ts';
import type { FrameQuality, FrameSketch } from '../../src-decode/frame-quality.ts';
import { measureFrame } from '../../src-decode/frame-quality.ts';
import type { Grey } from '../../src-decode/grey.ts';
import { createFastLane } from '../../src-decode/lanes/fast-lane.ts';
import { createHardDecoder, type FrameDecoder } from '../../src-decode/lanes/hard-lane.ts';
import type { DecoderChoice, DecoderName, FromDecoder, Lane, Picture, ToDecoder } from './decode-protocol.ts';
import { createGreyReader } from './grey.ts';

/** What this file uses of a worker's global scope; the DOM types know only the window's. */
type Scope = {
  onmessage: ((event: MessageEvent<ToDecoder>) => void) | null;
  readonly postMessage: (message: FromDecoder) => void;
};

const scope = globalThis as unknown as Scope;
let greyReader = createGreyReader();
let frameDecoder: FrameDecoder | null = null;
/** Only the fast lane sees every picture. */
let isMeasuring = false;
let sketch: FrameSketch | null = null;

scope.onmessage = ({ data: message }) => {
  const answer =
    message.type === 'start' ? start(message.decoder, message.lane) : decode(message.picture, message.takenAtMs);
  answer.then(
    (said) => scope.postMessage(said),
    // A trap in WebAssembly leaves its memory in doubt; the screen starts another worker.
    () => scope.postMessage({ type: 'failed' }),
  );
};

async function start(choice: DecoderChoice, lane: Lane): Promise<FromDecoder> {
  isMeasuring = lane === 'fast';
  const { name, decoder } = choice === 'zxing-js' ? await startJs() : await startWasm(choice, lane);
  frameDecoder = decoder;
  return { type: 'ready', decoder: name };
}

async function startWasm(choice: DecoderChoice, lane: Lane): Promise<{ name: DecoderName; decoder: FrameDecoder }> {
  try {
    const response = await fetch(wasmUrl);
    if (!response.ok) throw new Error(`the decoder's file: ${response.status}`);
    const zxing = await createWasmDecoder(await response.arrayBuffer());
    if (lane === 'hard') return { name: 'zxing-wasm', decoder: createHardDecoder(zxing) };
    // The thorough decoder prepares pictures of its own there; only the fast one may have the frame itself in it.
    greyReader = createGreyReader(zxing.roomFor);
    return { name: 'zxing-wasm', decoder: createFastLane(zxing) };
  } catch (error) {
    // WebAssembly is switched off, forbidden by policy, or its file is not there.
    if (choice !== 'auto') throw error;
    return startJs();
  }
}

/** Loaded only when asked for: most gates never need it. */
async function startJs(): Promise<{ name: DecoderName; decoder: FrameDecoder }> {
  const { createJsDecoder } = await import('../../src-decode/engines/zxing-js.ts');
  return { name: 'zxing-js', decoder: createJsDecoder() };
}

async function decode(picture: Picture, takenAtMs: number): Promise<FromDecoder> {
  const grey = await toGrey(picture);
  if (frameDecoder === null) throw new Error('asked to decode before it was started');
  if (grey === null) return { type: 'decoded', code: null, isDark: false, quality: null, takenAtMs };
  // Measured first: where the picture lies in the decoder's memory, decoding may move that memory.
  const quality = isMeasuring ? measure(grey) : null;
  const symbol = frameDecoder.decode(grey, takenAtMs);
  return {
    type: 'decoded',
    code: symbol === null ? null : decodeSymbol(symbol),
    isDark: symbol === null && quality?.isBlack === true,
    quality,
    takenAtMs,
  };
}

function measure(grey: Grey): FrameQuality {
  const { quality, sketch: next } = measureFrame(grey, sketch);
  sketch = next;
  return quality;
}

async function toGrey(picture: Picture): Promise<Grey | null> {
  if (picture.kind === 'rgba') {
    return greyReader.fromRgba(new Uint8Array(picture.pixels), picture.width, picture.height);
  }
  try {
    return await greyReader.fromFrame(picture.frame);
  } catch {
    // The camera went while its last frame was on the way: no picture, and not the decoder's fault.
    return null;
  } finally {
    picture.frame.close();
  }
}
