/** Where in a picture does a code seem to be? */

import type { Point } from './grey.ts';

/** Top left, top right, bottom right, bottom left of the symbol itself, without its quiet zone. */
export type Corners = readonly [Point, Point, Point, Point];

/** A symbol that was seen but not read. */
export type Candidate = {
  /** As the symbol would be held upright. */
  readonly corners: Corners;
  /** How many modules it has a side: 21, 25, … 177. */
  readonly dimension: number;
  /** Light on dark. */
  readonly isInverted: boolean;
  /** Seen in a mirror. */
  readonly isMirrored: boolean;
};
