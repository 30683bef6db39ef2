/** Is a code that is held still in too little light read from several pictures, when no picture shows it well enough? */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { createWasmDecoder } from '../../../src-decode/engines/zxing-wasm.ts';
import type { Grey } from '../../../src-decode/grey.ts';
import { createHardDecoder, createHardLane, HARD_STEPS } from '../../../src-decode/lanes/hard-lane.ts';

const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
const TEXT = '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X, Quận Y, Hà Nội|15042021';
const [WIDTH, HEIGHT] = [320, 240];
const PICTURES = 18;
const FRAME_MS = 66;

test('the pictures one by one say nothing to any step, one after another they say the text', async () => {
  const zxing = await createWasmDecoder(new Uint8Array(wasm).buffer);
  const lane = createHardLane(zxing);
  const decoder = createHardDecoder(zxing);
  const pictures = Array.from({ length: PICTURES }, (_, index) => darkPicture(index + 1));
  for (const [index, picture] of pictures.entries()) {
    expect(lane.take(picture, HARD_STEPS[index % HARD_STEPS.length] ?? 'plain', 'whole')).toBeNull();
  }
  const texts = pictures.flatMap((picture, index) => {
    const symbol = decoder.decode(picture, index * FRAME_MS);
    return symbol === null ? [] : [new TextDecoder().decode(symbol.bytes)];
  });
  expect(texts.length).toBeGreaterThan(0);
  expect(new Set(texts)).toEqual(new Set([TEXT]));
});

/** A code of four pixels a module, a seventh of the contrast of print, under coarse noise; the hand trembles by a pixel. */
function darkPicture(seed: number): Grey {
  const { modules } = create([{ data: new TextEncoder().encode(TEXT), mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const noise = gaussian(seed);
  const [left, top] = [70 + noise(), 38 + noise()];
  const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const column = Math.floor(((at % WIDTH) - left) / 4);
    const row = Math.floor((Math.floor(at / WIDTH) - top) / 4);
    const isInside = Math.min(column, row) >= 0 && Math.max(column, row) < modules.size;
    const value = 110 + (isInside && modules.get(row, column) ? -13 : 13) + 26 * noise();
    return Math.max(0, Math.min(255, Math.round(value)));
  });
  return { data, width: WIDTH, height: HEIGHT };
}

/** Normal noise of variance 1 (Box and Muller) from a small generator (mulberry32). */
function gaussian(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
