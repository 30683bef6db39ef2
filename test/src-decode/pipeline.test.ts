/** Does the whole pipeline read a plain code, and nothing where there is none? */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { createPipeline } from '../../src-decode/pipeline.ts';

const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
const files = { zxing: new Uint8Array(wasm).buffer };

test('a plain code is read byte for byte', async () => {
  const bytes = new TextEncoder().encode('001099000000|012345678|Nguyễn Văn A');
  const { modules } = create([{ data: bytes, mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const [scale, quiet] = [4, 4];
  const side = (modules.size + 2 * quiet) * scale;
  const data = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [column, row] = [Math.floor(x / scale) - quiet, Math.floor(y / scale) - quiet];
      const isInside = Math.min(column, row) >= 0 && Math.max(column, row) < modules.size;
      if (isInside && modules.get(row, column)) data[y * side + x] = 0;
    }
  }
  const pipeline = await createPipeline(files);
  expect(pipeline.decode({ data, width: side, height: side })?.bytes).toEqual(bytes);
});

test('an empty picture holds nothing', async () => {
  const pipeline = await createPipeline(files);
  expect(pipeline.decode({ data: new Uint8Array(640 * 480).fill(128), width: 640, height: 480 })).toBeNull();
});
