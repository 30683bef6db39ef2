/** A New Zealand COVID Pass of an issuer that does not exist, signed. */

import { encode } from 'cborg';
import type { TrustedKey } from '../../../src-main/credentials/trust/trust.ts';
import type { TestSigner } from './sign-cose.ts';
import { coseSign1, trustedKey } from './sign-cose.ts';
import { SIGNED_UTC_MS } from './sign-hc1.ts';

export const NZCP_ISSUER = 'did:web:nzcp.kiem-thu.example';
const KEY_NAME = 'key-1';
const DAY_S = 86_400;

export type NzcpClaims = {
  readonly issuer?: string;
  readonly notBeforeS?: number;
  readonly expiresAtS?: number;
  readonly algorithm?: number;
  readonly birthDate?: string;
  readonly givenName?: string;
  readonly familyName?: string;
};

/** The claims of a pass, with what the case wants otherwise. */
export function nzcpPayload(claims: NzcpClaims = {}): Uint8Array {
  const notBeforeS = claims.notBeforeS ?? SIGNED_UTC_MS / 1_000 - DAY_S;
  return encode(
    new Map<unknown, unknown>([
      [1, claims.issuer ?? NZCP_ISSUER],
      [5, notBeforeS],
      [4, claims.expiresAtS ?? notBeforeS + 180 * DAY_S],
      [7, new Uint8Array(16).fill(1)],
      [
        'vc',
        {
          '@context': ['https://www.w3.org/2018/credentials/v1'],
          version: '1.0.0',
          type: ['VerifiableCredential', 'PublicCovidPass'],
          credentialSubject: {
            givenName: claims.givenName ?? 'Thử Văn',
            familyName: claims.familyName ?? 'Kiểm',
            dob: claims.birthDate ?? '1999-01-01',
          },
        },
      ],
    ]),
  );
}

export function signNzcp(signer: TestSigner, claims: NzcpClaims = {}): string {
  const cose = coseSign1(signer, {
    protectedHeader: new Map<number, unknown>([
      [4, Buffer.from(KEY_NAME)],
      [1, claims.algorithm ?? -7],
    ]),
    unprotectedHeader: new Map(),
    payload: nzcpPayload(claims),
  });
  return `NZCP:/1/${encodeBase32(cose)}`;
}

export function nzcpKey(signer: TestSigner, more: Partial<TrustedKey> = {}): TrustedKey {
  return trustedKey('nzcp', signer, NZCP_ISSUER, { kid: KEY_NAME, ...more });
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31] ?? '';
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + (ALPHABET[(held << (5 - bits)) & 31] ?? '');
}
