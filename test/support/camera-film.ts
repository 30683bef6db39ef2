/** What does the camera of a test see? A film of cards with codes, for Chromium's fake camera. */

import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

/** `text: null`: nobody is there. `''`: a card is held, its side without a code. */
export type Scene = { readonly text: string | null; readonly seconds: number };

export type Film = {
  /** Where to write it, `.y4m`. Chromium plays it in a loop: `--use-file-for-fake-video-capture`. */
  readonly path: string;
  readonly scenes: readonly Scene[];
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  /** How bright the cards are, 16 to 235. As they are otherwise, one that fills the picture is a glare. */
  readonly cardLevel?: number;
};

const BACKGROUND_TOP = 70;
const BACKGROUND_BOTTOM = 120;
const CARD = 225;
const PRINT = 90;
const INK = 30;
const NO_COLOUR = 128;
/** An ID-1 card is 85.6 × 54 mm. */
const CARD_SHAPE = 85.6 / 54;
const CARD_SHARE_OF_HEIGHT = 0.8;
const QUIET_MODULES = 4;

/**
 * Writes one uncompressed frame of 4:2:0 video per 1/fps second. The card fills most of the picture and its code is as
 * large as whole pixels allow, with a quiet zone. Every scene shows at least one frame.
 */
export async function makeFilm({
  path,
  scenes,
  width = 1280,
  height = 720,
  fps = 15,
  cardLevel = CARD,
}: Film): Promise<void> {
  const file = createWriteStream(path);
  file.write(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`);
  for (const { text, seconds } of scenes) {
    const frame = Buffer.concat([Buffer.from('FRAME\n'), await drawScene(text, width, height, cardLevel)]);
    for (let left = Math.max(1, Math.round(seconds * fps)); left > 0; left -= 1) {
      if (!file.write(frame)) await once(file, 'drain');
    }
  }
  file.end();
  await once(file, 'close');
}

async function drawScene(text: string | null, width: number, height: number, cardLevel: number): Promise<Uint8Array> {
  const picture = new Uint8Array((width * height * 3) / 2).fill(NO_COLOUR, width * height);
  const paint = (left: number, top: number, right: number, bottom: number, grey: number): void => {
    for (let y = Math.round(top); y < bottom; y += 1) {
      picture.fill(grey, y * width + Math.round(left), y * width + Math.round(right));
    }
  };
  for (let y = 0; y < height; y += 1) {
    paint(0, y, width, y + 1, BACKGROUND_TOP + Math.round(((BACKGROUND_BOTTOM - BACKGROUND_TOP) * y) / height));
  }
  if (text === null) return picture;

  const cardHeight = height * CARD_SHARE_OF_HEIGHT;
  const cardWidth = Math.min(cardHeight * CARD_SHAPE, width * 0.95);
  const [left, top] = [(width - cardWidth) / 2, (height - cardHeight) / 2];
  paint(left, top, left + cardWidth, top + cardHeight, cardLevel);
  for (let line = 0; line < 5; line += 1) {
    const y = top + cardHeight * (0.3 + line * 0.12);
    paint(left + cardWidth * 0.05, y, left + cardWidth * (0.25 + 0.03 * (line % 3)), y + cardHeight * 0.04, PRINT);
  }

  if (text === '') return picture;
  const { data, size } = await drawCode(text);
  const scale = Math.max(1, Math.floor((cardHeight * 0.9) / (size + 2 * QUIET_MODULES)));
  const codeLeft = Math.round(left + cardWidth * 0.97) - (size + QUIET_MODULES) * scale;
  const codeTop = Math.round(top + (cardHeight - size * scale) / 2);
  for (let at = 0; at < data.length; at += 1) {
    if (data[at] !== 0) continue;
    const x = codeLeft + (at % size) * scale;
    const y = codeTop + Math.floor(at / size) * scale;
    paint(x, y, x + scale, y + scale, INK);
  }
  return picture;
}

/** One byte a module, 0 where it is dark. */
async function drawCode(text: string): Promise<{ data: Uint8ClampedArray; size: number }> {
  prepareZXingModule({ overrides: { wasmBinary: writerWasm() } });
  const { symbol, error } = await writeBarcode(text, { format: 'QRCode', options: 'ecLevel=M' });
  if (error !== '') throw new Error(`a scene's code cannot be drawn: ${error}`);
  return { data: symbol.data, size: symbol.width };
}

let wasm: ArrayBuffer | null = null;

/** Handed over by us: on its own the module would fetch it from the network. */
function writerWasm(): ArrayBuffer {
  if (wasm === null) {
    const bytes = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm')));
    wasm = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }
  return wasm;
}
