/** What does the camera see between two persons? */

import type { Shot } from './measure.ts';
import { pictureOf } from './picture.ts';
import { randomOf } from './random.ts';

const WIDTH = 1_280;
const HEIGHT = 720;

/** Pictures of 1280 × 720 without any code: the time of most frames at a gate. */
export function emptyShots(seed: number, count: number): Shot[] {
  return Array.from({ length: count }, (_, index) => emptyShot(seed, index));
}

function emptyShot(seed: number, index: number): Shot {
  const random = randomOf('empty', seed, index);
  const boxes = Array.from({ length: 40 }, () => ({
    left: random.below(WIDTH),
    top: random.below(HEIGHT),
    width: 10 + random.below(300),
    height: 10 + random.below(300),
    value: random.between(20, 235),
  }));
  const data = new Uint8Array(WIDTH * HEIGHT).fill(random.between(60, 200));
  for (const { left, top, width, height, value } of boxes) {
    for (let y = top; y < Math.min(HEIGHT, top + height); y += 1) {
      data.fill(value, y * WIDTH + left, y * WIDTH + Math.min(WIDTH, left + width));
    }
  }
  for (let at = 0; at < data.length; at += 1) data[at] = (data[at] ?? 0) + Math.round(random.between(-5, 5));
  return {
    picture: pictureOf({ data, width: WIDTH, height: HEIGHT }),
    truth: { kind: 'negative' },
    category: 'empty',
    level: null,
  };
}
