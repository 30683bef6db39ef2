/** Who reads the pictures: ours, and the peers that it is measured against. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  InvertedLuminanceSource,
  type LuminanceSource,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library';
import jsQR from 'jsqr';
import { decodeSymbol } from '../../src-decode/decode-text.ts';
import { createWasmDecoder } from '../../src-decode/engines/zxing-wasm.ts';
import { createFastLane } from '../../src-decode/lanes/fast-lane.ts';
import { createHardDecoder } from '../../src-decode/lanes/hard-lane.ts';
import { createPipeline } from '../../src-decode/pipeline.ts';
import type { Symbol2d } from '../../src-decode/symbol.ts';
import type { Decoder, DecoderName } from './decoder-names.ts';
import type { Contestants } from './moving/measure-moving.ts';
import type { Picture } from './picture.ts';
import { createPlainZxingWasm } from './plain-zxing-wasm.ts';

export type Decoders = Readonly<Record<DecoderName, Decoder>>;

export async function createDecoders(): Promise<Decoders> {
  const zxing = zxingFile();
  const pipeline = await createPipeline({ zxing });
  const fastLane = createFastLane(await createWasmDecoder(zxing));
  return {
    pipeline: ({ grey }) => textOf(pipeline.decode(grey)),
    fastLane: ({ grey }) => textOf(fastLane.decode(grey, 0)),
    zxingLibrary: readWithZxingLibrary,
    zxingWasm: await createPlainZxingWasm(zxingFile()),
    jsqr: ({ rgba, grey }) => readWithJsQr(rgba, grey.width, grey.height),
  };
}

/** The two lanes of the camera as they share its frames, and two peers that are alone with them. */
export async function createContestants({ fastLane, zxingLibrary, zxingWasm }: Decoders): Promise<Contestants> {
  const zxing = await createWasmDecoder(zxingFile());
  return {
    pipeline: () => {
      const hardLane = createHardDecoder(zxing);
      return { fast: fastLane, hard: ({ grey }, takenAtMs) => textOf(hardLane.decode(grey, takenAtMs)) };
    },
    zxingLibrary: () => ({ fast: zxingLibrary, hard: null }),
    zxingWasm: () => ({ fast: zxingWasm, hard: null }),
  };
}

function zxingFile(): ArrayBuffer {
  const path = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  return new Uint8Array(readFileSync(path)).buffer;
}

function textOf(symbol: Symbol2d | null): string | null {
  return symbol === null ? null : decodeSymbol(symbol).text;
}

/** As hard as it can, and a second time with black and white exchanged, which it does not do on its own. */
function readWithZxingLibrary({ grey: { data, width, height } }: Picture): string | null {
  const reader = new QRCodeReader();
  const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
  const source = new RGBLuminanceSource(
    new Uint8ClampedArray(data.buffer, data.byteOffset, data.length),
    width,
    height,
  );
  return read(source) ?? read(new InvertedLuminanceSource(source));

  function read(from: LuminanceSource): string | null {
    try {
      return reader.decode(new BinaryBitmap(new HybridBinarizer(from)), hints).getText();
    } catch {
      // No code, or one that it cannot follow: it tells each by throwing.
      return null;
    }
  }
}

function readWithJsQr(rgba: Uint8ClampedArray, width: number, height: number): string | null {
  const found = jsQR(rgba, width, height, { inversionAttempts: 'attemptBoth' });
  // What it cannot decode inside a symbol that it could read comes as an empty text.
  return found === null || found.data === '' ? null : found.data;
}
