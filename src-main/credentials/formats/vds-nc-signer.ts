/** May the certificate that a VDS-NC seal brings along sign seals for its country? */

import type { KeyObject } from 'node:crypto';
import { X509Certificate } from 'node:crypto';
import { readPublicKey } from '../signature.ts';
import type { TrustedKey } from '../trust/trust.ts';

export type SealSigner = {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
  readonly notBeforeUtcMs: number;
  readonly notAfterUtcMs: number;
};

/**
 * `forged`: the certificate names a trusted authority that has not signed it. `unknown`: nobody trusted has issued it, or not for
 * seals. A list may also name the signer itself.
 */
export type Voucher =
  | { readonly answer: 'vouched'; readonly notAfterUtcMs: number }
  | { readonly answer: 'unknown'; readonly detail: 'no-key' | 'key-usage' }
  | { readonly answer: 'forged' };

/** Extended key usage of seal signers. Authorities of passports issue certificates for other ends too. */
const SEAL_USAGE = '2.23.136.1.1.14.2';

/** `null` for what is no certificate, has no usable key or no sound times. */
export function readSealSigner(der: Uint8Array): SealSigner | null {
  try {
    const certificate = new X509Certificate(der);
    const key = readPublicKey(certificate.publicKey.export({ format: 'der', type: 'spki' }));
    const notBeforeUtcMs = Date.parse(certificate.validFrom);
    const notAfterUtcMs = Date.parse(certificate.validTo);
    if (key === null || Number.isNaN(notBeforeUtcMs) || Number.isNaN(notAfterUtcMs)) return null;
    return { certificate, key, notBeforeUtcMs, notAfterUtcMs };
  } catch {
    // No certificate, or a key of a kind that OpenSSL does not know: Node's only way to say so.
    return null;
  }
}

/** Only authorities of the country that the seal names are asked: one state must not seal for another. */
export function vouchFor({ certificate }: SealSigner, country: string, trusted: readonly TrustedKey[]): Voucher {
  let isNamed = false;
  for (const entry of trusted) {
    const authority = entry.issuer === country ? authorityOf(entry) : null;
    if (authority === null || !isIssuerOf(authority, certificate)) continue;
    isNamed = true;
    if (!isSameOrSigned(authority, certificate)) continue;
    if (!maySeal(certificate)) return { answer: 'unknown', detail: 'key-usage' };
    return { answer: 'vouched', notAfterUtcMs: entry.notAfterUtcMs ?? Number.POSITIVE_INFINITY };
  }
  return isNamed ? { answer: 'forged' } : { answer: 'unknown', detail: 'no-key' };
}

const authorities = new WeakMap<TrustedKey, X509Certificate | null>();

/** Made once for each entry; `null` where the list has no certificate or an unreadable one. */
function authorityOf(entry: TrustedKey): X509Certificate | null {
  const known = authorities.get(entry);
  if (known !== undefined) return known;
  const authority = readAuthority(entry);
  authorities.set(entry, authority);
  return authority;
}

function readAuthority({ certificate }: TrustedKey): X509Certificate | null {
  if (certificate === null) return null;
  try {
    return new X509Certificate(Buffer.from(certificate, 'base64'));
  } catch {
    return null;
  }
}

function isIssuerOf(authority: X509Certificate, certificate: X509Certificate): boolean {
  return isSame(authority, certificate) || (authority.ca && certificate.checkIssued(authority));
}

function isSameOrSigned(authority: X509Certificate, certificate: X509Certificate): boolean {
  if (isSame(authority, certificate)) return true;
  try {
    return certificate.verify(authority.publicKey);
  } catch {
    // OpenSSL throws on algorithms that it does not know instead of answering no.
    return false;
  }
}

function isSame(one: X509Certificate, other: X509Certificate): boolean {
  return one.raw.equals(other.raw);
}

/** Node calls the extended key usages `keyUsage`; a certificate without any is not restricted. */
function maySeal({ keyUsage }: X509Certificate): boolean {
  const usages = keyUsage as readonly string[] | undefined;
  return usages === undefined || usages.includes(SEAL_USAGE);
}
