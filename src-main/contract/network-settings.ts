/** What does a venue set of the way to its collector: whose certificates count, its own, and a proxy? */

import { z } from 'zod';

const PEM = /^-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----$/;
const path = z.string().trim().max(500);

export const networkSettings = z.strictObject({
  /**
   * Certificates of authorities, as PEM text or as the path of a PEM file. Where it is set, only they count, and no public
   * authority does; empty = those that Node trusts.
   */
  ca: z
    .string()
    .trim()
    .max(20_000)
    .refine((text) => PEM.test(text) || (text.length <= 500 && !text.includes('\n') && !isPemText(text)))
    .default(''),
  /** The gate's own certificate and its key, as paths of PEM files, for a collector that asks for one; empty = none. */
  clientCertificate: path.default(''),
  clientKey: path.default(''),
  /** `http://user:password@host:port`; empty = what `HTTPS_PROXY` and `HTTP_PROXY` say. `NO_PROXY` holds for both. */
  proxy: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]).default(''),
});

export type NetworkSettings = z.infer<typeof networkSettings>;

/** Is this the text of certificates itself, and not where they are? */
export function isPemText(ca: string): boolean {
  return ca.startsWith('-----BEGIN');
}
