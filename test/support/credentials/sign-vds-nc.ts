/** An ICAO seal of a state that does not exist, its signer's certificate, and the authority that issued that. */

import { hash } from 'node:crypto';
import { canonicalJson } from '../../../src-main/credentials/envelope/jcs.ts';
import type { TrustedKey } from '../../../src-main/credentials/trust/trust.ts';
import type { CertificateParts } from './make-certificate.ts';
import { makeCertificate } from './make-certificate.ts';
import type { TestSigner } from './sign-cose.ts';
import { signBytes, testSigner, trustedKey } from './sign-cose.ts';
import { SIGNED_UTC_MS } from './sign-hc1.ts';

export const SEAL_USAGE = '2.23.136.1.1.14.2';
const AUTHORITY_NAME = ['UT', 'Authority of Utopia'] as const;
const YEAR_MS = 365 * 86_400_000;

/** A state: its authority as a trust list has it, and what that authority signs. */
export type TestState = {
  readonly authority: TestSigner;
  readonly key: TrustedKey;
  readonly certify: (signer: TestSigner, parts?: Partial<CertificateParts>) => Buffer;
};

export function testState(more: Partial<TrustedKey> = {}): TestState {
  const authority = testSigner('ES256');
  const certify: TestState['certify'] = (signer, parts = {}) =>
    makeCertificate(
      {
        subject: ['UT', 'Seal signer'],
        issuer: AUTHORITY_NAME,
        spki: signer.spki,
        notBeforeUtcMs: SIGNED_UTC_MS - YEAR_MS,
        notAfterUtcMs: SIGNED_UTC_MS + YEAR_MS,
        isAuthority: false,
        usages: [SEAL_USAGE],
        ...parts,
      },
      authority.privateKey,
    );
  const certificate = certify(authority, { subject: AUTHORITY_NAME, isAuthority: true, usages: [] });
  return { authority, certify, key: authorityKey(authority, certificate, more) };
}

export function authorityKey(signer: TestSigner, der: Buffer, more: Partial<TrustedKey> = {}): TrustedKey {
  return trustedKey('vds-nc', signer, 'UTO', {
    kid: hash('sha256', der, 'base64'),
    certificate: der.toString('base64'),
    ...more,
  });
}

export const SEAL_DATA = {
  hdr: { t: 'icao.vacc', v: 1, is: 'UTO' },
  msg: {
    uvci: 'U000000',
    pid: { n: 'KIEM  THU VAN', dob: '1999-01-01', sex: 'M', i: 'C0000000' },
    ve: [{ des: 'XM68M6', nam: 'Test', dis: 'RA01.0', vd: [{ dvc: '2026-06-01', seq: 1, ctr: 'UTO' }] }],
  },
};

/** The seal as an object: `data` signed in its canonical form, the certificate beside it. */
export function sealOf(signer: TestSigner, certificate: Uint8Array, data: unknown = SEAL_DATA, algorithm?: string) {
  const sigvl = base64url(signBytes(signer, Buffer.from(canonicalJson(data) ?? '')));
  return { data, sig: { alg: algorithm ?? signer.algorithm, sigvl, cer: base64url(certificate) } };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
