/** How large a picture is asked of a camera, and when is a larger or a smaller one better? */

import type { PictureSize } from '../../src-main/contract/camera-settings.ts';

export type Rung = { readonly width: number; readonly height: number };

/** From the smallest up. */
export const RUNGS: readonly Rung[] = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];
const FIRST_RUNG = 1;
const FRAME_RATE = 30;

/** Names of errors after which a smaller picture may open: two cameras on one USB plug want more than it can carry. */
const ERRORS_OF_SIZE = ['OverconstrainedError', 'NotReadableError', 'AbortError'];

/** The rungs to try in turn at an opening, the one that is meant first. */
export function rungsFor(size: PictureSize): readonly Rung[] {
  const meant = size === 'auto' ? FIRST_RUNG : RUNGS.findIndex(({ width, height }) => size === `${width}x${height}`);
  return RUNGS.slice(0, meant + 1).reverse();
}

/** True where the next smaller picture is worth an attempt. */
export function mayBeTheSize(error: unknown): boolean {
  return error instanceof Error && ERRORS_OF_SIZE.includes(error.name);
}

/** All of it is wished and none demanded: a camera that has none of these gives what it has. */
export function wishesFor({ width, height }: Rung): MediaTrackConstraints {
  const wishes: MediaTrackConstraints & { readonly resizeMode: string } = {
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { ideal: FRAME_RATE },
    // What the sensor gives: a picture that the browser enlarges has no more in it. https://w3c.github.io/mediacapture-main/#dom-constrainablepattern
    resizeMode: 'none',
  };
  return wishes;
}

/** The next larger picture for a camera that gives `now`, or `null` where it has none. */
export function rungAbove(now: Rung, most: Rung): Rung | null {
  return (
    RUNGS.find(
      ({ width, height }) => width > now.width && height > now.height && width <= most.width && height <= most.height,
    ) ?? null
  );
}

/** What was seen of a camera over some pictures of one size. */
export type Spell = {
  readonly pictures: number;
  readonly framesPerSecond: number;
  /** From the camera to the decoder's answer. */
  readonly meanLatencyMs: number;
  /** As `FrameQuality.sharpness`; `null` where nothing in view had an edge. */
  readonly meanSharpness: number | null;
};

/** A slow machine decodes the larger picture in about double the time; it must still answer while a card is held still. */
const MOST_LATENCY_BEFORE_MS = 45;
const MOST_LATENCY_AFTER_MS = 100;
const LEAST_RATE_AFTER = 12;
const LEAST_SHARE_OF_RATE = 0.6;
/** A picture that is only enlarged by half has two thirds of its steepness left. */
const LEAST_SHARE_OF_SHARPNESS = 0.78;

/** Is this machine fast enough to try a larger picture? */
export function mayClimb(before: Spell): boolean {
  return before.meanLatencyMs <= MOST_LATENCY_BEFORE_MS;
}

/** Was the larger picture worth it: as sharp, pixel for pixel, and nearly as fast? */
export function isWorthIt(before: Spell, after: Spell): boolean {
  const isFast =
    after.meanLatencyMs <= MOST_LATENCY_AFTER_MS &&
    after.framesPerSecond >= Math.max(LEAST_RATE_AFTER, LEAST_SHARE_OF_RATE * before.framesPerSecond);
  const isSharp =
    before.meanSharpness === null ||
    after.meanSharpness === null ||
    after.meanSharpness >= LEAST_SHARE_OF_SHARPNESS * before.meanSharpness;
  return isFast && isSharp;
}
