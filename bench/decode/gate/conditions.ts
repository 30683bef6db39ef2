/** How hard is it made to read a code, and what are the steps of each difficulty called? */

import type { Random } from '../random.ts';

/** Lengths are in modules of the code, so that each means the same at any distance. */
export type Conditions = {
  readonly scalePx: number;
  readonly tiltDegrees: number;
  readonly rollDegrees: number;
  /** Way of the hand while the shutter is open. */
  readonly motionModules: number;
  /** Standard deviation of the blur. */
  readonly defocusModules: number;
  /** How many electrons a pixel collects of a white surface: the less, the more noise. */
  readonly whiteElectrons: number;
  /** Difference of brightness between paper and ink, 1 = white paper and black ink (linear light). */
  readonly contrast: number;
  /** Radius of a highlight in which nothing is seen, as a part of the side of the code; 0 = none. */
  readonly glareRadius: number;
  /** How much of the light a hard shadow over part of the code leaves; 1 = no shadow. */
  readonly shadowLight: number;
  /** How deep the dark lines between the pixels of a phone are; 0 = none. */
  readonly moireDepth: number;
  readonly isInverted: boolean;
  readonly isMirrored: boolean;
  /** How much of the code a finger covers. */
  readonly occlusionPercent: number;
  /** How many things are around. */
  readonly clutter: number;
};

export type Level = {
  readonly category: string;
  /** The name of a step within the category; `null` where there is only one. */
  readonly level: string | null;
  /** How many frames of a large set are of this level. */
  readonly weight: number;
  readonly conditionsOf: (random: Random) => Conditions;
};

/** A code held still and straight, near enough and in good light. */
export function plainConditions(random: Random): Conditions {
  return {
    scalePx: random.between(2.6, 4.2),
    tiltDegrees: random.between(0, 6),
    rollDegrees: random.between(-8, 8),
    motionModules: 0,
    defocusModules: random.between(0.1, 0.2),
    whiteElectrons: 6_000,
    contrast: random.between(0.7, 0.9),
    glareRadius: 0,
    shadowLight: 1,
    moireDepth: 0,
    isInverted: false,
    isMirrored: false,
    occlusionPercent: 0,
    clutter: 6,
  };
}

/** The names of the steps are part of the report: figures of different days are compared by them. */
export const LEVELS: readonly Level[] = [
  { category: 'gate', level: 'gate joint', weight: 420, conditionsOf: gateConditions },
  ...stepped('scale', 48, [1.2, 1.5, 1.8, 2.2, 3, 5, 8], (scalePx) => ({ scalePx })),
  ...stepped('tilt', 48, [15, 30, 45], (tiltDegrees) => ({ tiltDegrees })),
  single('rotation', 60, (random) => ({ rollDegrees: random.between(0, 360) })),
  ...stepped('motion', 44, [0.5, 1, 1.5, 2], (motionModules) => ({ motionModules })),
  ...stepped('defocus', 44, [0.35, 0.5, 0.65, 0.8], (defocusModules) => ({ defocusModules })),
  ...stepped('lowlight', 48, [1, 2, 3], (step) => ({ whiteElectrons: electronsAt(step) })),
  ...stepped('lowcontrast', 44, [0.3, 0.15, 0.08], (contrast) => ({ contrast })),
  ...stepped('glare', 44, [1, 2, 3], (step) => ({ glareRadius: 0.05 + 0.06 * step })),
  ...stepped('moire', 60, [1, 2], (step) => ({ moireDepth: 0.3 * step })),
  single('inverted', 60, () => ({ isInverted: true })),
  single('mirrored', 48, () => ({ isMirrored: true })),
  ...stepped('occlusion', 44, [3, 6, 10], (occlusionPercent) => ({ occlusionPercent })),
  single('clutter', 60, () => ({ clutter: 90 })),
  single('shadow', 60, (random) => ({ shadowLight: random.between(0.1, 0.3) })),
];

/** Everything a little at once, as it is when people are in a hurry. */
function gateConditions(random: Random): Conditions {
  const some = (chance: number, least: number, most: number, none: number): number =>
    random.next() < chance ? random.between(least, most) : none;
  return {
    scalePx: random.between(1.8, 3.6),
    tiltDegrees: random.between(0, 32),
    rollDegrees: random.between(-25, 25) + 180 * random.below(2),
    motionModules: some(0.5, 0.2, 1.2, 0),
    defocusModules: random.between(0.1, 0.46),
    whiteElectrons: electronsAt(random.between(-2, 1.3)),
    contrast: random.between(0.3, 0.9),
    glareRadius: some(0.2, 0.08, 0.14, 0),
    shadowLight: some(0.2, 0.12, 0.5, 1),
    moireDepth: some(0.5, 0.1, 0.5, 0),
    isInverted: random.next() < 0.04,
    isMirrored: random.next() < 0.04,
    occlusionPercent: some(0.12, 1, 5, 0),
    clutter: Math.round(random.between(5, 60)),
  };
}

/** Each step of darkness leaves a third of the light. */
function electronsAt(step: number): number {
  return 90 * 0.33 ** (step - 1);
}

function stepped(
  category: string,
  weight: number,
  steps: readonly number[],
  change: (step: number) => Partial<Conditions>,
): Level[] {
  return steps.map((step) => ({
    category,
    level: `${category} ${step}`,
    weight,
    conditionsOf: (random) => ({ ...plainConditions(random), ...change(step) }),
  }));
}

function single(category: string, weight: number, change: (random: Random) => Partial<Conditions>): Level {
  const conditionsOf = (random: Random): Conditions => ({ ...plainConditions(random), ...change(random) });
  return { category, level: null, weight, conditionsOf };
}
