/** What may a gate know of the traces that found its entries? */

import { z } from 'zod';

/** `POST {url}/v1/accesses`, with the same proof as a batch. A gate asks of its own entries alone. */
export const accessesRequest = z.object({ device: z.uuid() });

export const access = z.object({
  caseId: z.string().max(60),
  askedAtUtcMs: z.number(),
  purpose: z.string().max(300),
  legalBasis: z.string().max(300),
  state: z.string().max(40),
  /** How many entries of this gate were found. */
  entries: z.int(),
  askedRole: z.string().max(40),
  decidedRole: z.string().max(40).nullable(),
  /** Only where the collector is set to tell them. */
  askedName: z.string().max(80).nullable(),
  decidedName: z.string().max(80).nullable(),
  lastHandedOutAtUtcMs: z.number().nullable(),
});

export const accessesAnswer = z.object({ accesses: z.array(access).max(100), serverTimeUtcMs: z.number() });
export type AccessesAnswer = z.infer<typeof accessesAnswer>;
export type Access = z.infer<typeof access>;
