/** What is a signed code worth, and what does it say? */

import type {
  BadgeCode,
  CodeWarning,
  CredentialKind,
  OpaqueCode,
  PersonCode,
  PersonFields,
  PlaceCode,
  SubjectKey,
  UnreadableCode,
} from './code.ts';

/**
 * What the signature is worth, so that a guard and a log can tell the cases apart. The gravest that holds is the one that is said,
 * in this order: forged, unknown issuer, revoked, expired, not yet valid, signer expired, verified.
 */
export const PROOF_STATES = [
  'verified',
  /** Genuine signature, but the certificate that made it has expired. */
  'signer-expired',
  'expired',
  'not-yet-valid',
  /** Well formed, but nobody whom this gate trusts for this kind of code has signed it. */
  'unknown-issuer',
  /** Does not decode, or the signature is not that of the issuer it names. */
  'forged',
  'revoked',
] as const;
export type ProofState = (typeof PROOF_STATES)[number];

export type Proof = {
  readonly state: ProofState;
  /** One word finer than the state, for logs and tests: `signature`, `base45`, `no-key`, `key-usage`, … Never from the code itself. */
  readonly detail: string;
  /** As the trust list names it (country, URL); `null` where no trusted key was found. */
  readonly issuer: string | null;
};

/** What the venue's business rules (CertLogic) said; `open` = a rule could not be answered. */
export type RulesOutcome = { readonly version: string; readonly outcome: 'met' | 'not-met' | 'open' };

/** For whom passes are made: people without a phone or a card. */
export const PASS_PURPOSES = ['visitor', 'driver', 'companion', 'contractor', 'other'] as const;
export type PassPurpose = (typeof PASS_PURPOSES)[number];

/** On what terms a pass of the venue lets its holder in. */
export type PassTerms = {
  readonly isOneTime: boolean;
  /** `null` = every lane. */
  readonly laneIds: readonly string[] | null;
};

export type CredentialCode = {
  readonly type: 'credential';
  readonly kind: CredentialKind;
  /** The certificate's own number where it has one; never `null`, so that a repeat is known as one. */
  readonly key: SubjectKey;
  /** Nothing of a forged code is passed on. */
  readonly fields: PersonFields;
  readonly warnings: readonly CodeWarning[];
  readonly proof: Proof;
  /** Names every trust list, revocation list and rule set that was in force. */
  readonly trustVersion: string;
  readonly rules: RulesOutcome | null;
  readonly pass: PassTerms | null;
};

/** What is decided about: signed text opened, the rest as it was recognised. */
export type OpenedCode = PersonCode | PlaceCode | OpaqueCode | BadgeCode | UnreadableCode | CredentialCode;
