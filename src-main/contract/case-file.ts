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

/** The authority's own file: nobody else ever has it. X25519, the 32 raw bytes as base64url. */
export const privateKeyFile = z.strictObject({ id: z.string().max(40), privateKey: z.string().regex(/^[\w-]{43}$/) });

/** What a gate sealed; another gate may be newer or older. */
export const sealedPerson = z.object({
  name: z.string().nullish(),
  number: z.string().nullish(),
  birthDate: z.object({ year: z.int(), month: z.int().nullish(), day: z.int().nullish() }).nullish().catch(null),
  sex: z.string().nullish(),
  phone: z.string().nullish(),
});

/** Why an entry stays closed: no gate sealed it, it was sealed to another key, or it was changed or moved. */
export type Unopened = 'not-sealed' | 'other-key' | 'does-not-open';

export type CaseFile = z.infer<typeof caseFile>;
export type CopyFile = z.infer<typeof copyFile>;
export type PrivateKeyFile = z.infer<typeof privateKeyFile>;
export type SealedPerson = z.infer<typeof sealedPerson>;
