/** How does zxing-wasm read on its own: QR only, one symbol, everything else as it comes? */

import type { ZXingReaderModule, ZXingReaderOptions } from 'zxing-wasm/reader';
import {
  BINARIZERS,
  CHARACTER_SETS,
  defaultReaderOptions,
  EAN_ADD_ON_SYMBOLS,
  encodeFormats,
  prepareZXingModule,
  TEXT_MODES,
} from 'zxing-wasm/reader';
import type { Decoder } from './decoder-names.ts';

type Memory = {
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (size: number) => number;
  readonly _free: (address: number) => void;
};

const { binarizer, characterSet, eanAddOnSymbol, ...others } = defaultReaderOptions;
const OPTIONS: ZXingReaderOptions = {
  ...others,
  formats: encodeFormats(['QRCode']),
  maxNumberOfSymbols: 1,
  binarizer: BINARIZERS.indexOf(binarizer),
  characterSet: CHARACTER_SETS.indexOf(characterSet),
  eanAddOnSymbol: EAN_ADD_ON_SYMBOLS.indexOf(eanAddOnSymbol),
  // In its favour: by default it would write control characters and GS1 codes in another way than the labels do.
  textMode: TEXT_MODES.indexOf('Plain'),
};

/** Also in its favour: it gets the grey picture itself, spared the way through colour that its documented call takes. */
export async function createPlainZxingWasm(wasmBinary: ArrayBuffer): Promise<Decoder> {
  const overrides: object = { wasmBinary };
  const module = (await prepareZXingModule({ overrides, fireImmediately: true })) as ZXingReaderModule & Memory;
  return ({ grey: { data, width, height } }) => {
    const address = module._malloc(data.length);
    module.HEAPU8.set(data, address);
    const results: ReturnType<ZXingReaderModule['readBarcodesFromPixmap']> & { readonly delete?: () => void } =
      module.readBarcodesFromPixmap(address, width, height, OPTIONS);
    try {
      const result = results.size() === 0 ? undefined : results.get(0);
      return result?.isValid === true ? result.text : null;
    } finally {
      results.delete?.();
      module._free(address);
    }
  };
}
