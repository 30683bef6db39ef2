/** Which numbers does a screen put on the watch list, and which stand there? */

import { oc } from '@orpc/contract';
import { z } from 'zod';

export const watchListItem = z.strictObject({
  id: z.int(),
  maskedNumber: z.string(),
  action: z.enum(['check', 'refuse']),
  addedAtUtcMs: z.number(),
  /** `null` = until somebody takes the number off. */
  untilUtcMs: z.number().nullable(),
});

export const watchCalls = {
  listWatched: oc.output(z.array(watchListItem)),
  addWatched: oc
    .input(
      z.strictObject({
        number: z
          .string()
          .trim()
          .regex(/^[0-9A-Za-z]{6,20}$/),
        action: z.enum(['check', 'refuse']),
        /** Taken off by itself afterwards; `null` = by hand alone. */
        keepDays: z.int().min(1).max(3_650).nullable().default(null),
      }),
    )
    .output(z.strictObject({ type: z.literal('added') })),
  removeWatched: oc.input(z.strictObject({ id: z.int() })).output(z.strictObject({ type: z.literal('removed') })),
};

export type WatchListItem = z.infer<typeof watchListItem>;
