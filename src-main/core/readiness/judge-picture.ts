/** Can a code be read in what the camera shows, and is a verdict heard? What the page saw and the guard said. */

import type { Finding, TroubleWord } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';
import { BLURRED_SHARPNESS, DIM_LEVEL, FROZEN_FPS, GLARE_SHARE, SLOW_FPS, SMALL_WIDTH } from './limits.ts';

export type CameraFacts = {
  readonly readerId: string;
  /** Of some seconds; `null` = there was no picture. Levels are 0 (black) to 255. */
  readonly picture: {
    readonly width: number;
    readonly height: number;
    readonly framesPerSecond: number;
    readonly meanLevel: number;
    /** 0 (washed away) to 1; `null` where there is no edge to tell it by. */
    readonly sharpness: number | null;
    readonly glareShare: number;
    readonly isBlack: boolean;
  } | null;
};

export function judgeCamera({ readerId, picture }: CameraFacts): Finding {
  if (picture === null) return bad('camera', 'picture-none', {}, readerId);
  const { width, height, framesPerSecond, meanLevel, sharpness } = picture;
  const values = {
    width,
    height,
    fps: Math.round(framesPerSecond),
    light: Math.round((meanLevel / 255) * 100),
    sharp: sharpness === null ? '–' : Math.round(sharpness * 100),
  };
  if (picture.isBlack) return bad('camera', 'picture-black', values, readerId);
  if (framesPerSecond < FROZEN_FPS) return bad('camera', 'picture-frozen', values, readerId);
  const word = weaknessOf(picture);
  return word === null ? good('camera', 'picture-good', values, readerId) : doubtful('camera', word, values, readerId);
}

function weaknessOf(picture: NonNullable<CameraFacts['picture']>): TroubleWord | null {
  if (picture.meanLevel < DIM_LEVEL) return 'picture-dim';
  if (picture.glareShare > GLARE_SHARE) return 'picture-glare';
  if (picture.sharpness !== null && picture.sharpness < BLURRED_SHARPNESS) return 'picture-blurred';
  if (picture.width < SMALL_WIDTH) return 'picture-small';
  return picture.framesPerSecond < SLOW_FPS ? 'picture-slow' : null;
}

export const SILENCES = ['muted', 'locked', 'no-output'] as const;
export const HEARD = ['heard', 'not-heard', 'skipped'] as const;

export type SoundFacts = {
  /** Why no tone could be heard, as the page knows it. */
  readonly silence: (typeof SILENCES)[number] | null;
  readonly volumePercent: number;
  /** What the guard said after all tones were played. */
  readonly heard: (typeof HEARD)[number];
};

export function judgeSound({ silence, volumePercent, heard }: SoundFacts): Finding {
  const values = { percent: Math.round(volumePercent) };
  if (silence === 'no-output') return doubtful('sound', 'sound-no-output', values);
  if (silence === 'muted') return doubtful('sound', 'sound-muted', values);
  if (silence === 'locked') return doubtful('sound', 'sound-locked', values);
  if (heard === 'heard') return good('sound', 'sound-heard', values);
  return doubtful('sound', heard === 'not-heard' ? 'sound-not-heard' : 'sound-untried', values);
}
