/** What is a certificate behind `HC1:` worth: EU DCC, Vietnam's vaccine certificate, WHO DDCC? */

import { hash } from 'node:crypto';
import type { CredentialKind } from '../../core/code/code.ts';
import { decodeBase45 } from '../envelope/base45.ts';
import type { CoseSign1 } from '../envelope/cose-sign1.ts';
import { readCoseSign1 } from '../envelope/cose-sign1.ts';
import type { CwtClaims } from '../envelope/cwt.ts';
import { readCwt } from '../envelope/cwt.ts';
import { inflate } from '../inflate.ts';
import type { Judged } from '../judged.ts';
import { forged, plainText, proofInTime, refusedProof } from '../judged.ts';
import { isSignedBy, publicKeyOf } from '../signature.ts';
import type { Trust, TrustedKey } from '../trust/trust.ts';
import type { CertificateContent } from './certificate-content.ts';
import { contentOf } from './certificate-content.ts';

export const HC1_PREFIX = 'HC1:';
const ZLIB_MARK = 0x78;

/** How far a text could be opened: the stage at which it failed, or everything that it holds. */
export type OpenedHc1 =
  | { readonly stage: 'prefix' | 'base45' | 'zlib' | 'cose' | 'claims' | 'content' }
  | {
      readonly stage: 'opened';
      readonly cose: CoseSign1;
      readonly claims: CwtClaims;
      readonly content: CertificateContent;
    };

/**
 * EU DCC: `HC1:`, Base45, zlib, COSE_Sign1, CWT, claim -260 (eHealth Network, "Electronic Health Certificate Specification" 1.0.5).
 * Vietnam's certificate is the same (QĐ 5772/QĐ-BYT); WHO DDCC has the same envelope and another content.
 */
export function openHc1(text: string): OpenedHc1 {
  if (!text.startsWith(HC1_PREFIX)) return { stage: 'prefix' };
  const compressed = decodeBase45(text.slice(HC1_PREFIX.length));
  if (compressed === null) return { stage: 'base45' };
  const bytes = compressed[0] === ZLIB_MARK ? inflate(compressed, 'zlib') : null;
  if (bytes === null) return { stage: 'zlib' };
  const cose = readCoseSign1(bytes);
  if (cose === null) return { stage: 'cose' };
  const claims = readCwt(cose.payload);
  if (claims === null) return { stage: 'claims' };
  const content = contentOf(claims);
  return content === null ? { stage: 'content' } : { stage: 'opened', cose, claims, content };
}

/** Reads, verifies and judges one certificate; never throws. */
export function readHc1(text: string, trust: Trust, nowUtcMs: number): Judged {
  const opened = openHc1(text);
  if (opened.stage !== 'opened') return forged('eu-dcc', text, opened.stage);
  const { cose, claims, content } = opened;
  const { kind } = content;
  if (cose.algorithm === null) return forged(kind, text, 'algorithm');
  const candidates = cose.keyId === null ? [] : keysFor(kind, cose.keyId, trust);
  if (candidates.length === 0)
    return refusedProof(kind, text, { state: 'unknown-issuer', detail: 'no-key', issuer: null });
  const signer = candidates.find((key) => isCoseSignedBy(cose, key));
  if (signer === undefined) return forged(kind, text, 'signature');
  if (!maySign(signer, content)) {
    return refusedProof(kind, text, { state: 'unknown-issuer', detail: 'key-usage', issuer: signer.issuer });
  }
  return {
    kind,
    key: { scheme: 'certificate', value: content.id ?? hash('sha256', cose.signed, 'base64url') },
    fields: content.fields,
    warnings: [],
    // Some lists name keys only; the country that the certificate names is signed with it.
    proof: proofInTime(
      signer.issuer === '' ? (plainText(claims.issuer) ?? '') : signer.issuer,
      {
        isRevoked: trust.isHashRevoked(revocationHashes(cose, claims, content)),
        notBeforeUtcMs: claims.notBeforeUtcMs ?? claims.issuedAtUtcMs ?? content.notBeforeUtcMs,
        expiresAtUtcMs: claims.expiresAtUtcMs ?? content.expiresAtUtcMs,
        signerNotAfterUtcMs: signer.notAfterUtcMs,
      },
      nowUtcMs,
    ),
    pass: null,
    dcc: content.dcc === null ? null : dccForRules(content.dcc, claims),
  };
}

/** Whether this key made the message's signature, by the algorithm that the protected header names. */
export function isCoseSignedBy(cose: CoseSign1, trusted: TrustedKey): boolean {
  const key = publicKeyOf(trusted);
  return key !== null && cose.algorithm !== null && isSignedBy(cose.algorithm, key, cose.signed, cose.signature);
}

/** A key that is restricted to some certificates may sign those only (EU DCC extended key usage). */
export function maySign({ usages }: TrustedKey, content: CertificateContent): boolean {
  return usages === null || content.usages.some((usage) => usages.includes(usage));
}

/** Both certificates share one envelope and one kind of key list, so a key of either list may sign either. */
function keysFor(kind: CredentialKind, keyId: Uint8Array, trust: Trust): readonly TrustedKey[] {
  return trust.findKeys(kind, Buffer.from(keyId).toString('base64'));
}

/**
 * What the EU's revocation lists may hold of this certificate: SHA-256 of its number, of country and number, and of its
 * signature; of an ECDSA signature only r, because s can be turned round (eHealth Network, revocation of DCC, 2022).
 */
function revocationHashes(cose: CoseSign1, claims: CwtClaims, content: CertificateContent): readonly Uint8Array[] {
  const { signature, algorithm } = cose;
  const steady = algorithm?.startsWith('ES') === true ? signature.subarray(0, signature.length / 2) : signature;
  const hashes = [sha256(steady)];
  if (content.id !== null) {
    hashes.push(sha256(content.id));
    const countries = new Set([content.country, claims.issuer]);
    for (const country of countries) if (country !== null) hashes.push(sha256(country + content.id));
  }
  return hashes;
}

function sha256(data: string | Uint8Array): Uint8Array {
  return hash('sha256', data, 'buffer');
}

function dccForRules(payload: unknown, { issuer, issuedAtUtcMs, expiresAtUtcMs }: CwtClaims): Judged['dcc'] {
  return { payload, issuerCountry: issuer, issuedAtUtcMs, expiresAtUtcMs };
}
