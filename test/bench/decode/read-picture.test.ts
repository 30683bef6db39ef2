/** Does each format give the picture that was put into it? */

import { encode as encodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { limited, pictureOf } from '../../../bench/decode/picture.ts';
import { readPicture } from '../../../bench/decode/read-picture.ts';

const WIDTH = 3;
const HEIGHT = 2;
const VALUES = [0, 50, 100, 150, 200, 255];
const rgba = Uint8Array.from(VALUES.flatMap((value) => [value, value, value, 255]));

function greyIn(bytes: Uint8Array): number[] {
  const answer = readPicture(bytes);
  if (answer.type === 'refused') throw new Error(answer.reason);
  expect([answer.grey.width, answer.grey.height]).toEqual([WIDTH, HEIGHT]);
  return [...answer.grey.data];
}

function png(data: Uint8Array): Uint8Array {
  const image = new PNG({ width: WIDTH, height: HEIGHT });
  image.data.set(data);
  return PNG.sync.write(image);
}

test('PNG is read to the last grey', () => {
  expect(greyIn(png(rgba))).toEqual(VALUES);
});

test('what is transparent lies on white paper', () => {
  expect(greyIn(png(rgba.map((value, at) => (at % 4 === 3 ? 0 : value))))).toEqual(VALUES.map(() => 255));
});

test('JPEG is read but for what it loses', () => {
  const grey = greyIn(encodeJpeg({ data: rgba, width: WIDTH, height: HEIGHT }, 100).data);
  for (const [at, value] of VALUES.entries()) expect(Math.abs((grey[at] ?? -99) - value)).toBeLessThan(12);
});

test('WebP is read', () => {
  // One black pixel.
  const bytes = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
  const answer = readPicture(bytes);
  expect(answer.type === 'picture' && [answer.grey.width, answer.grey.height]).toEqual([1, 1]);
});

test('PGM is read with comments in its head and with another white than 255', () => {
  const pgm = Buffer.concat([
    Buffer.from(`P5\n# made up\n${WIDTH} ${HEIGHT}\n100\n`),
    Buffer.from([0, 20, 40, 60, 80, 100]),
  ]);
  expect(greyIn(pgm)).toEqual([0, 51, 102, 153, 204, 255]);
});

test('a picture that stops in the middle is damaged, and any other file is no picture', () => {
  const whole = png(rgba);
  expect(readPicture(whole.subarray(0, whole.length - 20))).toEqual({ type: 'refused', reason: 'damaged' });
  expect(readPicture(Buffer.from('P5 3 2 255 abc'))).toEqual({ type: 'refused', reason: 'damaged' });
  expect(readPicture(Buffer.from('%PDF-1.4'))).toEqual({ type: 'refused', reason: 'unknown-format' });
  expect(readPicture(new Uint8Array())).toEqual({ type: 'refused', reason: 'unknown-format' });
});

test('a side that is too long is scaled down, each pixel the mean of those that it covers', () => {
  const grey = { data: Uint8Array.of(0, 100, 200, 40, 60, 80), width: 6, height: 1 };
  expect(limited(grey, 3)).toEqual({ data: Uint8Array.of(50, 120, 70), width: 3, height: 1 });
  expect(limited(grey, 4).data).toEqual(Uint8Array.of(33, 167, 47, 73));
  expect(limited(grey, 6)).toBe(grey);
});

test('who wants colour gets the same grey', () => {
  const { rgba: bytes } = pictureOf({ data: Uint8Array.of(7, 255), width: 2, height: 1 });
  expect([...bytes]).toEqual([7, 7, 7, 255, 255, 255, 255, 255]);
});
