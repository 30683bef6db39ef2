/** Does a person bring the code, and hold it so that it can be read? */

import { expect, test } from 'vitest';
import { createDecoders } from '../../../../bench/decode/decoders.ts';
import { presentation } from '../../../../bench/decode/moving/presentation.ts';
import { pictureOf } from '../../../../bench/decode/picture.ts';

test('the code cannot be read while it is flung in, and can be when it is held', async () => {
  const { pipeline } = await createDecoders();
  const { text, frameAt } = presentation(9, 0);
  expect(pipeline(pictureOf(frameAt(0)))).toBeNull();
  expect(pipeline(pictureOf(frameAt(36)))).toBe(text);
});

test('a frame is the same whenever it is taken, and the next one is another', () => {
  const one = presentation(4, 1);
  const first = one.frameAt(20);
  expect(one.frameAt(21).data).not.toEqual(first.data);
  expect(presentation(4, 1).frameAt(20).data).toEqual(first.data);
});
