/** Which call gives a unit's figures as a file, and who may make it? */

import { z } from 'zod';
import { call } from './console-call.ts';
import { unitPath } from './unit-path.ts';

export const DOCUMENT_FORMATS = ['csv', 'xlsx', 'pdf'] as const;
export const documentFormat = z.enum(DOCUMENT_FORMATS);
export type DocumentFormat = z.infer<typeof documentFormat>;

export const reportCalls = {
  /** Counts and names of units and venues; there is no personal data in it. */
  'figures.document': call({
    kind: 'read',
    who: ['viewer', 'officer', 'operator'],
    scope: 'figures:read',
    input: z.strictObject({
      unit: unitPath,
      kind: z.enum(['day', 'week', 'month']),
      /** Any day of the period, in Vietnam. */
      day: z.iso.date(),
      format: documentFormat,
      language: z.enum(['vi', 'en']).default('vi'),
    }),
    output: z.strictObject({ name: z.string(), type: z.string(), base64: z.base64() }),
  }),
} as const;
