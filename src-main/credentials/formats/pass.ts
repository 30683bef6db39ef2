/** What is a venue's own pass worth, and how is one signed (`GACCONG-VE:`)? */

import type { KeyObject } from 'node:crypto';
import { createPublicKey, hash, sign } from 'node:crypto';
import type { PassClaims } from '../../contract/venue-pass.ts';
import { passPayload, passText, readPassPayload, signedPassBytes, splitPassText } from '../../contract/venue-pass.ts';
import { SAYS_NOTHING } from '../../core/code/code.ts';
import { dateOfIso } from '../../core/code/dates.ts';
import type { Judged } from '../judged.ts';
import { forged, plainText, proofInTime, refusedProof } from '../judged.ts';
import { isSignedBy, publicKeyOf } from '../signature.ts';
import type { Trust, TrustedKey } from '../trust/trust.ts';

/** The text of one pass, as it goes into its QR code. Throws where the key is not Ed25519: that is a fault of ours. */
export function signPass(claims: PassClaims, privateKey: KeyObject): string {
  const bytes = passPayload(claims);
  return passText(bytes, sign(null, signedPassBytes(bytes), privateKey));
}

/** A venue's key as a trust list names it, from its 32 raw bytes, which must be a public key of Ed25519. */
export function passKeyOf(publicKeyRaw: Uint8Array, issuer: string): TrustedKey {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKeyRaw).toString('base64url') },
    format: 'jwk',
  });
  return {
    kind: 'pass',
    issuer,
    kid: hash('sha256', publicKeyRaw, 'buffer').subarray(0, 8).toString('base64url'),
    spki: key.export({ format: 'der', type: 'spki' }).toString('base64'),
    certificate: null,
    usages: null,
    notBeforeUtcMs: null,
    notAfterUtcMs: null,
  };
}

/** Reads, verifies and judges one pass; never throws. */
export function readPass(text: string, trust: Trust, nowUtcMs: number): Judged {
  const parts = splitPassText(text);
  if (parts === null) return forged('pass', text, 'digits');
  const claims = readPassPayload(parts.bytes);
  if (claims === null) return forged('pass', text, 'payload');
  const keys = trust.findKeys('pass', claims.keyId);
  if (keys.length === 0) return refusedProof('pass', text, { state: 'unknown-issuer', detail: 'no-key', issuer: null });
  const signed = signedPassBytes(parts.bytes);
  const signer = keys.find((trusted) => {
    const key = publicKeyOf(trusted);
    return key !== null && isSignedBy('EdDSA', key, signed, parts.signature);
  });
  return signer === undefined ? forged('pass', text, 'signature') : judgeClaims(claims, signer, trust, nowUtcMs);
}

function judgeClaims(claims: PassClaims, signer: TrustedKey, trust: Trust, nowUtcMs: number): Judged {
  const { keyId, id, isOneTime, laneIds } = claims;
  return {
    kind: 'pass',
    key: { scheme: 'pass', value: id },
    fields: {
      ...SAYS_NOTHING,
      name: plainText(claims.name),
      validFrom: dayOf(claims.notBeforeS),
      validTo: dayOf(claims.expiresAtS),
    },
    warnings: [],
    proof: proofInTime(
      signer.issuer,
      {
        isRevoked: trust.isCardRevoked({ issuer: signer.issuer, kid: keyId, rid: id, issuedAtS: claims.notBeforeS }),
        notBeforeUtcMs: claims.notBeforeS * 1_000,
        expiresAtUtcMs: claims.expiresAtS * 1_000,
        signerNotAfterUtcMs: signer.notAfterUtcMs,
      },
      nowUtcMs,
    ),
    pass: { isOneTime, laneIds },
    dcc: null,
  };
}

function dayOf(seconds: number): ReturnType<typeof dateOfIso> {
  return dateOfIso(new Date(seconds * 1_000).toISOString());
}
