/** What does the camera of a gate see under these conditions? One frame, the same for the same seed. */

import type { Grey } from '../../../src-decode/grey.ts';
import type { Random } from '../random.ts';
import { randomOf } from '../random.ts';
import type { Conditions, Level } from './conditions.ts';
import { plainConditions } from './conditions.ts';
import { holdUp } from './held-thing.ts';
import type { PayloadKind } from './payloads.ts';
import { modulesOf, payloadOf } from './payloads.ts';
import type { Exposure } from './photograph.ts';
import { photograph } from './photograph.ts';
import type { Pose } from './pinhole.ts';
import { surroundings } from './surroundings.ts';

export type Frame = { readonly grey: Grey; readonly text: string };

/** What cameras at gates deliver. */
const SIZES = [
  { width: 640, height: 480 },
  { width: 1_280, height: 720 },
  { width: 1_920, height: 1_080 },
] as const;
/** Room for the code around itself, in modules. */
const MARGIN = 8;

export function gateFrame({ category, conditionsOf }: Level, seed: number, index: number, kind?: PayloadKind): Frame {
  const random = randomOf('gate', seed, index, category);
  const conditions = conditionsOf(random);
  const payload = payloadOf(random, kind);
  const modules = modulesOf(payload, random);
  const pose = poseOf(modules.size, conditions, random);
  const behind = surroundings(pose.width, pose.height, conditions.clutter, random);
  const thing = holdUp(payload.medium, modules, conditions, random);
  const grey = photograph({ behind, thing }, pose, exposureOf(conditions, random), random);
  return { grey, text: payload.text };
}

/** A frame of 1280 × 720 without any code: nobody there, or a card with its back to the camera. */
export function emptyFrame(seed: number, index: number): Grey {
  const random = randomOf('empty', seed, index);
  const conditions = { ...plainConditions(random), clutter: Math.round(random.between(5, 90)) };
  const pose = poseIn(SIZES[1], 40, conditions, random);
  const behind = surroundings(pose.width, pose.height, conditions.clutter, random);
  const thing = index % 3 === 0 ? holdUp(random.pick(['card', 'phone']), null, conditions, random) : null;
  return photograph({ behind, thing }, pose, exposureOf(conditions, random), random);
}

/** What the conditions do not say of the camera differs from frame to frame. */
function exposureOf(conditions: Conditions, random: Random): Exposure {
  const { scalePx, whiteElectrons, defocusModules, motionModules, moireDepth } = conditions;
  return {
    sensor: { whiteElectrons, sharpening: random.between(0.2, 0.8), quality: Math.round(random.between(60, 92)) },
    defocusPx: defocusModules * scalePx,
    motion: { lengthPx: motionModules * scalePx, angle: random.between(0, Math.PI) },
    moireDepth,
  };
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
