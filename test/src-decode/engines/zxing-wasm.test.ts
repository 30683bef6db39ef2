/** Which symbols does zxing see that we do not believe? */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import type { Zxing } from '../../../src-decode/engines/zxing-wasm.ts';
import { createWasmDecoder } from '../../../src-decode/engines/zxing-wasm.ts';
import type { Grey } from '../../../src-decode/grey.ts';

const SCALE = 6;
const QUIET = 4;

let zxing: Zxing;

beforeAll(async () => {
  zxing = await createWasmDecoder(fileOf('zxing-wasm/reader/zxing_reader.wasm'));
  const overrides = { wasmBinary: fileOf('zxing-wasm/writer/zxing_writer.wasm') };
  await prepareZXingModule({ overrides, fireImmediately: true });
});

test('the smallest Micro QR code is not read, as it is found in noise too', async () => {
  const picture = await microPicture('12345');
  expect(picture.width).toBe((11 + 2 * QUIET) * SCALE);
  expect(zxing.decode(picture)).toBeNull();
});

test('larger ones are', async () => {
  expect(zxing.decode(await microPicture('ABCDEF'))?.bytes).toEqual(new TextEncoder().encode('ABCDEF'));
});

async function microPicture(text: string): Promise<Grey> {
  const { symbol } = await writeBarcode(text, { format: 'MicroQRCode' });
  const side = (symbol.width + 2 * QUIET) * SCALE;
  const data = Uint8Array.from({ length: side * side }, (_, at) => {
    const column = Math.floor((at % side) / SCALE) - QUIET;
    const row = Math.floor(at / side / SCALE) - QUIET;
    const isInside = Math.min(column, row) >= 0 && Math.max(column, row) < symbol.width;
    return isInside ? (symbol.data[row * symbol.width + column] ?? 255) : 255;
  });
  return { data, width: side, height: side };
}

function fileOf(path: string): ArrayBuffer {
  return new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(path))).buffer;
}
