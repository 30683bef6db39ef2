/** What does the camera see while a person brings a code in front of it and tries to hold it still? */

import type { Grey } from '../../../src-decode/grey.ts';
import { plainConditions } from '../gate/conditions.ts';
import { holdUp } from '../gate/held-thing.ts';
import { modulesOf, payloadOf } from '../gate/payloads.ts';
import { photograph } from '../gate/photograph.ts';
import { surroundings } from '../gate/surroundings.ts';
import type { Random } from '../random.ts';
import { randomOf } from '../random.ts';

export const FRAMES_PER_SECOND = 30;
const WIDTH = 1_280;
const HEIGHT = 720;
/** How fast the lens swings past the focus and back, in radians a second. */
const HUNT_PER_S = 9;
const SHUTTERS_S = [1 / 120, 1 / 60, 1 / 50, 1 / 40, 1 / 30] as const;

export type Presentation = {
  readonly text: string;
  /** The frame taken so many frames after the code came into sight; the same each time. */
  readonly frameAt: (frame: number) => Grey;
};

/** How a hand moves: where to, how fast, and how much it trembles. */
type Hand = {
  readonly entryS: number;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly scalePx: number;
  readonly roll: { readonly first: number; readonly held: number };
  readonly tilt: { readonly first: number; readonly held: number };
  readonly tremors: readonly {
    readonly px: number;
    readonly hertz: number;
    readonly phase: number;
    readonly angle: number;
  }[];
};

/** Approach of 0.4 … 0.8 s, then held with a tremor; the lens hunts for focus meanwhile. */
export function presentation(seed: number, index: number): Presentation {
  const random = randomOf('presentation', seed, index);
  const payload = payloadOf(random);
  const modules = modulesOf(payload, random);
  const hand = handOf(modules.size, random);
  const sensor = {
    whiteElectrons: random.between(120, 1_500),
    sharpening: 0.5,
    quality: Math.round(random.between(60, 92)),
  };
  const tiltAxisDegrees = random.between(0, 180);
  const shutterS = random.pick(SHUTTERS_S);
  const focus = {
    first: random.between(0.5, 1.2),
    held: random.between(0.1, 0.42),
    settlesS: random.between(0.15, 0.38),
  };
  const thing = holdUp(payload.medium, modules, plainConditions(random), random);
  const behind = surroundings(WIDTH, HEIGHT, Math.round(random.between(5, 40)), random);
  return {
    text: payload.text,
    frameAt: (frame) => {
      const atS = frame / FRAMES_PER_SECOND;
      const place = placeAt(hand, atS);
      const later = placeAt(hand, atS + shutterS);
      const [movedX, movedY] = [later.centre.x - place.centre.x, later.centre.y - place.centre.y];
      const focusOff = Math.exp(-atS / focus.settlesS) * Math.abs(Math.cos(HUNT_PER_S * atS));
      const exposure = {
        sensor,
        defocusPx: (focus.held + focus.first * focusOff) * place.scalePx,
        motion: { lengthPx: Math.hypot(movedX, movedY), angle: Math.atan2(movedY, movedX) },
        moireDepth: 0,
      };
      const pose = { ...place, width: WIDTH, height: HEIGHT, tiltAxisDegrees };
      return photograph({ behind, thing }, pose, exposure, randomOf('presentation', seed, index, frame));
    },
  };
}

function handOf(size: number, random: Random): Hand {
  // Near enough for the code to fill a good part of the picture, but never more than it has room for.
  const scalePx = Math.min(random.between(1.85, 3.75), (HEIGHT * 0.8) / (size + 8));
  const to = { x: WIDTH / 2 + random.between(-180, 180), y: HEIGHT / 2 + random.between(-60, 60) };
  return {
    entryS: random.between(0.4, 0.8),
    from: { x: to.x + random.between(-600, 600), y: to.y + random.between(250, 500) },
    to,
    scalePx,
    roll: { first: random.between(-50, 50), held: random.between(-12, 12) },
    tilt: { first: random.between(10, 50), held: random.between(0, 22) },
    tremors: Array.from({ length: 3 }, () => ({
      px: random.between(1.2, 5),
      hertz: random.between(2, 9),
      phase: random.between(0, 2 * Math.PI),
      angle: random.between(0, Math.PI),
    })),
  };
}

/** Slows down towards the end of its way. */
function placeAt({ entryS, from, to, scalePx, roll, tilt, tremors }: Hand, atS: number) {
  const left = (1 - Math.min(1, atS / entryS)) ** 3;
  const tremor = tremors.map(({ px, hertz, phase, angle }) => {
    const swing = px * Math.sin(2 * Math.PI * hertz * atS + phase);
    return { x: swing * Math.cos(angle), y: swing * Math.sin(angle) };
  });
  return {
    scalePx: scalePx * (1 - 0.4 * left),
    rollDegrees: roll.held + (roll.first - roll.held) * left,
    tiltDegrees: tilt.held + (tilt.first - tilt.held) * left,
    centre: {
      x: to.x + (from.x - to.x) * left + tremor.reduce((sum, { x }) => sum + x, 0),
      y: to.y + (from.y - to.y) * left + tremor.reduce((sum, { y }) => sum + y, 0),
    },
  };
}
