/** Which call gives a program the entries themselves, without their persons? */

import { z } from 'zod';
import { call } from './console-call.ts';
import { unitPath } from './unit-path.ts';

export const MOST_ENTRIES_A_PAGE = 500;

const pagedEntry = z.strictObject({
  device: z.uuid(),
  epoch: z.string(),
  seq: z.int().min(1),
  /** By the gate's clock. */
  wallUtcMs: z.number(),
  receivedAtUtcMs: z.number(),
  unit: unitPath,
  venueId: z.string(),
  venueKind: z.string(),
  laneId: z.string(),
  direction: z.string(),
  readerKind: z.string(),
  codeKind: z.string(),
  verification: z.string(),
  verdict: z.string(),
  reasons: z.array(z.string()),
  /** The seq, in the same epoch, of an admission that this takes back. */
  corrects: z.number().nullable(),
  isErased: z.boolean(),
});
export type PagedEntry = z.infer<typeof pagedEntry>;

export const entryCalls = {
  /**
   * In the order of arrival, up to a minute ago: what is still being stored cannot slip in before the cursor. The same cursor gives the
   * same page, and who goes on from page to page misses none and gets none twice.
   */
  'entries.page': call({
    kind: 'read',
    who: ['officer', 'operator'],
    scope: 'entries:read',
    input: z.strictObject({
      unit: unitPath,
      /** `next` of the page before; `null` = from the beginning of what is kept. */
      cursor: z.string().max(300).nullable(),
      limit: z.int().min(1).max(MOST_ENTRIES_A_PAGE).default(MOST_ENTRIES_A_PAGE),
    }),
    output: z.strictObject({
      entries: z.array(pagedEntry).max(MOST_ENTRIES_A_PAGE),
      /** Where to go on, also when nothing is new; `null` = there has been nothing yet. */
      next: z.string().nullable(),
      /** Whether there is more by now; else ask again in a minute. */
      hasMore: z.boolean(),
    }),
  }),
} as const;
