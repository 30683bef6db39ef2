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
import type { Grey } from '../grey.ts';
import type { Symbol2d } from '../symbol.ts';

/**
 * One QR code is enough, and other formats would cost six times the time. `tryRotate` changes nothing for QR; halving
 * reads better than the default third.
 */
const OPTIONS: ZXingReaderOptions = {
  formats: encodeFormats(['QRCode']),
  maxNumberOfSymbols: 1,
  tryHarder: true,
  tryInvert: true,
  tryDownscale: true,
  downscaleFactor: 2,
  downscaleThreshold: 500,
  tryRotate: false,
  tryDenoise: false,
  binarizer: BINARIZERS.indexOf('LocalAverage'),
  isPure: false,
  minLineCount: 2,
  validateOptionalChecksum: false,
  returnErrors: false,
  eanAddOnSymbol: EAN_ADD_ON_SYMBOLS.indexOf('Ignore'),
  textMode: TEXT_MODES.indexOf('Plain'),
  characterSet: CHARACTER_SETS.indexOf('Unknown'),
  tryCode39ExtendedMode: false,
};
const CONTENT_IS_TEXT = CONTENT_TYPES.indexOf('Text');

/** What the module has of Emscripten's own; zxing-wasm leaves its types to a package that is not needed otherwise. */
type Memory = {
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (size: number) => number;
  readonly _free: (address: number) => void;
};

export type QrDecoder = { readonly decode: (grey: Grey) => Symbol2d | null };

/**
 * Starts the module from the bytes of its .wasm file; given none, it would fetch them from a public server. Throws where
 * WebAssembly is not there or not allowed.
 */
export async function createWasmDecoder(wasmBinary: ArrayBuffer): Promise<QrDecoder> {
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

  return {
    decode: ({ data, width, height }) => {
      const at = reserve(width * height);
      module.HEAPU8.set(data, at);
      return firstSymbol(module, at, width, height);
    },
  };
}

/**
 * Calls below the documented `readBarcodes`, which wants colour and turns it grey again, and which never frees the list
 * of results. The version of zxing-wasm is pinned for it.
 */
function firstSymbol(module: ZXingReaderModule, at: number, width: number, height: number): Symbol2d | null {
  const results: ZXingVector<ZXingReadResult> & { readonly delete?: () => void } = module.readBarcodesFromPixmap(
    at,
    width,
    height,
    OPTIONS,
  );
  try {
    const result = results.size() > 0 ? results.get(0) : undefined;
    if (result?.isValid !== true) return null;
    const isDeclared = result.hasECI && result.contentType === CONTENT_IS_TEXT;
    return { bytes: result.bytes, declaredText: isDeclared ? result.text : null };
  } finally {
    results.delete?.();
  }
}
