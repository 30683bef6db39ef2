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

export type Lane = {
  readonly id: string;
  readonly direction: Direction;
  readonly half: Half | null;
};

export type LaneEvent =
  | { readonly type: 'direction-set'; readonly direction: Direction }
  | { readonly type: 'half-read'; readonly half: Half }
  | { readonly type: 'code-read' };

/** A lane as it starts its day: nothing half read. */
export function newLane(id: string, direction: Direction): Lane {
  return { id, direction, half: null };
}

/** The lane after an event. A whole code, or a turn of direction, forgets any half that was waiting. */
export function nextLane(lane: Lane, event: LaneEvent): Lane {
  switch (event.type) {
    case 'direction-set':
      return { ...lane, direction: event.direction, half: null };
    case 'half-read':
      return { ...lane, half: event.half };
    case 'code-read':
      return lane.half === null ? lane : { ...lane, half: null };
  }
}

/** The waiting half if it is still fresh at `nowMonotonicMs`, else `null`. */
export function freshHalf(lane: Lane, nowMonotonicMs: number): Half | null {
  if (lane.half === null) return null;
  return nowMonotonicMs - lane.half.atMonotonicMs <= HALF_CODE_WAIT_MS ? lane.half : null;
}
