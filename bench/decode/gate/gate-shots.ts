/** Which pictures make up the synthetic set? */

import type { Shot } from '../measure.ts';
import type { Picture } from '../picture.ts';
import { pictureOf } from '../picture.ts';
import { LEVELS } from './conditions.ts';
import { emptyFrame, gateFrame } from './frame.ts';
import { scheduleOf } from './schedule.ts';

/** One frame at a time, as all of them would fill the memory. The same for the same seed; more are the same and more. */
export function* gateShots(seed: number, count: number): Generator<Shot> {
  for (const [index, level] of scheduleOf(LEVELS, count).entries()) {
    const { grey, text } = gateFrame(level, seed, index);
    const truth = { kind: 'labelled', texts: [text] } as const;
    yield { picture: pictureOf(grey), truth, category: level.category, level: level.level };
  }
}

/** Frames of 1280 × 720 without any code: most of what the camera of a gate sees. */
export function* emptyShots(seed: number, count: number): Generator<Shot> {
  for (let index = 0; index < count; index += 1) {
    const picture = pictureOf(emptyFrame(seed, index));
    yield { picture, truth: { kind: 'negative' }, category: 'empty', level: null };
  }
}

/** Frames as those of the set, but of another one: to be read before the clock counts. */
export function warmUps(seed: number, count: number): Picture[] {
  return Array.from(gateShots(seed + 1, count), ({ picture }) => picture);
}
