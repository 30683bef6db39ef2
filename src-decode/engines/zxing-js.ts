/** Is there a QR code in this picture? Asked of @zxing/library, plain JavaScript: for where WebAssembly cannot start. */

import {
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  InvertedLuminanceSource,
  type LuminanceSource,
  QRCodeReader,
  RGBLuminanceSource,
  ZXingStringEncoding,
} from '@zxing/library';
import type { Grey } from '../grey.ts';
import type { Symbol2d } from '../symbol.ts';
import type { QrDecoder } from './zxing-wasm.ts';

/** No character set has this name: what is to be decoded under it is handed through byte by byte. */
const BYTE_BY_BYTE = 'byte-by-byte';
const UTF8_NAMES = ['UTF8', 'UTF-8', 'utf-8'];
const CHUNK = 4_096;

/**
 * The library would guess the character set. Told that it is `BYTE_BY_BYTE`, it asks our decoder instead, which keeps
 * the bytes as U+0000…U+00FF; only where the symbol itself names a set (ECI) is another one asked for.
 */
export function createJsDecoder(): QrDecoder {
  const reader = new QRCodeReader();
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.TRY_HARDER, true],
    [DecodeHintType.CHARACTER_SET, BYTE_BY_BYTE],
  ]);
  let isDeclared = false;
  ZXingStringEncoding.customDecoder = (bytes, name) => {
    if (name === BYTE_BY_BYTE || UTF8_NAMES.includes(name)) return toByteText(bytes);
    isDeclared = true;
    return new TextDecoder(name).decode(bytes);
  };

  function read(source: LuminanceSource): Symbol2d | null {
    isDeclared = false;
    try {
      const text = reader.decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
      return { bytes: toBytes(text), declaredText: isDeclared ? text : null };
    } catch {
      // No code, a damaged one, or one that this port cannot follow: it tells each by throwing, and none lasts.
      return null;
    }
  }

  return {
    decode: ({ data, width, height }: Grey) => {
      const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
      const source = new RGBLuminanceSource(pixels, width, height);
      return read(source) ?? read(new InvertedLuminanceSource(source));
    },
  };
}

function toByteText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

/** Letters above U+00FF come from a declared set or from kanji mode; their UTF-8 says what they are. */
function toBytes(text: string): Uint8Array {
  const isBytes = [...text].every((letter) => letter.charCodeAt(0) <= 0xff);
  return isBytes ? Uint8Array.from(text, (letter) => letter.charCodeAt(0)) : new TextEncoder().encode(text);
}
