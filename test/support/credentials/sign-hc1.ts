/** A vaccine certificate of a country that does not exist, signed. */

import { deflateSync } from 'node:zlib';
import { encode } from 'cborg';
import type { TestSigner } from './sign-cose.ts';
import { COSE_ALGORITHMS, coseSign1 } from './sign-cose.ts';

/** 2026-11-23 08:00 in Vietnam. */
export const SIGNED_UTC_MS = Date.UTC(2026, 10, 23, 1);
const DAY_S = 86_400;

export type Hc1Claims = {
  readonly issuer?: string;
  readonly issuedAtS?: number;
  readonly expiresAtS?: number;
  readonly certificate?: unknown;
  readonly algorithm?: number;
};

export const VACCINATION = {
  ver: '1.3.0',
  nam: { fn: 'Kiểm', gn: 'Thử Văn', fnt: 'KIEM', gnt: 'THU<VAN' },
  dob: '1999-01-01',
  v: [
    {
      tg: '840539006',
      vp: '1119349007',
      mp: 'EU/1/20/1528',
      ma: 'ORG-100030215',
      dn: 2,
      sd: 2,
      dt: '2026-06-01',
      co: 'XX',
      is: 'Bộ Kiểm Thử',
      ci: 'URN:UVCI:01:XX:000000/TEST#0',
    },
  ],
};

/** The claims of an EU DCC, with what the case wants otherwise. */
export function hc1Payload(claims: Hc1Claims = {}): Uint8Array {
  const issuedAtS = claims.issuedAtS ?? SIGNED_UTC_MS / 1_000 - DAY_S;
  return encode(
    new Map<number, unknown>([
      [1, claims.issuer ?? 'XX'],
      [6, issuedAtS],
      [4, claims.expiresAtS ?? issuedAtS + 365 * DAY_S],
      [-260, new Map([[1, claims.certificate ?? VACCINATION]])],
    ]),
  );
}

export function signHc1(signer: TestSigner, claims: Hc1Claims = {}): string {
  const algorithm = claims.algorithm ?? COSE_ALGORITHMS[signer.algorithm];
  return hc1Text(
    coseSign1(signer, {
      protectedHeader: new Map<number, unknown>([
        [1, algorithm],
        [4, signer.keyId],
      ]),
      unprotectedHeader: new Map(),
      payload: hc1Payload(claims),
    }),
  );
}

/** Any bytes as the text of a certificate. */
export function hc1Text(cose: Uint8Array): string {
  return `HC1:${encodeBase45(deflateSync(cose))}`;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** RFC 9285. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1];
    const value = second === undefined ? first : first * 256 + second;
    text += digit(value % 45) + digit(Math.floor(value / 45) % 45);
    if (second !== undefined) text += digit(Math.floor(value / 2_025));
  }
  return text;
}

function digit(value: number): string {
  return ALPHABET[value] ?? '';
}
