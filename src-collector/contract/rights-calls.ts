/** Which calls serve a person's rights, a breach, and the proof that days are gone, and who may make them? */

import { z } from 'zod';
import { copyFile } from '../../src-main/contract/case-file.ts';
import { call, nothing } from './console-call.ts';
import {
  breach,
  breachCounts,
  breachForm,
  breachQueryInput,
  found,
  holidays,
  listRequestsInput,
  ofPersonInput,
  receipt,
  registerBreachInput,
  registerInput,
  request,
  requestInput,
  settleBreachInput,
  step,
  stepInput,
} from './rights-api.ts';
import { unitPath } from './unit-path.ts';

const breachInput = z.strictObject({ breachId: z.uuid() });
const LARGE_BODY_BYTES = 16_384;

const purgeReceipt = z.strictObject({
  id: z.int(),
  day: z.string(),
  /** `keep-days:31`, or `before:2026-11-01`. */
  rule: z.string(),
  purgedAtUtcMs: z.number(),
  /** Within the asker's unit. */
  entries: z.int(),
  units: z.array(z.strictObject({ unit: unitPath, entries: z.int() })),
  /** How many chains of gates ended in it, and the hash over what each said last. */
  heads: z.int(),
  headsHash: z.string(),
  hash: z.string(),
});
export type PurgeReceipt = z.infer<typeof purgeReceipt>;

/** Each that touches a person's entries is noted before it is done. No name and no number goes in, and none comes out in the clear. */
export const rightsCalls = {
  'rights.register': call({
    kind: 'write',
    who: ['privacy'],
    input: registerInput,
    output: z.strictObject({ requestId: z.uuid() }),
  }),
  /** What is overdue first, then by what is due next. */
  'rights.list': call({
    kind: 'read',
    who: ['privacy'],
    input: listRequestsInput,
    output: z.strictObject({ requests: z.array(request) }),
  }),
  'rights.show': call({
    kind: 'read',
    who: ['privacy'],
    input: requestInput,
    output: z.strictObject({ request, steps: z.array(step), receipts: z.array(receipt) }),
  }),
  'rights.step': call({ kind: 'write', who: ['privacy'], isSensitive: true, input: stepInput, output: nothing }),
  'rights.find': call({
    kind: 'write',
    who: ['privacy'],
    isSensitive: true,
    largestBodyBytes: LARGE_BODY_BYTES,
    input: ofPersonInput,
    output: found,
  }),
  'rights.copy': call({
    kind: 'write',
    who: ['privacy'],
    isSensitive: true,
    largestBodyBytes: LARGE_BODY_BYTES,
    input: ofPersonInput,
    output: z.strictObject({ file: copyFile }),
  }),
  'rights.erase': call({
    kind: 'write',
    who: ['privacy'],
    isSensitive: true,
    largestBodyBytes: LARGE_BODY_BYTES,
    input: ofPersonInput,
    output: z.strictObject({ receipt }),
  }),
  'rights.holidays': call({ kind: 'read', who: ['privacy', 'operator'], input: nothing, output: holidays }),
  'rights.setHolidays': call({ kind: 'write', who: ['privacy', 'operator'], input: holidays, output: nothing }),

  'breach.query': call({
    kind: 'read',
    who: ['privacy'],
    isSensitive: true,
    input: breachQueryInput,
    output: z.strictObject({ counts: breachCounts }),
  }),
  'breach.register': call({
    kind: 'write',
    who: ['privacy'],
    isSensitive: true,
    input: registerBreachInput,
    output: z.strictObject({ breach }),
  }),
  'breach.list': call({
    kind: 'read',
    who: ['privacy'],
    input: z.strictObject({ limit: z.int().min(1).max(200).default(50) }),
    output: z.strictObject({ breaches: z.array(breach) }),
  }),
  'breach.settle': call({
    kind: 'write',
    who: ['privacy'],
    isSensitive: true,
    input: settleBreachInput,
    output: nothing,
  }),
  'breach.document': call({
    kind: 'read',
    who: ['privacy'],
    isSensitive: true,
    input: breachInput,
    output: breachForm,
  }),

  /** Newest first; the next page begins before the last one's `id`. */
  'receipts.list': call({
    kind: 'read',
    who: ['privacy', 'operator'],
    scope: 'audit:read',
    input: z.strictObject({
      beforeId: z.int().min(1).nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: z.strictObject({ receipts: z.array(purgeReceipt) }),
  }),
} as const;
