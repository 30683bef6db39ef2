/** Does the gate judge one NZ COVID Pass as the specification's examples say? */

import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { readNzcp } from '../../src-main/credentials/formats/nzcp.ts';
import type { TrustedKey } from '../../src-main/credentials/trust/trust.ts';
import type { CheckAnswer, ConformanceCase } from './case.ts';
import { clockOf, trusting } from './case.ts';

const did = z.object({
  id: z.string(),
  verificationMethod: z.array(z.object({ id: z.string(), publicKeyJwk: z.record(z.string(), z.string()) })),
  assertionMethod: z.array(z.string()),
});

const STATES: Readonly<Record<string, readonly string[]>> = {
  valid: ['verified'],
  'bad-signature': ['forged'],
  'unknown-key': ['unknown-issuer'],
  'untrusted-issuer': ['unknown-issuer'],
  expired: ['expired'],
  'not-yet-active': ['not-yet-valid'],
  revoked: ['unknown-issuer', 'revoked'],
};

export function judgeNzcpCase(line: ConformanceCase): readonly CheckAnswer[] {
  const { proof } = readNzcp(String(line.payload), trusting(keysOf(line.did)), clockOf(line));
  const expected = STATES[String(line.expected.reason ?? line.expected.verdict)] ?? ['forged', 'unknown-issuer'];
  return [{ check: 'VERDICT', why: expected.includes(proof.state) ? null : `${proof.state}: ${proof.detail}` }];
}

function keysOf(document: unknown): readonly TrustedKey[] {
  const { id, verificationMethod, assertionMethod } = did.parse(document);
  return verificationMethod
    .filter((method) => assertionMethod.includes(method.id))
    .map((method) => ({
      kind: 'nzcp' as const,
      issuer: id,
      kid: method.id.slice(method.id.indexOf('#') + 1),
      spki: createPublicKey({ key: method.publicKeyJwk, format: 'jwk' })
        .export({ format: 'der', type: 'spki' })
        .toString('base64'),
      certificate: null,
      usages: null,
      notBeforeUtcMs: null,
      notAfterUtcMs: null,
    }));
}
