/** Which calls trace who was near whom, and who may make them? */

import { z } from 'zod';
import { caseFile } from '../../src-main/contract/case-file.ts';
import { call, nothing } from './console-call.ts';
import {
  caseInput,
  decideCaseInput,
  listCasesInput,
  openCaseInput,
  traceCounts,
  traceParameters,
} from './trace-api.ts';

const utcMs = z.number();

const traceCase = z.strictObject({
  caseId: z.uuid(),
  purpose: z.string(),
  legalBasis: z.string(),
  askedName: z.string(),
  askedAtUtcMs: utcMs,
  fromUtcMs: utcMs,
  toUtcMs: utcMs,
  parameters: traceParameters,
  state: z.enum(['asked', 'approved', 'refused', 'expired']),
  decidedName: z.string().nullable(),
  decidedAtUtcMs: utcMs.nullable(),
  counts: traceCounts,
  resultsDeletedAtUtcMs: utcMs.nullable(),
  handOuts: z.int(),
});

/** Each is noted before it is done. Whoever decides is another account than the one that asked; the database holds it to that. */
export const traceCalls = {
  'trace.open': call({
    kind: 'write',
    who: ['tracer'],
    isSensitive: true,
    largestBodyBytes: 16_384,
    input: openCaseInput,
    output: z.strictObject({ caseId: z.uuid(), counts: traceCounts }),
  }),
  'trace.list': call({
    kind: 'read',
    who: ['tracer', 'privacy'],
    input: listCasesInput,
    output: z.strictObject({ cases: z.array(traceCase) }),
  }),
  'trace.decide': call({
    kind: 'write',
    who: ['tracer', 'privacy'],
    isSensitive: true,
    input: decideCaseInput,
    output: nothing,
  }),
  'trace.handOut': call({
    kind: 'write',
    who: ['tracer'],
    isSensitive: true,
    input: caseInput,
    output: z.strictObject({ file: caseFile }),
  }),
} as const;
