/** What does a gate say on its own screen of the settings that came from afar? */

import { z } from 'zod';
import { FLEET_REFUSALS } from './fleet-settings.ts';

const version = z.int().min(1);
const utcMs = z.number();

export const fromAfarStatus = z.strictObject({
  /** What cannot be changed here: `retention.days`, by whom it was set, and when. */
  locked: z.array(z.strictObject({ field: z.string(), by: z.string(), version, atUtcMs: utcMs })),
  /** In force for some minutes on trial; given back by itself if the gate is not well. */
  trial: version.nullable(),
  /** For a quiet moment. */
  waiting: z.array(version),
  /** The last one that was given back, and why; a word of a newer program is shown as it is. */
  rolledBack: z.strictObject({ version, reason: z.string(), atUtcMs: utcMs }).nullable(),
  /** Why the last file from the collector was not taken. */
  refusal: z.enum(FLEET_REFUSALS).nullable(),
  /** What was set from afar could not be read at the start: the gate runs on its own settings. */
  isUnreadable: z.boolean(),
});
export type FromAfarStatus = z.infer<typeof fromAfarStatus>;
