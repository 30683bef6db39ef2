/** What can a venue ask its gate about traces that found its entries? */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import { access } from './trace-notice.ts';

const tracedView = z.strictObject({
  /** The newest first; also those whose results the collector has deleted since. */
  cases: z.array(access).max(200),
  /** When the collector said so last; `null` = it never has. */
  heardAtUtcMs: z.number().nullable(),
});

export const tracedCalls = { listTraced: oc.output(tracedView) };
export type TracedView = z.infer<typeof tracedView>;
