/** What is in this picture file? PNG, JPEG, WebP or a binary PGM, known by its first bytes and not by its name. */

import { decode as decodeWebp } from '@cwasm/webp';
import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import type { Grey } from '../../src-decode/grey.ts';
import { greyOf } from './picture.ts';

export type PictureAnswer =
  | { readonly type: 'picture'; readonly grey: Grey }
  | { readonly type: 'refused'; readonly reason: 'unknown-format' | 'damaged' };

type Raw = {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
};

/** Width, height and greatest value; between them white space and comments (netpbm's pgm(5)). */
const PGM_HEADER = /^P5(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)\s/;
const LONGEST_HEADER = 1_000;

export function readPicture(bytes: Uint8Array): PictureAnswer {
  const read = readerOf(bytes);
  if (read === null) return { type: 'refused', reason: 'unknown-format' };
  try {
    const grey = read();
    if (grey !== null) return { type: 'picture', grey };
  } catch {
    // The three libraries tell by throwing, each in words of its own.
  }
  return { type: 'refused', reason: 'damaged' };
}

function readerOf(bytes: Uint8Array): (() => Grey | null) | null {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\x89PNG')) return () => greyOfRaw(PNG.sync.read(Buffer.from(bytes)));
  if (start.startsWith('\xff\xd8\xff')) return () => greyOfRaw(decodeJpeg(bytes, { useTArray: true }));
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return () => greyOfRaw(decodeWebp(bytes));
  if (start.startsWith('P5')) return () => readPgm(bytes);
  return null;
}

function greyOfRaw({ data, width, height }: Raw): Grey {
  return greyOf(data, width, height);
}

function readPgm(bytes: Uint8Array): Grey | null {
  const header = PGM_HEADER.exec(Buffer.from(bytes.subarray(0, LONGEST_HEADER)).toString('latin1'));
  if (header === null) return null;
  const [all, width, height, most] = [header[0], ...header.slice(1).map(Number)];
  if (width === undefined || height === undefined || most === undefined || most < 1 || most > 255) return null;
  const data = bytes.slice(all.length, all.length + width * height);
  if (width * height === 0 || data.length < width * height) return null;
  return { data: most === 255 ? data : data.map((value) => Math.round((value * 255) / most)), width, height };
}
