import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { drawSetupQr } from '../../src-collector/setup-qr.ts';
import { SETUP_CODE_PREFIX } from '../../src-main/contract/upload-protocol.ts';

const CODE = SETUP_CODE_PREFIX + 'eyJ1cmwiOiJodHRwOi8vMTkyLjE2OC4xLjEwOjg3ODcifQ'.repeat(4);
const SCALE = 4;

/** The picture that the path in the SVG draws: one unit a module, dark where a `h…v…h` rectangle stands. */
function pixelsOf(svg: string): ImageData {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const width = size * SCALE;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, columns, rows] of svg.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + Number(rows)) * SCALE; row += 1) {
      for (let column = Number(x) * SCALE; column < (Number(x) + Number(columns)) * SCALE; column += 1) {
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
      }
    }
  }
  return { data, width, height: width, colorSpace: 'srgb' } as ImageData;
}

test('a setup code on the page is read back by the decoder that gates have', async () => {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const { svg, blocks } = await drawSetupQr(CODE);
  const found = await readBarcodes(pixelsOf(svg), { formats: ['QRCode'] });
  expect(found.map(({ text }) => text)).toEqual([CODE]);
  expect(svg).toMatch(/^<svg /);
  expect(blocks.split('\n').length).toBeGreaterThan(20);
});
