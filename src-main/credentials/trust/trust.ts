/** Whose signature counts, for which kind of code, until when, and what has been taken back? */

import type { CredentialKind } from '../../core/code/code.ts';

/** What a signing key may sign, where its certificate restricts it (EU DCC extended key usage). */
export type DccUsage = 'vaccination' | 'test' | 'recovery';

/** One public key that a trust list names. */
export type TrustedKey = {
  readonly kind: CredentialKind;
  /** Two-letter country (EU DCC, WHO), three-letter country (VDS-NC), issuer URL (SMART), DID (NZCP, DIVOC), gate id (pass). */
  readonly issuer: string;
  /**
   * By what the code names its key: base64 of the COSE key id (EU DCC, WHO), JWK key id (SMART), key id behind the `#` (NZCP),
   * base64 of the SHA-256 of the certificate (VDS-NC authorities), DID (DIVOC), key id (pass).
   */
  readonly kid: string;
  /** DER SubjectPublicKeyInfo, base64. */
  readonly spki: string;
  /** DER certificate, base64, where the list has it. VDS-NC needs it: its codes bring their own signer certificate. */
  readonly certificate: string | null;
  /** `null` = not restricted. */
  readonly usages: readonly DccUsage[] | null;
  readonly notBeforeUtcMs: number | null;
  readonly notAfterUtcMs: number | null;
};

/** A SMART Health Card that its issuer may have taken back. `issuedAtS` is its `nbf`, in seconds. */
export type CardRevocationId = {
  readonly issuer: string;
  readonly kid: string;
  readonly rid: string;
  readonly issuedAtS: number;
};

/** All that is known about issuers at one moment. Lookups answer from memory, in microseconds. */
export type Trust = {
  /** Names every list, revocation list and its content; at most 40 characters; `none` for an empty gate. */
  readonly version: string;
  /** Every key under this id: key ids are short, and two issuers may have the same. */
  readonly findKeys: (kind: CredentialKind, kid: string) => readonly TrustedKey[];
  /** Every key of this kind, e.g. the certificate authorities of VDS-NC. */
  readonly keysOf: (kind: CredentialKind) => readonly TrustedKey[];
  /** Whether one of these SHA-256 hashes (16 bytes or more; the first 8 are compared) is on a revocation list. */
  readonly isHashRevoked: (hashes: readonly Uint8Array[]) => boolean;
  readonly isCardRevoked: (card: CardRevocationId) => boolean;
};

/** A gate that has been given no list: everything signed is of an unknown issuer. */
export const NO_TRUST: Trust = {
  version: 'none',
  findKeys: () => [],
  keysOf: () => [],
  isHashRevoked: () => false,
  isCardRevoked: () => false,
};
