/** What is a SMART Health Card worth (`shc:/`)? */

import { hash } from 'node:crypto';
import type { CompactJws } from '../envelope/jws.ts';
import { jsonOf, readCompactJws } from '../envelope/jws.ts';
import { inflate } from '../inflate.ts';
import type { Judged } from '../judged.ts';
import { forged, proofInTime, refusedProof } from '../judged.ts';
import { isSignedBy, publicKeyOf } from '../signature.ts';
import type { Trust, TrustedKey } from '../trust/trust.ts';
import type { CardClaims } from './shc-claims.ts';
import { cardClaimsOf } from './shc-claims.ts';

const FORM = /^shc:\/((?:\d\d)+)$/;
/** What two digits stand for, less the code of the smallest letter (`-`). */
const FIRST_LETTER = 45;
/** ES256 in a JWS is P-256 and nothing else (RFC 7518 §3.4): r‖s of 64 bytes. */
const SIGNATURE_BYTES = 64;

/** How far a card could be opened: the stage at which it failed, or everything that it holds. */
export type OpenedCard =
  | { readonly stage: 'jws' | 'algorithm' | 'header' | 'deflate' | 'claims' }
  | { readonly stage: 'opened'; readonly jws: CompactJws; readonly keyId: string; readonly claims: CardClaims };

/** Reads, verifies and judges one card, whole: core has put its parts together. Never throws. */
export function readShc(text: string, trust: Trust, nowUtcMs: number): Judged {
  const letters = lettersOfShc(text);
  return letters === null ? forged('shc', text, 'digits') : readCardJws(letters, trust, nowUtcMs);
}

/** The same for the bare JWS; what is not signed with ES256 is forged, `none` above all. */
export function readCardJws(text: string, trust: Trust, nowUtcMs: number): Judged {
  const opened = openCardJws(text);
  if (opened.stage !== 'opened') return forged('shc', text, opened.stage);
  const { jws, keyId, claims } = opened;
  const keys = trust.findKeys('shc', keyId).filter(({ issuer }) => issuer === claims.issuer);
  if (keys.length === 0) return refusedProof('shc', text, { state: 'unknown-issuer', detail: 'no-key', issuer: null });
  const signer = keys.find((key) => isCardSignedBy(jws, key));
  if (signer === undefined) return forged('shc', text, 'signature');
  const { issuer, revocationId, notBeforeS } = claims;
  return {
    kind: 'shc',
    // By what is signed: an ECDSA signature can be turned round, and would make the same card another.
    key: { scheme: 'certificate', value: hash('sha256', jws.signed, 'base64url') },
    fields: claims.fields,
    warnings: [],
    proof: proofInTime(
      issuer,
      {
        isRevoked:
          revocationId !== null &&
          trust.isCardRevoked({ issuer, kid: keyId, rid: revocationId, issuedAtS: notBeforeS }),
        notBeforeUtcMs: notBeforeS * 1_000,
        expiresAtUtcMs: claims.expiresAtS === null ? null : claims.expiresAtS * 1_000,
        signerNotAfterUtcMs: signer.notAfterUtcMs,
      },
      nowUtcMs,
    ),
    pass: null,
    dcc: null,
  };
}

/**
 * SMART Health Cards Framework 1.4 (https://spec.smarthealth.cards): a compact JWS whose header names ES256, raw deflate and a key
 * id, and whose payload is a verifiable credential around a FHIR bundle.
 */
export function openCardJws(text: string): OpenedCard {
  const jws = readCompactJws(text);
  if (jws === null) return { stage: 'jws' };
  const { alg, zip, kid } = jws.header;
  if (alg !== 'ES256') return { stage: 'algorithm' };
  if (zip !== 'DEF' || typeof kid !== 'string') return { stage: 'header' };
  const bytes = inflate(jws.payload, 'raw');
  if (bytes === null) return { stage: 'deflate' };
  const claims = cardClaimsOf(jsonOf(bytes));
  return claims === null ? { stage: 'claims' } : { stage: 'opened', jws, keyId: kid, claims };
}

function isCardSignedBy({ signature, signed }: CompactJws, trusted: TrustedKey): boolean {
  const key = publicKeyOf(trusted);
  return key !== null && signature.length === SIGNATURE_BYTES && isSignedBy('ES256', key, signed, signature);
}

/** The JWS behind `shc:/`, two digits for each letter: `null` for odd ones. What is no letter of a JWS then, the JWS refuses. */
export function lettersOfShc(text: string): string | null {
  const digits = FORM.exec(text)?.[1];
  if (digits === undefined) return null;
  const codes = Buffer.alloc(digits.length / 2);
  for (let at = 0; at < codes.length; at += 1) codes[at] = Number(digits.slice(at * 2, at * 2 + 2)) + FIRST_LETTER;
  return codes.toString('latin1');
}
