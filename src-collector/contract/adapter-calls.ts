/** Which calls say what waits for other systems, and let it be tried again? */

import { z } from 'zod';
import { call, nothing } from './console-call.ts';

const count = z.int().min(0);
const utcMs = z.number().nullable();
const adapterName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

const adapterRow = z.strictObject({
  name: adapterName,
  waiting: count,
  /** When the first of what waits was stored here. */
  oldestAtUtcMs: utcMs,
  setAside: count,
  /** Whether an instance sees to it now. */
  isAttended: z.boolean(),
  /** In a row. */
  failures: count,
  trouble: z.string().nullable(),
  retryAtUtcMs: utcMs,
  takenAtUtcMs: utcMs,
  /** What that system does not take, the newest hundred. */
  aside: z.array(
    z.strictObject({
      device: z.uuid(),
      epoch: z.string(),
      seq: z.int().min(1),
      kind: z.string(),
      reason: z.string(),
      refusedAtUtcMs: z.number(),
    }),
  ),
});
export type AdapterRow = z.infer<typeof adapterRow>;

export const adapterCalls = {
  'adapters.list': call({
    kind: 'read',
    who: ['operator'],
    input: nothing,
    output: z.strictObject({ adapters: z.array(adapterRow) }),
  }),
  /** What was set aside goes out again, ten thousand at once, and what waits does not wait any longer. */
  'adapters.retry': call({
    kind: 'write',
    who: ['operator'],
    input: z.strictObject({ name: adapterName }),
    output: z.strictObject({ entries: count }),
  }),
} as const;
