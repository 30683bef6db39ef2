/** What does a lane remember between two readings? */

import type { TextEncoding } from '../code/code.ts';
import type { Direction } from '../entry/verdict.ts';

/** How long the first half of a code waits for its second, in milliseconds. */
export const HALF_CODE_WAIT_MS = 3_000;

/** A reading that broke off, waiting for the rest; joined pieces wait no longer than their first one. */
export type Half = {
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly atMonotonicMs: number;
};

/** How long the first of several QR codes waits for the next, in milliseconds: a person turns a page or a phone. */
export const PARTS_WAIT_MS = 60_000;

/** Some of the QR codes that make one signed text together, by their place; those not yet read are missing. */
export type Parts = {
  readonly count: number;
  readonly texts: ReadonlyMap<number, string>;
  /** When the last one came. */
  readonly atMonotonicMs: number;
};

export type Lane = {
  readonly id: string;
  readonly direction: Direction;
  readonly half: Half | null;
  readonly parts: Parts | null;
};

export type LaneEvent =
  | { readonly type: 'direction-set'; readonly direction: Direction }
  | { readonly type: 'half-read'; readonly half: Half }
  | { readonly type: 'part-read'; readonly parts: Parts }
  | { readonly type: 'code-read' };

/** A lane as it starts its day: nothing half read. */
export function newLane(id: string, direction: Direction): Lane {
  return { id, direction, half: null, parts: null };
}

/** The lane after an event. A whole code, or a turn of direction, forgets whatever was waiting. */
export function nextLane(lane: Lane, event: LaneEvent): Lane {
  switch (event.type) {
    case 'direction-set':
      return { ...lane, direction: event.direction, half: null, parts: null };
    case 'half-read':
      return { ...lane, half: event.half };
    case 'part-read':
      return { ...lane, half: null, parts: event.parts };
    case 'code-read':
      return lane.half === null && lane.parts === null ? lane : { ...lane, half: null, parts: null };
  }
}

/** The waiting half if it is still fresh at `nowMonotonicMs`, else `null`. */
export function freshHalf(lane: Lane, nowMonotonicMs: number): Half | null {
  if (lane.half === null) return null;
  return nowMonotonicMs - lane.half.atMonotonicMs <= HALF_CODE_WAIT_MS ? lane.half : null;
}
