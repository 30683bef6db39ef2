/** Is there a QR code in this picture? Asked of zxing-cpp, compiled to WebAssembly: the fast decoder. */

import type {
  ZXingModuleOverrides,
  ZXingReaderModule,
  ZXingReaderOptions,
  ZXingReadResult,
  ZXingVector,
} from 'zxing-wasm/reader';
import {
  BINARIZERS,
  CHARACTER_SETS,
  CONTENT_TYPES,
  EAN_ADD_ON_SYMBOLS,
  encodeFormats,
  prepareZXingModule,
  TEXT_MODES,
} from 'zxing-wasm/reader';
import type { Candidate } from '../candidate.ts';
import type { Grey } from '../grey.ts';
import type { Symbol2d } from '../symbol.ts';

/** What is asked of one look at a picture. */
export type Look = {
  /** Also looks at the picture halved, for large codes with coarse noise. */
  readonly isHalved: boolean;
  /** Closes small gaps in the black and white picture, against noise. */
  readonly isDenoised: boolean;
  /** Whether symbols that were found but not read are wanted too. */
  readonly withFailed: boolean;
};

/** What is asked of every frame. */
export const PLAIN_LOOK: Look = { isHalved: true, isDenoised: false, withFailed: false };

/** Symbols that were found but not read, at most. */
const MOST_FAILED = 4;

/**
 * QR codes only, as other formats would cost six times the time. `tryRotate` changes nothing for QR; halving reads better
 * than the default third.
 */
function optionsOf({ isHalved, isDenoised, withFailed }: Look): ZXingReaderOptions {
  return {
    formats: encodeFormats(['QRCode']),
    maxNumberOfSymbols: withFailed ? MOST_FAILED : 1,
    tryHarder: true,
    tryInvert: true,
    tryDownscale: isHalved,
    downscaleFactor: 2,
    downscaleThreshold: 500,
    tryRotate: false,
    tryDenoise: isDenoised,
    binarizer: BINARIZERS.indexOf('LocalAverage'),
    isPure: false,
    minLineCount: 2,
    validateOptionalChecksum: false,
    returnErrors: withFailed,
    eanAddOnSymbol: EAN_ADD_ON_SYMBOLS.indexOf('Ignore'),
    textMode: TEXT_MODES.indexOf('Plain'),
    characterSet: CHARACTER_SETS.indexOf('Unknown'),
    tryCode39ExtendedMode: false,
  };
}
const CONTENT_IS_TEXT = CONTENT_TYPES.indexOf('Text');

/**
 * Micro QR of the smallest version only notices errors, by two check bytes (ISO/IEC 18004 §7.5): zxing finds one in noise
 * about once in a few thousand pictures.
 */
const UNPROTECTED_SIDE = 11;

/** What the module has of Emscripten's own; zxing-wasm leaves its types to a package that is not needed otherwise. */
type Memory = {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly _malloc: (size: number) => number;
  readonly _free: (address: number) => void;
};

export type QrDecoder = { readonly decode: (grey: Grey) => Symbol2d | null };

export type Sight = { readonly symbol: Symbol2d | null; readonly failed: readonly Candidate[] };

export type Zxing = QrDecoder & {
  readonly look: (grey: Grey, look: Look) => Sight;
  /** A place inside the decoder's own memory: a picture that is written there is looked at without being copied. */
  readonly roomFor: (size: number) => Uint8Array<ArrayBuffer>;
};

/**
 * Starts the module from the bytes of its .wasm file; given none, it would fetch them from a public server. Throws where
 * WebAssembly is not there or not allowed.
 */
export async function createWasmDecoder(wasmBinary: ArrayBuffer): Promise<Zxing> {
  const overrides: ZXingModuleOverrides & { readonly wasmBinary: ArrayBuffer } = { wasmBinary };
  const module = (await prepareZXingModule({ overrides, fireImmediately: true })) as ZXingReaderModule & Memory;
  let address = 0;
  let capacity = 0;

  /** A place for the picture inside the module's memory, kept from picture to picture. */
  function reserve(size: number): number {
    if (size > capacity) {
      if (address !== 0) module._free(address);
      address = module._malloc(size);
      capacity = size;
    }
    if (address === 0) throw new Error('the decoder is out of memory');
    return address;
  }

  function addressOf(data: Uint8Array): number {
    if (data.buffer === module.HEAPU8.buffer) return data.byteOffset;
    const at = reserve(data.length);
    module.HEAPU8.set(data, at);
    return at;
  }

  function look({ data, width, height }: Grey, asked: Look): Sight {
    if (data.length < width * height) throw new Error('the picture is smaller than it says');
    return sightOf(module, addressOf(data), width, height, optionsOf(asked));
  }

  return {
    look,
    roomFor: (size) => {
      const at = reserve(size);
      return module.HEAPU8.subarray(at, at + size);
    },
    decode: (grey) => look(grey, PLAIN_LOOK).symbol,
  };
}

/**
 * Calls below the documented `readBarcodes`, which wants colour and turns it grey again, and which never frees the list
 * of results. The version of zxing-wasm is pinned for it.
 */
function sightOf(
  module: ZXingReaderModule,
  at: number,
  width: number,
  height: number,
  options: ZXingReaderOptions,
): Sight {
  const results: ZXingVector<ZXingReadResult> & { readonly delete?: () => void } = module.readBarcodesFromPixmap(
    at,
    width,
    height,
    options,
  );
  try {
    const failed: Candidate[] = [];
    for (let index = 0; index < results.size(); index += 1) {
      const result = results.get(index);
      if (result?.isValid === true && result.symbol.width > UNPROTECTED_SIDE) {
        return { symbol: symbolOf(result), failed: [] };
      }
      const candidate = result === undefined ? null : candidateOf(result);
      if (candidate !== null) failed.push(candidate);
    }
    return { symbol: null, failed };
  } finally {
    results.delete?.();
  }
}

function symbolOf(result: ZXingReadResult): Symbol2d {
  const isDeclared = result.hasECI && result.contentType === CONTENT_IS_TEXT;
  return { bytes: result.bytes, declaredText: isDeclared ? result.text : null };
}

function candidateOf({ position, symbol, isInverted }: ZXingReadResult): Candidate | null {
  const dimension = symbol.width;
  if (dimension < 21 || dimension > 177 || dimension % 4 !== 1) return null;
  const { topLeft, topRight, bottomRight, bottomLeft } = position;
  return { corners: [topLeft, topRight, bottomRight, bottomLeft], dimension, isInverted, isMirrored: false };
}
