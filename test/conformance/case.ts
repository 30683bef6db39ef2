/** What is one line of the conformance files, and what does a judge say of it? */

import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { Trust, TrustedKey } from '../../src-main/credentials/trust/trust.ts';
import { NO_TRUST } from '../../src-main/credentials/trust/trust.ts';

/** The fields that every suite has; the rest differ from form to form and are read by its judge. */
export const conformanceCase = z.looseObject({
  suite: z.string(),
  id: z.string(),
  format: z.string(),
  payload: z.union([z.string(), z.array(z.string())]),
  clock: z.string().nullish(),
  cert: z.string().nullish(),
  spki: z.string().nullish(),
  kid: z.string().nullish(),
  expected: z.looseObject({
    checks: z.record(z.string(), z.boolean()).optional(),
    verdict: z.string().optional(),
  }),
  disputed: z.record(z.string(), z.string()).nullish(),
});
export type ConformanceCase = z.infer<typeof conformanceCase>;

/** `why` says in a few words what was seen instead; `null` where the check is met. */
export type CheckAnswer = { readonly check: string; readonly why: string | null };

/** The clock of a case; cases without one are judged at a time when their certificates were in use. */
export function clockOf(line: ConformanceCase, fallbackUtcMs = Date.UTC(2022, 0, 15)): number {
  const utcMs = Date.parse(line.clock ?? '');
  return Number.isNaN(utcMs) ? fallbackUtcMs : utcMs;
}

/** A gate that trusts these keys, whatever key id is asked for where `anyKeyId` is set. */
export function trusting(keys: readonly TrustedKey[], anyKeyId = false): Trust {
  return {
    ...NO_TRUST,
    version: 'conformance',
    findKeys: (kind, kid) => keys.filter((key) => key.kind === kind && (anyKeyId || key.kid === kid)),
    keysOf: (kind) => keys.filter((key) => key.kind === kind),
  };
}

/** The extended key usages of EU DCC signers, in both spellings that are in use. */
const DCC_USAGE = /^1\.3\.6\.1\.4\.1\.(?:0\.)?1847\.2021\.1\.([123])$/;
const USAGE_NAMES = ['test', 'vaccination', 'recovery'] as const;

/** The signer of a case as a trust list would have it; `null` where the case names none or it cannot be read. */
export function signerOf(line: ConformanceCase, kind: TrustedKey['kind']): TrustedKey | null {
  const bare = {
    kind,
    issuer: 'XX',
    kid: '',
    certificate: null,
    usages: null,
    notBeforeUtcMs: null,
    notAfterUtcMs: null,
  };
  if (typeof line.spki === 'string') return { ...bare, spki: line.spki };
  if (typeof line.cert !== 'string') return null;
  try {
    const certificate = new X509Certificate(Buffer.from(line.cert, 'base64'));
    const named = (certificate.keyUsage as readonly string[] | undefined) ?? [];
    const usages = named.flatMap((oid) => USAGE_NAMES[Number(DCC_USAGE.exec(oid)?.[1]) - 1] ?? []);
    return {
      ...bare,
      spki: certificate.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      usages: named.length === 0 ? null : usages,
    };
  } catch {
    return null;
  }
}
