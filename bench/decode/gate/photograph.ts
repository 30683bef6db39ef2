/** What does the camera make of a scene while its shutter is open? */

import type { Grey } from '../../../src-decode/grey.ts';
import type { Random } from '../random.ts';
import type { Canvas } from './canvas.ts';
import type { HeldThing } from './held-thing.ts';
import { defocused, moved, overlay } from './optics.ts';
import type { Pose } from './pinhole.ts';
import { projectionOf } from './pinhole.ts';
import type { Sensor } from './sensor.ts';
import { takePicture } from './sensor.ts';

export type Scene = {
  /** As large as the picture. */
  readonly behind: Canvas;
  /** `null`: nobody is there. */
  readonly thing: HeldThing | null;
};

export type Exposure = {
  readonly sensor: Sensor;
  /** Standard deviation of the blur. */
  readonly defocusPx: number;
  /** Way of the picture while the shutter is open. */
  readonly motion: { readonly lengthPx: number; readonly angle: number };
  /** How deep the dark lines between the pixels of a phone are; 0 = none. */
  readonly moireDepth: number;
};

/** The blur of a lens in focus. */
const LENS_BLUR_PX = 0.35;

/** Leaves the scene as it is. */
export function photograph({ behind, thing }: Scene, pose: Pose, exposure: Exposure, random: Random): Grey {
  const picture = { ...behind, light: behind.light.slice() };
  if (thing !== null) overlay(picture, thing, projectionOf(pose), exposure.moireDepth, pose.scalePx);
  const blurred = defocused(picture, Math.hypot(LENS_BLUR_PX, exposure.defocusPx));
  const { lengthPx, angle } = exposure.motion;
  return takePicture(moved(blurred, lengthPx, angle), exposure.sensor, random);
}
