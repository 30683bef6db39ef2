/** Is this argument a code itself, or the picture of one? */

import { readFile, stat } from 'node:fs/promises';
import type { TextEncoding } from '../core/code/code.ts';
import { decodeText } from '../devices/decode-text.ts';
import { readWasm } from './wasm-file.ts';

const LARGEST_PICTURE_BYTES = 30_000_000;
const LONGEST_INPUT_BYTES = 4_000_000;

export type ReadArgument =
  | { readonly type: 'text'; readonly text: string; readonly encoding: TextEncoding }
  | { readonly type: 'unreadable-file'; readonly reason: 'too-large' | 'cannot-read' };

/**
 * The name of a file is its picture, `-` is standard input, everything else is the code's own text. A picture
 * without a code reads as an empty text, as a reader that saw nothing.
 */
export async function readArgument(argument: string): Promise<ReadArgument> {
  if (argument === '-') return { type: 'text', ...decodeText(await readInput()) };
  const info = await stat(argument).catch(() => null);
  if (info === null || !info.isFile()) return { type: 'text', text: argument, encoding: 'utf-8' };
  if (info.size > LARGEST_PICTURE_BYTES) return { type: 'unreadable-file', reason: 'too-large' };
  const picture = await readFile(argument).catch(() => null);
  if (picture === null) return { type: 'unreadable-file', reason: 'cannot-read' };
  return { type: 'text', ...decodeText(await decodePicture(picture)) };
}

/** Standard input up to a limit that is itself past what the gate calls too long. */
async function readInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    if (length < LONGEST_INPUT_BYTES) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}

async function decodePicture(picture: Uint8Array): Promise<Uint8Array> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
  prepareZXingModule({ overrides: { wasmBinary: await readWasm('reader') } });
  const [code] = await readBarcodes(new Uint8Array(picture), {
    formats: ['QRCode'],
    maxNumberOfSymbols: 1,
    tryHarder: true,
  });
  return code?.isValid ? code.bytes : new Uint8Array();
}
