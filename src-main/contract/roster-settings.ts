/** How does a venue use the list of who is expected? */

import { z } from 'zod';
import { ROSTER_MODES } from '../core/entry/roster.ts';

export const rosterSettings = z.strictObject({
  /** What becomes of who is not on the list; `off`: it only says who it is. */
  mode: z.enum(ROSTER_MODES).default('off'),
  /** How many days visitors and guests stay on the list after their day. */
  keepDays: z.int().min(0).max(365).default(1),
  /** Whom the shift expects; 0 = as many as the list does. */
  expected: z.int().min(0).max(1_000_000).default(0),
  /** How many a minute one lane can do; at nine tenths of it the screen advises to open another. */
  laneCeiling: z.int().min(1).max(200).default(20),
});
