/** Which files go from a collector to the authority's own machine, to be opened there and nowhere else? */

import { z } from 'zod';

const MOST_ENTRIES = 200_000;

/** What only the authority's key opens; `null`: the entry was not sealed, was dropped, or somebody was taken out of it. */
const sealedEntry = {
  device: z.string().max(40),
  epoch: z.string().max(40),
  seq: z.int(),
  atUtcMs: z.number().nullable(),
  sealed: z.string().max(4_000).nullable(),
  sealedKeyId: z.string().max(40).nullable(),
};

/** The contact list of a case. */
export const caseFile = z.object({
  format: z.literal('gac-cong case 1'),
  caseId: z.string().max(40),
  purpose: z.string(),
  legalBasis: z.string(),
  askedBy: z.string(),
  approvedBy: z.string(),
  contacts: z
    .array(
      z.object({
        place: z.int(),
        rule: z.string().max(40),
        ms: z.number(),
        scannedMs: z.number(),
        ...sealedEntry,
      }),
    )
    .max(MOST_ENTRIES),
});

/** What a collector holds of one person, for that person. */
export const copyFile = z.object({
  format: z.literal('gac-cong copy 1'),
  requestId: z.string().max(40),
  /** The office's own, by which it knows whose request it is. */
  reference: z.string().max(60),
  madeAtUtcMs: z.number(),
  /** There is more than a file takes. */
  isCut: z.boolean(),
  entries: z
    .array(
      z.object({
        ...sealedEntry,
        venue: z.string(),
        unit: z.array(z.string()),
        laneId: z.string(),
        direction: z.string(),
        codeKind: z.string(),
        verdict: z.string(),
      }),
    )
    .max(MOST_ENTRIES),
});

export type CaseFile = z.infer<typeof caseFile>;
export type CopyFile = z.infer<typeof copyFile>;
