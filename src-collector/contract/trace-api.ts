/** What may be asked of traces, and by whom? Plugged into the console's calls. */

import { z } from 'zod';
import { VENUE_KINDS } from '../../src-main/contract/settings.ts';

const DAY_MS = 86_400_000;
export const LONGEST_WINDOW_MS = 31 * DAY_MS;

/** Who asks, as the door has seen them; never out of a request. */
export type Officer = { readonly accountId: string; readonly name: string; readonly role: string };

const utcMs = z.int().min(0).max(253_402_300_799_999);
/** Goes to the venue and stays when the results are gone: nobody's number belongs into it. */
const words = z
  .string()
  .trim()
  .min(3)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
  .refine((text) => !/\d{9}/.test(text.replace(/[\s.-]/g, '')), { message: 'number-in-text' });
const entryKey = z.strictObject({
  device: z.uuid(),
  epoch: z.string().regex(/^[0-9a-f]{32}$/),
  seq: z.int().min(1),
});

export const traceParameters = z.strictObject({
  overlapMinutes: z.int().min(1).max(1_440).default(15),
  afterMinutes: z.int().min(0).max(240).default(0),
  laneMinutes: z.int().min(0).max(30).default(2),
  /** Instead of the usual stay, by kind of venue. */
  stayMinutes: z.partialRecord(z.enum(VENUE_KINDS), z.int().min(1).max(1_440)).default({}),
});

export const openCaseInput = z
  .strictObject({
    purpose: words,
    legalBasis: words,
    /** Tags that the authority made on its own machine, or an entry of the person. Never a number. */
    index: z.union([
      z.strictObject({
        tags: z
          .array(z.string().regex(/^[0-9a-f]{64}$/))
          .min(1)
          .max(60),
      }),
      z.strictObject({ entry: entryKey }),
    ]),
    fromUtcMs: utcMs,
    toUtcMs: utcMs,
    parameters: traceParameters.prefault({}),
  })
  .refine(({ fromUtcMs, toUtcMs }) => toUtcMs > fromUtcMs && toUtcMs - fromUtcMs <= LONGEST_WINDOW_MS, {
    message: 'window',
  });

export const caseInput = z.strictObject({ caseId: z.uuid() });
export const listCasesInput = z.strictObject({
  /** This one alone. */
  caseId: z.uuid().optional(),
  beforeUtcMs: utcMs.optional(),
  limit: z.int().min(1).max(100).default(50),
});
export const decideCaseInput = z.strictObject({ caseId: z.uuid(), decision: z.enum(['approve', 'refuse']) });

export type OpenCaseInput = z.infer<typeof openCaseInput>;
export type ListCasesInput = z.infer<typeof listCasesInput>;
export type DecideCaseInput = z.infer<typeof decideCaseInput>;
export type TraceParameters = z.infer<typeof traceParameters>;

export const traceCounts = z.object({
  indexEntries: z.int(),
  stays: z.int(),
  venues: z.int(),
  contacts: z.int(),
  /** Contacts of whom no entry is sealed: nobody can open them. */
  unopenable: z.int(),
  /** Contacts whose closest episode rests on an inferred bound, in part or wholly. */
  inferred: z.int(),
});
export type TraceCounts = z.infer<typeof traceCounts>;

export type TraceRefusal =
  | 'unknown-entry'
  | 'entry-without-tag'
  | 'nothing-found'
  | 'too-many-entries'
  | 'unknown-case'
  | 'same-person'
  | 'already-decided'
  | 'not-approved'
  | 'results-deleted';

export type Refused = { readonly type: 'refused'; readonly reason: TraceRefusal };

export type TraceCase = {
  readonly caseId: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly askedName: string;
  readonly askedAt: Date;
  readonly from: Date;
  readonly to: Date;
  readonly parameters: TraceParameters;
  readonly state: 'asked' | 'approved' | 'refused' | 'expired';
  readonly decidedName: string | null;
  readonly decidedAt: Date | null;
  readonly counts: TraceCounts;
  readonly resultsDeletedAt: Date | null;
  readonly handOuts: number;
};
