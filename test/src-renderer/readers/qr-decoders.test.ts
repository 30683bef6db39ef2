import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { QRCodeDecoderErrorCorrectionLevel, QRCodeEncoder, ZXingStringEncoding } from '@zxing/library';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { decodeSymbol } from '../../../src-decode/decode-text.ts';
import { createJsDecoder } from '../../../src-decode/engines/zxing-js.ts';
import type { QrDecoder } from '../../../src-decode/engines/zxing-wasm.ts';
import { createWasmDecoder } from '../../../src-decode/engines/zxing-wasm.ts';
import type { Grey } from '../../../src-decode/grey.ts';
import { createGreyReader } from '../../../src-renderer/readers/grey.ts';

const CARD = '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X, Quận Y, Hà Nội|15042021';
const PIXELS_PER_MODULE = 4;
const QUIET_MODULES = 6;

function wasmOf(name: string): ArrayBuffer {
  const bytes = readFileSync(fileURLToPath(import.meta.resolve(`zxing-wasm/${name}`)));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

type Modules = { readonly size: number; readonly isInk: (column: number, row: number) => boolean };

/** A code that says it is UTF-8 where its text is more than ASCII. */
async function codeOf(text: string): Promise<Modules> {
  const { symbol, error } = await writeBarcode(text, { format: 'QRCode', options: 'ecLevel=M' });
  expect(error).toBe('');
  return { size: symbol.width, isInk: (column, row) => symbol.data[row * symbol.width + column] === 0 };
}

/** A code of bare bytes, as cards carry them: it does not say what they mean. */
function codeOfBytes(bytes: Uint8Array): Modules {
  ZXingStringEncoding.customEncoder = () => bytes;
  const matrix = QRCodeEncoder.encode('bytes', QRCodeDecoderErrorCorrectionLevel.M).getMatrix();
  return { size: matrix.getWidth(), isInk: (column, row) => matrix.get(column, row) === 1 };
}

/** A code on a plain ground; `isInverted`: light on dark, as on a telephone in dark mode. */
function draw({ size, isInk }: Modules, isInverted = false): Grey {
  const width = (size + 2 * QUIET_MODULES) * PIXELS_PER_MODULE;
  const data = Uint8Array.from({ length: width * width }, (_, at) => {
    const column = Math.floor((at % width) / PIXELS_PER_MODULE) - QUIET_MODULES;
    const row = Math.floor(at / width / PIXELS_PER_MODULE) - QUIET_MODULES;
    const isInside = Math.min(column, row) >= 0 && Math.max(column, row) < size;
    return (isInside && isInk(column, row)) === isInverted ? 220 : 40;
  });
  return { data, width, height: width };
}

const decoders: Record<string, () => Promise<QrDecoder>> = {
  'zxing-wasm': () => createWasmDecoder(wasmOf('reader/zxing_reader.wasm')),
  'zxing-js': () => Promise.resolve(createJsDecoder()),
};

test('a picture that was written into the memory of the decoder is read where it lies, whatever size came before', async () => {
  const decoder = await createWasmDecoder(wasmOf('reader/zxing_reader.wasm'));
  const [card, longer] = [draw(await codeOf(CARD)), draw(await codeOf(CARD.repeat(3)))];
  for (const picture of [card, longer, card]) {
    const data = decoder.roomFor(picture.data.length);
    data.set(picture.data);
    expect(decoder.decode({ ...picture, data })).toEqual((await decoders['zxing-wasm']?.())?.decode(picture));
    expect(decoder.decode({ ...picture, data })).not.toBeNull();
  }
  expect(() => decoder.decode({ ...longer, data: card.data })).toThrow('smaller than it says');
});

beforeAll(() => prepareZXingModule({ overrides: { wasmBinary: wasmOf('writer/zxing_writer.wasm') } }));

describe.each(Object.entries(decoders))('%s', (_, create) => {
  async function read(grey: Grey) {
    const symbol = (await create()).decode(grey);
    return symbol === null ? null : decodeSymbol(symbol);
  }

  test('reads Vietnamese text, dark on light and light on dark', async () => {
    const expected = { text: CARD, encoding: 'utf-8' };
    expect(await read(draw(await codeOf(CARD)))).toEqual(expected);
    expect(await read(draw(await codeOf(CARD), true))).toEqual(expected);
    expect(await read(draw(codeOfBytes(new TextEncoder().encode(CARD))))).toEqual(expected);
  });

  test('reads figures and capitals, which are packed otherwise than bytes', async () => {
    for (const text of ['00109900000000', 'HC1:6BF+70', '001099000000|NGUYEN VAN A|1999-01-01|0|160000000000000000|']) {
      expect((await read(draw(await codeOf(text))))?.text).toBe(text);
    }
  });

  test('reads a thousand characters', async () => {
    const text = `HC1:${'6BF+70790T9WJWG.FKY*4GO0.O1CV2 O5 N2FBBRW1*70HS8WY04AC*WIFN0AHCD8KD97TK0F90KECTHGWJC0FDC:5AIA'.repeat(10)}`;
    expect((await read(draw(await codeOf(text))))?.text).toBe(text);
  });

  test('takes bytes that are not UTF-8 for Vietnamese, and says so', async () => {
    const bytes = Buffer.from('001099000000|Nguy\xea\xden V\xe3n A', 'latin1');
    expect(await read(draw(codeOfBytes(bytes)))).toEqual({
      text: '001099000000|Nguyễn Văn A',
      encoding: 'windows-1258',
    });
  });

  test('hands a zip over as Base64, byte by byte', async () => {
    const zip = Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 0x0d, 0x0a, 0x80, 0xff, 0xc3, 0x28]);
    expect((await read(draw(codeOfBytes(zip))))?.text).toBe(`B64:${zip.toString('base64')}`);
  });

  test('reads nothing where there is nothing, and the next picture of another size all the same', async () => {
    const decoder = await create();
    const [card, longer] = [draw(await codeOf(CARD)), draw(await codeOf(CARD.repeat(3)))];
    expect(decoder.decode({ ...card, data: new Uint8Array(card.data.length).fill(128) })).toBeNull();
    expect(decoder.decode(longer)).not.toBeNull();
    expect(decoder.decode(card)?.bytes).toEqual(new Uint8Array(Buffer.from(CARD)));
  });
});

describe('a picture', () => {
  test('in colour is its brightness, and its buffer may be larger than it', async () => {
    const { data, width, height } = draw(await codeOf(CARD));
    const rgba = Uint8Array.from({ length: data.length * 4 }, (_, at) => (at % 4 === 3 ? 255 : (data[at >> 2] ?? 0)));
    const reader = createGreyReader();
    reader.fromRgba(new Uint8Array(4 * data.length * 2), width, height * 2);
    expect(reader.fromRgba(rgba, width, height)).toEqual({ data, width, height });
  });
});
