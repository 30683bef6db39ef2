/** How good is a picture to read from, and is something held before the camera at all? */

import type { Grey } from './grey.ts';
import type { Blocks } from './quality/blocks.ts';
import { measureBlocks } from './quality/blocks.ts';
import type { Subject } from './quality/subject.ts';
import { findSubject } from './quality/subject.ts';
import { meanSharpness, measureTexture } from './quality/texture.ts';

/** Plain numbers, no picture: they may leave the worker. Levels are 0 (black) to 255. */
export type FrameQuality = {
  readonly meanLevel: number;
  /** A covered lens, or a camera that sends black: hardly a pixel is brighter than video black. */
  readonly isBlack: boolean;
  /** The part of the picture that is blown out: as bright as can be, and flat. 0 to 1. */
  readonly glareShare: number;
  /** How steep the edges are, 0 (washed away) to 1 (from one pixel to the next); `null` where there is no edge. */
  readonly sharpness: number | null;
  /** How much moved since the picture before, in levels; 0 for the first. A lamp that is switched on does not move. */
  readonly motion: number;
  /** Bit for bit the picture before, wherever it was looked at: sensors are never as still as that. */
  readonly isSame: boolean;
  /** What is held before the camera, as far as that can be told without reading it. */
  readonly subject: Subject | null;
};

/** What is remembered of one picture for the next: some hundred means. Nobody could tell from them what was there. */
export type FrameSketch = { readonly width: number; readonly height: number; readonly means: Float32Array };

/** Darker than this is video black with a little noise. */
const BLACK_LEVEL = 32;
/** So much of a black picture may be brighter all the same: dead pixels, the camera's own lamp. */
const BRIGHT_SHARE_OF_BLACK = 0.005;

/**
 * Measures one picture; `before` is the sketch of the one before it, or `null`. Looks at a part of the pixels only: the
 * cost hardly grows with the picture, and is below a millisecond on a desktop's processor.
 */
export function measureFrame(
  grey: Grey,
  before: FrameSketch | null,
): { readonly quality: FrameQuality; readonly sketch: FrameSketch } {
  const blocks = measureBlocks(grey, BLACK_LEVEL);
  const texture = measureTexture(grey);
  const last = before?.width === grey.width && before.height === grey.height ? before.means : null;
  const change = last === null ? null : changeBetween(blocks, texture.lineMeans, last);
  const subject = findSubject(grey, blocks, texture);
  const quality: FrameQuality = {
    meanLevel: blocks.meanLevel,
    isBlack: blocks.brightShare <= BRIGHT_SHARE_OF_BLACK,
    glareShare: blocks.glareShare,
    sharpness: meanSharpness(texture, null),
    motion: change?.motion ?? 0,
    isSame: change?.isSame ?? false,
    subject,
  };
  return { quality, sketch: { width: grey.width, height: grey.height, means: joined(blocks, texture.lineMeans) } };
}

/** Motion from the blocks alone; sameness from every line that was looked at, too. */
function changeBetween(
  { means }: Blocks,
  lineMeans: Float32Array,
  last: Float32Array,
): { readonly motion: number; readonly isSame: boolean } {
  let drift = 0;
  for (let at = 0; at < means.length; at += 1) drift += (means[at] ?? 0) - (last[at] ?? 0);
  drift /= means.length;
  let motion = 0;
  let isSame = true;
  for (let at = 0; at < means.length; at += 1) {
    const difference = (means[at] ?? 0) - (last[at] ?? 0);
    if (difference !== 0) isSame = false;
    motion += Math.abs(difference - drift);
  }
  for (let at = 0; isSame && at < lineMeans.length; at += 1) isSame = lineMeans[at] === last[means.length + at];
  return { motion: motion / means.length, isSame };
}

function joined({ means }: Blocks, lineMeans: Float32Array): Float32Array {
  const all = new Float32Array(means.length + lineMeans.length);
  all.set(means);
  all.set(lineMeans, means.length);
  return all;
}
