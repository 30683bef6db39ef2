/** May the certificate that a VDS-NC seal brings along sign seals for its country? */

import type { KeyObject } from 'node:crypto';
import { X509Certificate } from 'node:crypto';
import { readPublicKey } from '../signature.ts';
import type { TrustedKey } from '../trust/trust.ts';

export type SealSigner = {
  readonly key: KeyObject;
  readonly notBeforeUtcMs: number;
  readonly notAfterUtcMs: number;
  readonly voucher: Voucher;
};

/**
 * `forged`: the certificate names a trusted authority that has not signed it. `unknown`: nobody trusted has issued it, or not for
 * seals. A list may also name the signer itself.
 */
export type Voucher =
  | { readonly answer: 'vouched'; readonly by: TrustedKey }
  | { readonly answer: 'unknown'; readonly detail: 'no-key' | 'key-usage' }
  | { readonly answer: 'forged' };

/** Extended key usage of seal signers. Authorities of passports issue certificates for other ends too. */
const SEAL_USAGE = '2.23.136.1.1.14.2';

/** A state has a handful. Only those that an authority did sign get in, so nobody else can fill this. */
const MOST_REMEMBERED = 200;
/** What each entry of a trust list has vouched for, by the certificate's bytes; it goes when the list goes. */
const remembered = new WeakMap<TrustedKey, Map<string, SealSigner>>();

/**
 * Only authorities of the country that the seal names are asked: one state must not seal for another. `null` for what is no
 * certificate in DER, and nothing else, or has no usable key or no sound times.
 */
export function readSealSigner(der: Uint8Array, country: string, trusted: readonly TrustedKey[]): SealSigner | null {
  const entries = trusted.filter(({ issuer }) => issuer === country);
  const name = Buffer.from(der).toString('latin1');
  for (const entry of entries) {
    const known = remembered.get(entry)?.get(name);
    if (known !== undefined) return known;
  }
  const certificate = readCertificate(der);
  const key = certificate === null ? null : keyOf(certificate);
  if (certificate === null || key === null) return null;
  const notBeforeUtcMs = Date.parse(certificate.validFrom);
  const notAfterUtcMs = Date.parse(certificate.validTo);
  if (Number.isNaN(notBeforeUtcMs) || Number.isNaN(notAfterUtcMs)) return null;
  const signer = { key, notBeforeUtcMs, notAfterUtcMs, voucher: vouchFor(certificate, entries) };
  if (signer.voucher.answer === 'vouched') remember(signer.voucher.by, name, signer);
  return signer;
}

function remember(entry: TrustedKey, name: string, signer: SealSigner): void {
  const signers = remembered.get(entry) ?? new Map<string, SealSigner>();
  remembered.set(entry, signers);
  if (signers.size < MOST_REMEMBERED) signers.set(name, signer);
}

function vouchFor(certificate: X509Certificate, entries: readonly TrustedKey[]): Voucher {
  let isNamed = false;
  for (const entry of entries) {
    const authority = authorityOf(entry);
    if (authority === null || !isNamedBy(certificate, authority)) continue;
    isNamed = true;
    if (!isIssuedBy(certificate, authority)) continue;
    return maySeal(certificate) ? { answer: 'vouched', by: entry } : { answer: 'unknown', detail: 'key-usage' };
  }
  return isNamed ? { answer: 'forged' } : { answer: 'unknown', detail: 'no-key' };
}

/** OpenSSL also takes PEM and passes over what stands behind a certificate: one certificate has one spelling here. */
function readCertificate(der: Uint8Array): X509Certificate | null {
  try {
    const certificate = new X509Certificate(der);
    return certificate.raw.equals(der) ? certificate : null;
  } catch {
    // No certificate: Node's only way to say so.
    return null;
  }
}

function keyOf(certificate: X509Certificate): KeyObject | null {
  try {
    return readPublicKey(certificate.publicKey.export({ format: 'der', type: 'spki' }));
  } catch {
    // A key of a kind that OpenSSL does not know.
    return null;
  }
}

const authorities = new WeakMap<TrustedKey, X509Certificate | null>();

/** Made once for each entry; `null` where the list has no certificate or an unreadable one. */
function authorityOf(entry: TrustedKey): X509Certificate | null {
  const known = authorities.get(entry);
  if (known !== undefined) return known;
  const authority = entry.certificate === null ? null : readCertificate(Buffer.from(entry.certificate, 'base64'));
  authorities.set(entry, authority);
  return authority;
}

function isNamedBy(certificate: X509Certificate, authority: X509Certificate): boolean {
  return isSame(authority, certificate) || (authority.ca && certificate.checkIssued(authority));
}

function isIssuedBy(certificate: X509Certificate, authority: X509Certificate): boolean {
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
