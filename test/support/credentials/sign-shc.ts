/** A SMART Health Card of an issuer that does not exist, signed. */

import { deflateRawSync } from 'node:zlib';
import type { TrustedKey } from '../../../src-main/credentials/trust/trust.ts';
import type { TestSigner } from './sign-cose.ts';
import { signBytes, trustedKey } from './sign-cose.ts';
import { SIGNED_UTC_MS } from './sign-hc1.ts';

export const SHC_ISSUER = 'https://kiem-thu.example/shc';
export const SHC_KEY_ID = 'kiem-thu-1';

export const PATIENT = {
  resourceType: 'Patient',
  name: [{ family: 'Kiểm', given: ['Thử', 'Văn'] }],
  birthDate: '1999-01-01',
};

/** The claims of a card; `undefined` leaves one out. */
export function shcClaims(claims: Readonly<Record<string, unknown>> = {}, patients: readonly unknown[] = [PATIENT]) {
  const { rid, ...outer } = claims;
  return {
    iss: SHC_ISSUER,
    nbf: SIGNED_UTC_MS / 1_000 - 86_400.25,
    ...outer,
    vc: {
      type: ['https://smarthealth.cards#health-card'],
      credentialSubject: {
        fhirVersion: '4.0.1',
        fhirBundle: { resourceType: 'Bundle', entry: patients.map((resource) => ({ resource })) },
      },
      ...(rid === undefined ? {} : { rid }),
    },
  };
}

export const SHC_HEADER = { zip: 'DEF', alg: 'ES256', kid: SHC_KEY_ID };

/** The bare JWS of a payload. */
export function signCardJws(signer: TestSigner, claims: unknown = shcClaims(), header: unknown = SHC_HEADER): string {
  return signCardBytes(signer, deflateRawSync(JSON.stringify(claims)), header);
}

/** The same of any bytes, deflated or not. */
export function signCardBytes(signer: TestSigner, payload: Uint8Array, header: unknown = SHC_HEADER): string {
  const signed = `${base64url(JSON.stringify(header))}.${base64url(payload)}`;
  return `${signed}.${base64url(signBytes(signer, Buffer.from(signed)))}`;
}

/** The text of its QR code: two digits for each letter. */
export function shcText(jws: string): string {
  return `shc:/${Array.from(jws, (letter) => String(letter.charCodeAt(0) - 45).padStart(2, '0')).join('')}`;
}

export function shcKey(signer: TestSigner, more: Partial<TrustedKey> = {}): TrustedKey {
  return trustedKey('shc', signer, SHC_ISSUER, { kid: SHC_KEY_ID, ...more });
}

function base64url(data: string | Uint8Array): string {
  return Buffer.from(data).toString('base64url');
}
