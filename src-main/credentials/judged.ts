/** What does the reader of one signed form answer? */

import type { CodeWarning, CredentialKind, PersonFields, SubjectKey } from '../core/code/code.ts';
import { SAYS_NOTHING } from '../core/code/code.ts';
import type { PassTerms, Proof, ProofState } from '../core/code/credential.ts';
import { MAX_FIELD_LENGTH } from './limits.ts';
import type { Trust } from './trust/trust.ts';

export type Judged = {
  readonly kind: CredentialKind;
  readonly key: SubjectKey;
  readonly fields: PersonFields;
  readonly warnings: readonly CodeWarning[];
  readonly proof: Proof;
  readonly pass: PassTerms | null;
  /** What business rules are asked about: an EU DCC payload and its frame. `null` for every other form. */
  readonly dcc: DccForRules | null;
};

export type DccForRules = {
  readonly payload: unknown;
  readonly issuerCountry: string | null;
  readonly issuedAtUtcMs: number | null;
  readonly expiresAtUtcMs: number | null;
};

/** Reads one form; never throws, whatever the text. */
export type SignedFormReader = (text: string, trust: Trust, nowUtcMs: number) => Judged;

/** A code that is not what it claims to be: nothing that it says is passed on, and it is known again by its text alone. */
export function forged(kind: CredentialKind, text: string, detail: string): Judged {
  return refusedProof(kind, text, { state: 'forged', detail, issuer: null });
}

/** A well-formed code of which nothing can be believed, with the state that says why. */
export function refusedProof(kind: CredentialKind, text: string, proof: Proof): Judged {
  return {
    kind,
    key: { scheme: 'opaque', value: text },
    fields: SAYS_NOTHING,
    warnings: [],
    proof,
    pass: null,
    dcc: null,
  };
}

/** Genuine at least in its signature: the gravest of what is wrong with its times, or *verified*. */
export function proofInTime(
  issuer: string,
  times: {
    readonly isRevoked: boolean;
    readonly notBeforeUtcMs: number | null;
    readonly expiresAtUtcMs: number | null;
    readonly signerNotAfterUtcMs: number | null;
  },
  nowUtcMs: number,
): Proof {
  const state = stateInTime(times, nowUtcMs);
  return { state, detail: state, issuer };
}

function stateInTime(
  times: Parameters<typeof proofInTime>[1],
  nowUtcMs: number,
): Exclude<ProofState, 'forged' | 'unknown-issuer'> {
  if (times.isRevoked) return 'revoked';
  if (times.expiresAtUtcMs !== null && times.expiresAtUtcMs < nowUtcMs) return 'expired';
  if (times.notBeforeUtcMs !== null && times.notBeforeUtcMs > nowUtcMs) return 'not-yet-valid';
  if (times.signerNotAfterUtcMs !== null && times.signerNotAfterUtcMs < nowUtcMs) return 'signer-expired';
  return 'verified';
}

/** Text from a code, fit to be shown and kept: one line, no controls, not endless; `null` where nothing is left. */
export function plainText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .slice(0, MAX_FIELD_LENGTH * 4)
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, MAX_FIELD_LENGTH)
    // The cut may have left half a letter.
    .replace(/\p{Cs}$/u, '');
  return text === '' ? null : text;
}
