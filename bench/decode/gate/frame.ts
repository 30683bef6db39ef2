/** What does the camera of a gate see under these conditions? One frame, the same for the same seed. */

import type { Grey } from '../../../src-decode/grey.ts';
import type { Random } from '../random.ts';
import { randomOf } from '../random.ts';
import type { Conditions, Level } from './conditions.ts';
import { plainConditions } from './conditions.ts';
import { holdUp } from './held-thing.ts';
import { defocused, moved, overlay } from './optics.ts';
import type { Modules, Payload, PayloadKind } from './payloads.ts';
import { modulesOf, payloadOf } from './payloads.ts';
import type { Pose } from './pinhole.ts';
import { projectionOf } from './pinhole.ts';
import { takePicture } from './sensor.ts';
import { surroundings } from './surroundings.ts';

export type Frame = { readonly grey: Grey; readonly text: string };

/** What cameras at gates deliver. */
const SIZES = [
  { width: 640, height: 480 },
  { width: 1_280, height: 720 },
  { width: 1_920, height: 1_080 },
] as const;
/** The blur of a lens in focus, in pixels. */
const LENS_BLUR_PX = 0.35;
/** Room for the code around itself, in modules. */
const MARGIN = 8;

export function gateFrame({ category, conditionsOf }: Level, seed: number, index: number, kind?: PayloadKind): Frame {
  const random = randomOf('gate', seed, index, category);
  const conditions = conditionsOf(random);
  const payload = payloadOf(random, kind);
  const modules = modulesOf(payload, random);
  const pose = poseOf(modules.size, conditions, random);
  return { grey: photograph(pose, payload.medium, modules, conditions, random), text: payload.text };
}

/** A frame of 1280 × 720 without any code: nobody there, or a card with its back to the camera. */
export function emptyFrame(seed: number, index: number): Grey {
  const random = randomOf('empty', seed, index);
  const conditions = { ...plainConditions(random), clutter: Math.round(random.between(5, 90)) };
  const pose = poseIn(SIZES[1], 40, conditions, random);
  if (index % 3 === 0) return photograph(pose, random.pick(['card', 'phone']), null, conditions, random);
  return expose(surroundings(pose.width, pose.height, conditions.clutter, random), pose, conditions, random);
}

/** `modules` = `null`: the thing is held up without a code. */
export function photograph(
  pose: Pose,
  medium: Payload['medium'],
  modules: Modules | null,
  conditions: Conditions,
  random: Random,
): Grey {
  const picture = surroundings(pose.width, pose.height, conditions.clutter, random);
  const thing = holdUp(medium, modules, conditions, random);
  overlay(picture, thing, projectionOf(pose), conditions.moireDepth, pose.scalePx);
  return expose(picture, pose, conditions, random);
}

function expose(
  picture: ReturnType<typeof surroundings>,
  { scalePx }: Pose,
  { motionModules, defocusModules, whiteElectrons }: Conditions,
  random: Random,
): Grey {
  const blurred = defocused(picture, Math.hypot(LENS_BLUR_PX, defocusModules * scalePx));
  const smeared = moved(blurred, motionModules * scalePx, random);
  const sensor = { whiteElectrons, sharpening: random.between(0.2, 0.8), quality: Math.round(random.between(60, 92)) };
  return takePicture(smeared, sensor, random);
}

/** Any size of picture in which the whole code has room. */
function poseOf(size: number, conditions: Conditions, random: Random): Pose {
  const [smallest, ...larger] = SIZES.filter(({ height }) => (size + MARGIN) * conditions.scalePx * 1.15 < height);
  return poseIn(smallest === undefined ? SIZES[2] : random.pick([smallest, ...larger]), size, conditions, random);
}

function poseIn(
  { width, height }: { readonly width: number; readonly height: number },
  size: number,
  { scalePx, tiltDegrees, rollDegrees }: Conditions,
  random: Random,
): Pose {
  // Turned on its corner it reaches furthest.
  const reach = ((size + MARGIN) * scalePx) / Math.SQRT2;
  const room = { x: Math.max(0, width / 2 - reach), y: Math.max(0, height / 2 - reach) };
  return {
    width,
    height,
    scalePx,
    tiltDegrees,
    tiltAxisDegrees: random.between(0, 180),
    rollDegrees,
    centre: { x: width / 2 + room.x * random.between(-1, 1), y: height / 2 + room.y * random.between(-1, 1) },
  };
}
