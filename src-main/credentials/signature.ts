/** Is this signature the key's? Over Node's own cryptography, with every algorithm bound to the kind of key that it needs. */

import type { KeyObject } from 'node:crypto';
import { constants, createPublicKey, verify } from 'node:crypto';
import { MAX_RSA_BITS, MIN_RSA_BITS } from './limits.ts';
import type { TrustedKey } from './trust/trust.ts';

export const SIGNATURE_ALGORITHMS = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'EdDSA'] as const;
export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number];

const CURVES: Readonly<Record<string, number>> = { prime256v1: 64, secp384r1: 96, secp521r1: 132 };

const keys = new WeakMap<TrustedKey, KeyObject | null>();

/** The usable key of a list's entry, made once; `null` for one that cannot be read or that is too weak or too large. */
export function publicKeyOf(trusted: TrustedKey): KeyObject | null {
  const known = keys.get(trusted);
  if (known !== undefined) return known;
  const key = readPublicKey(Buffer.from(trusted.spki, 'base64'));
  keys.set(trusted, key);
  return key;
}

/** A public key from DER SubjectPublicKeyInfo: RSA of sound size, a NIST curve, or Ed25519; else `null`. */
export function readPublicKey(spki: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return isUsable(key) ? key : null;
  } catch {
    // Not a key: Node's only way to say so.
    return null;
  }
}

/**
 * Strict: the algorithm must suit the key's kind, and ECDSA signatures are the raw pair r‖s of the curve's own length, so
 * that no signature has two spellings. COSE's ES256 says nothing of the curve (RFC 9053 §2.1), so P-384 with SHA-256 is sound.
 */
export function isSignedBy(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    switch (algorithm) {
      case 'ES256':
      case 'ES384':
      case 'ES512':
        return (
          key.asymmetricKeyType === 'ec' &&
          signature.length === CURVES[curveOf(key)] &&
          verify(hashOf(algorithm), data, { key, dsaEncoding: 'ieee-p1363' }, signature)
        );
      case 'PS256':
      case 'PS384':
      case 'PS512':
        return (
          key.asymmetricKeyType === 'rsa' &&
          verify(
            hashOf(algorithm),
            data,
            { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
            signature,
          )
        );
      case 'RS256':
        return key.asymmetricKeyType === 'rsa' && verify('sha256', data, key, signature);
      case 'EdDSA':
        return key.asymmetricKeyType === 'ed25519' && signature.length === 64 && verify(null, data, key, signature);
    }
  } catch {
    // OpenSSL throws on some malformed signatures instead of answering no.
    return false;
  }
}

function hashOf(algorithm: SignatureAlgorithm): string {
  return `sha${algorithm.slice(2)}`;
}

function curveOf(key: KeyObject): string {
  return key.asymmetricKeyDetails?.namedCurve ?? '';
}

function isUsable(key: KeyObject): boolean {
  switch (key.asymmetricKeyType) {
    case 'ec':
      return curveOf(key) in CURVES;
    case 'rsa': {
      const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
      return bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS;
    }
    case 'ed25519':
      return true;
    default:
      return false;
  }
}
