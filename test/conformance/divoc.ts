/** Does the gate judge one DIVOC certificate as the samples say? */

import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { ProofState } from '../../src-main/core/code/credential.ts';
import { readDivoc } from '../../src-main/credentials/formats/divoc.ts';
import type { TrustedKey } from '../../src-main/credentials/trust/trust.ts';
import type { CheckAnswer, ConformanceCase } from './case.ts';
import { clockOf, trusting } from './case.ts';

const pems = z.record(z.string(), z.string());

/** A placeholder for a signature is no signature, however far the gate could look into it. */
const ACCEPTED: Readonly<Record<string, readonly ProofState[]>> = {
  valid: ['verified'],
  'invalid-signature': ['forged', 'unknown-issuer'],
};

export function judgeDivocCase(line: ConformanceCase): readonly CheckAnswer[] {
  const { proof } = readDivoc(String(line.payload), trusting(keysOf(line.publicKeys)), clockOf(line));
  const accepted = ACCEPTED[String(line.expected.verdict)] ?? ['forged'];
  return [{ check: 'VERDICT', why: accepted.includes(proof.state) ? null : `${proof.state}: ${proof.detail}` }];
}

function keysOf(published: unknown): readonly TrustedKey[] {
  return Object.entries(pems.parse(published)).map(([did, pem]) => ({
    kind: 'divoc',
    issuer: did,
    kid: did,
    spki: createPublicKey(pem).export({ format: 'der', type: 'spki' }).toString('base64'),
    certificate: null,
    usages: null,
    notBeforeUtcMs: null,
    notAfterUtcMs: null,
  }));
}
