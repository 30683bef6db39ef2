/** Do the filters of the hard lane do what the kernels do, and cut parts out where they are? */

import { expect, test } from 'vitest';
import type { Grey } from '../../../src-decode/grey.ts';
import { PLAIN_KERNELS } from '../../../src-decode/kernels/plain-kernels.ts';
import { cropped, enlarged, evened, sharpened, smoothed } from '../../../src-decode/prepare/filters.ts';

const grey: Grey = {
  data: Uint8Array.from({ length: 37 * 23 }, (_, at) => (at * at * 31 + at * 7) & 0xff),
  width: 37,
  height: 23,
};

test.each([
  ['enlarged', enlarged(grey), PLAIN_KERNELS.enlarged(grey)],
  ['smoothed', smoothed(grey), PLAIN_KERNELS.smoothed(grey, 1)],
  ['sharpened', sharpened(grey, 3, 3), PLAIN_KERNELS.sharpened(grey, 3, 3)],
  ['evened', evened(grey, 5), PLAIN_KERNELS.evened(grey, 5)],
])('a picture is %s as the kernels do it', (_, found, expected) => {
  expect(found).toEqual(expected);
});

test('a part of a picture is cut out row by row', () => {
  const part = cropped(grey, { x: 30, y: 20, width: 7, height: 3 });
  expect([part.width, part.height]).toEqual([7, 3]);
  for (let row = 0; row < 3; row += 1) {
    for (let column = 0; column < 7; column += 1) {
      expect(part.data[row * 7 + column]).toBe(grey.data[(20 + row) * 37 + 30 + column]);
    }
  }
});
