/** Does the gate judge one ICAO VDS-NC seal as the samples say? */

import { createPublicKey, hash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ProofState } from '../../src-main/core/code/credential.ts';
import { readVdsNc } from '../../src-main/credentials/formats/vds-nc.ts';
import type { TrustedKey } from '../../src-main/credentials/trust/trust.ts';
import type { CheckAnswer, ConformanceCase } from './case.ts';
import { clockOf, trusting } from './case.ts';

const SNAPSHOT_FILE = fileURLToPath(new URL('../../../shared/data/credentials/trust-snapshot.jsonl', import.meta.url));

const authorities = z.array(z.object({ id: z.string(), pem: z.string() }));
const snapshotRow = z.object({ country: z.string(), x5c: z.string() });

/** Seals name states by three letters, certificates by two: the states that are in the snapshot. */
const STATES_OF_SNAPSHOT: Readonly<Record<string, string>> = {
  AU: 'AUS',
  EE: 'EST',
  HU: 'HUN',
  JP: 'JPN',
  LU: 'LUX',
  NL: 'NLD',
  TH: 'THA',
};

/** Samples without a clock ask about signature and issuer alone. */
const ACCEPTED: Readonly<Record<string, readonly ProofState[]>> = {
  valid: ['verified', 'signer-expired'],
  // The gate asks for the issuer only after the signature has proved to be that of the certificate in the seal.
  'valid-signature-untrusted-issuer': ['unknown-issuer'],
};

export function judgeVdsNcCase(line: ConformanceCase): readonly CheckAnswer[] {
  const own = authorities.safeParse(line.csca);
  const keys = own.success ? own.data.map(({ id, pem }) => trustedKey(id.split('#')[0] ?? '', pem)) : snapshotKeys();
  const { proof } = readVdsNc(String(line.payload), trusting(keys), clockOf(line));
  const accepted = ACCEPTED[String(line.expected.verdict)] ?? ['forged'];
  return [{ check: 'VERDICT', why: accepted.includes(proof.state) ? null : `${proof.state}: ${proof.detail}` }];
}

let snapshot: readonly TrustedKey[] | null = null;

/** For samples that bring no authority: those of the health master list. */
function snapshotKeys(): readonly TrustedKey[] {
  snapshot ??= existsSync(SNAPSHOT_FILE) ? readFileSync(SNAPSHOT_FILE, 'utf8').split('\n').flatMap(keyOfRow) : [];
  return snapshot;
}

function keyOfRow(row: string): readonly TrustedKey[] {
  if (!row.includes('"ICAO-health"')) return [];
  const { country, x5c } = snapshotRow.parse(JSON.parse(row));
  return [trustedKey(STATES_OF_SNAPSHOT[country] ?? country, Buffer.from(x5c, 'base64'))];
}

function trustedKey(issuer: string, certificateBytes: string | Buffer): TrustedKey {
  const certificate = new X509Certificate(certificateBytes);
  return {
    kind: 'vds-nc',
    issuer,
    kid: hash('sha256', certificate.raw, 'base64'),
    spki: createPublicKey(certificate.toString()).export({ format: 'der', type: 'spki' }).toString('base64'),
    certificate: certificate.raw.toString('base64'),
    usages: null,
    notBeforeUtcMs: Date.parse(certificate.validFrom),
    notAfterUtcMs: Date.parse(certificate.validTo),
  };
}
