/** What may a gate know of the traces that found its entries? */

import { z } from 'zod';

/** `POST {url}/v1/accesses`, with the same proof as a batch. A gate asks of its own entries alone. */
export const accessesRequest = z.object({ device: z.uuid() });

const access = z.object({
  caseId: z.string(),
  askedAtUtcMs: z.number(),
  purpose: z.string(),
  legalBasis: z.string(),
  state: z.string(),
  /** How many entries of this gate were found. */
  entries: z.int(),
  askedRole: z.string(),
  decidedRole: z.string().nullable(),
  /** Only where the collector is set to tell them. */
  askedName: z.string().nullable(),
  decidedName: z.string().nullable(),
  lastHandedOutAtUtcMs: z.number().nullable(),
});

export const accessesAnswer = z.object({ accesses: z.array(access).max(100), serverTimeUtcMs: z.number() });
export type AccessesAnswer = z.infer<typeof accessesAnswer>;
export type Access = z.infer<typeof access>;
