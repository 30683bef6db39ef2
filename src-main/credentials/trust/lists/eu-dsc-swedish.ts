/** Which signers does an EU DSC list of the Swedish form name? */

import { objectOf } from '../../json.ts';
import type { SignatureAlgorithm } from '../../signature.ts';
import { isSignedBy, readPublicKey, SIGNATURE_ALGORITHMS } from '../../signature.ts';
import type { TrustedKey } from '../trust.ts';
import { keyOfCertificate, keyOfSpki, readCertificate, spkiOfJwk } from './key-of.ts';
import { parseListJson } from './list-json.ts';
import type { ListRead, ListSignature, ListSigners } from './list-read.ts';
import { listOf, MAX_LIST_KEYS, refusedList } from './list-read.ts';

const FORM = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

/**
 * The form of the Nordic lists (DIGG, "Digital Green Certificate trust list"): a compact JWS, its signer in `x5c`, whose payload is
 * `{"dsc_trust_list": {"XX": {"keys": [JWK]}}}`, or the countries alone.
 */
export function readSwedishList(text: string, signers: ListSigners): ListRead {
  const [, head, body, tail] = FORM.exec(text.trim()) ?? [];
  if (head === undefined || body === undefined || tail === undefined) return refusedList('not-readable');
  const header = objectOf(parseListJson(textOf(head)));
  const payload = objectOf(parseListJson(textOf(body)));
  if (header === null || payload === null || 'crit' in header) return refusedList('not-readable');
  const countries = objectOf(payload.dsc_trust_list) ?? payload;
  const found = Object.entries(countries).flatMap(([country, held]) => {
    const keys: unknown = objectOf(held)?.keys;
    return Array.isArray(keys) ? keys.map((key) => ({ country, key: objectOf(key) })) : [];
  });
  if (found.length > MAX_LIST_KEYS) return refusedList('too-many-keys');
  const keys = found.flatMap(({ country, key }) => keyOfJwk(country, key) ?? []);
  return listOf('eu-dsc-se', 'eu-dsc-se', {
    keys,
    skipped: found.length - keys.length,
    signature: signatureOf(header, Buffer.from(`${head}.${body}`), Buffer.from(tail, 'base64url'), signers),
  });
}

function keyOfJwk(country: string, jwk: Readonly<Record<string, unknown>> | null): TrustedKey | null {
  if (jwk === null) return null;
  const kid = typeof jwk.kid === 'string' ? jwk.kid : undefined;
  const certificate = Array.isArray(jwk.x5c) ? (jwk.x5c[0] as unknown) : undefined;
  if (typeof certificate === 'string') {
    return keyOfCertificate('eu-dcc', Buffer.from(certificate, 'base64'), { kid, issuer: country });
  }
  const spki = spkiOfJwk(jwk);
  return spki === null || kid === undefined ? null : keyOfSpki('eu-dcc', spki, country, kid);
}

/** The list brings its signer's certificate: that says only that the list is whole, until the venue has named that signer. */
function signatureOf(
  header: Readonly<Record<string, unknown>>,
  signed: Uint8Array,
  signature: Uint8Array,
  signers: ListSigners,
): ListSignature {
  const algorithm = SIGNATURE_ALGORITHMS.find((each) => each === header.alg);
  if (algorithm === undefined) return 'broken';
  if (signers.some((signer) => isSignedWith(algorithm, Buffer.from(signer, 'base64'), signed, signature))) {
    return 'valid';
  }
  const own = Array.isArray(header.x5c) ? (header.x5c[0] as unknown) : undefined;
  if (typeof own !== 'string') return 'unknown-signer';
  const certificate = readCertificate(Buffer.from(own, 'base64'));
  if (certificate === null) return 'broken';
  const spki = certificate.publicKey.export({ format: 'der', type: 'spki' });
  return isSignedWith(algorithm, spki, signed, signature) ? 'unknown-signer' : 'broken';
}

function isSignedWith(algorithm: SignatureAlgorithm, spki: Uint8Array, signed: Uint8Array, signature: Uint8Array) {
  const key = readPublicKey(spki);
  return key !== null && isSignedBy(algorithm, key, signed, signature);
}

function textOf(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8');
}
