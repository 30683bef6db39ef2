/** What may be told to somebody who holds a card before the camera and is not read? Calmly, and one thing at a time. */

import type { FrameQuality } from '../../src-decode/frame-quality.ts';

export const HINTS = ['closer', 'farther', 'dark', 'glare', 'hold-still', 'turn-over'] as const;
export type Hint = (typeof HINTS)[number];

/** One picture that went through the decoder. */
export type GuidedPicture = { readonly quality: FrameQuality; readonly isRead: boolean; readonly atMs: number };

export type Guidance = {
  /** What is told now. */
  readonly hint: Hint | null;
  readonly shownAtMs: number;
  /** Since when something is held; `null`: nothing, or it stood there from the start. */
  readonly heldSinceMs: number | null;
  readonly lastHeldAtMs: number;
  readonly lastMotionAtMs: number;
  readonly lastReadAtMs: number;
  readonly lastAtMs: number;
  /** For how long each hint was true lately, in milliseconds. */
  readonly weights: Readonly<Record<Hint, number>>;
};

/** So long is something held before anybody is told how to hold it. */
export const HELD_UNTIL_TOLD_MS = 1_000;
/** What is held for longer without a read belongs to the wall. */
export const LONGEST_TOLD_MS = 20_000;
/** Out of sight for so long, and it is gone. */
export const GONE_AFTER_MS = 700;
/** A hint that is told stands for so long, unless the code is read or gone. */
export const LEAST_SHOWN_MS = 1_500;
/** After a read nothing is told: the person takes the card away. */
export const QUIET_AFTER_READ_MS = 2_500;
/** What comes in moves. */
const ARRIVAL_MS = 1_500;
const ARRIVING_MOTION = 2;

/** Older pictures count less and less: half as much after about this long. */
const FADE_MS = 500;
/** Of `FADE_MS` at most, so much must have been one and the same hint. */
const WEIGHT_TO_TELL_MS = 300;
/** A page that slept, or a camera that was away: what was before does not count. */
const LONGEST_STEP_MS = 500;

const NO_WEIGHTS: Guidance['weights'] = { closer: 0, farther: 0, dark: 0, glare: 0, 'hold-still': 0, 'turn-over': 0 };

export function newGuidance(): Guidance {
  return {
    hint: null,
    shownAtMs: 0,
    heldSinceMs: null,
    lastHeldAtMs: Number.NEGATIVE_INFINITY,
    lastMotionAtMs: Number.NEGATIVE_INFINITY,
    lastReadAtMs: Number.NEGATIVE_INFINITY,
    lastAtMs: Number.NEGATIVE_INFINITY,
    weights: NO_WEIGHTS,
  };
}

/** The next guidance. Any clock that does not run backwards; pictures in their order. */
export function guide(before: Guidance, { quality, isRead, atMs }: GuidedPicture): Guidance {
  const lastMotionAtMs = quality.motion >= ARRIVING_MOTION ? atMs : before.lastMotionAtMs;
  if (isRead) return { ...newGuidance(), lastMotionAtMs, lastReadAtMs: atMs, lastAtMs: atMs };
  const isHeld = quality.subject !== null;
  const seen = { ...before, lastMotionAtMs, lastAtMs: atMs, lastHeldAtMs: isHeld ? atMs : before.lastHeldAtMs };
  if (atMs - seen.lastHeldAtMs > GONE_AFTER_MS) {
    return { ...seen, hint: null, heldSinceMs: null, weights: NO_WEIGHTS };
  }
  const hasArrived = isHeld && atMs - lastMotionAtMs <= ARRIVAL_MS;
  const heldSinceMs = before.heldSinceMs ?? (hasArrived ? atMs : null);
  const weights = weigh(before, hintFor(quality), atMs);
  return { ...seen, heldSinceMs, weights, ...tell(before, heldSinceMs, weights, atMs) };
}

/** What is wrong with the way in which something is held, in the order in which it hinders; `null`: nothing that is seen. */
export function hintFor({ subject, motion, meanLevel }: FrameQuality): Hint | null {
  if (subject === null) return null;
  const { kind, share, sharpness, glareShare, modulePixels } = subject;
  if (glareShare >= (kind === 'code' ? 0.03 : 0.06)) return 'glare';
  if (subject.meanLevel < 60 || meanLevel < 30) return 'dark';
  const isSmall = kind === 'code' ? (modulePixels ?? 0) < 2.4 : share < 0.12;
  if (sharpness === null || sharpness < 0.22) {
    if (motion >= 4) return 'hold-still';
    if (share > 0.45) return 'farther';
    return isSmall ? 'closer' : 'hold-still';
  }
  if (isSmall) return 'closer';
  if (motion >= 6) return 'hold-still';
  return kind === 'card' ? 'turn-over' : null;
}

function weigh(before: Guidance, hint: Hint | null, atMs: number): Guidance['weights'] {
  const stepMs = Math.min(Math.max(atMs - before.lastAtMs, 0), LONGEST_STEP_MS);
  const fade = Math.exp(-stepMs / FADE_MS);
  const weights = { ...before.weights };
  for (const each of HINTS) weights[each] = weights[each] * fade + (each === hint ? FADE_MS * (1 - fade) : 0);
  return weights;
}

function tell(
  before: Guidance,
  heldSinceMs: number | null,
  weights: Guidance['weights'],
  atMs: number,
): Pick<Guidance, 'hint' | 'shownAtMs'> {
  const heldMs = heldSinceMs === null ? 0 : atMs - heldSinceMs;
  const isQuiet = heldMs > LONGEST_TOLD_MS || atMs - before.lastReadAtMs < QUIET_AFTER_READ_MS;
  if (isQuiet) return { hint: null, shownAtMs: before.shownAtMs };
  const strongest = HINTS.reduce((best, each) => (weights[each] > weights[best] ? each : best));
  const isSure = heldMs >= HELD_UNTIL_TOLD_MS && weights[strongest] >= WEIGHT_TO_TELL_MS;
  const mayChange = before.hint === null || atMs - before.shownAtMs >= LEAST_SHOWN_MS;
  if (!isSure || !mayChange || strongest === before.hint) return { hint: before.hint, shownAtMs: before.shownAtMs };
  return { hint: strongest, shownAtMs: atMs };
}
