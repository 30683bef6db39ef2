/** Which key, for what and until when, does a certificate, a JWK or a bare public key stand for? */

import type { JsonWebKey } from 'node:crypto';
import { createPublicKey, hash, X509Certificate } from 'node:crypto';
import type { CredentialKind } from '../../../core/code/code.ts';
import { objectOf } from '../../json.ts';
import { readPublicKey } from '../../signature.ts';
import type { DccUsage, TrustedKey } from '../trust.ts';

/** The largest in use have some 3 KB: RSA 4096 with a signature of RSA 4096. */
const MAX_CERTIFICATE_BYTES = 16_384;
const MAX_KEY_ID_LENGTH = 200;

/** The extended key usages of EU DCC signers, in both spellings that are in use (Commission, "Certificate governance" §A.4). */
const DCC_USAGE = /^1\.3\.6\.1\.4\.1\.(?:0\.)?1847\.2021\.1\.([123])$/;
const USAGES: readonly DccUsage[] = ['test', 'vaccination', 'recovery'];

/** `null` for what is no certificate, too large for one, or of a key that OpenSSL does not know. */
export function readCertificate(der: Uint8Array): X509Certificate | null {
  if (der.length === 0 || der.length > MAX_CERTIFICATE_BYTES) return null;
  try {
    const certificate = new X509Certificate(der);
    // Only reading the key shows whether it is one.
    return certificate.publicKey.type === 'public' ? certificate : null;
  } catch {
    return null;
  }
}

/** The key of a certificate; `kid` is made of it where the list names none. `null` where the key is no use to a gate. */
export function keyOfCertificate(
  kind: CredentialKind,
  der: Uint8Array,
  named: { readonly kid?: string | undefined; readonly issuer?: string | undefined } = {},
): TrustedKey | null {
  const certificate = readCertificate(der);
  if (certificate === null) return null;
  const spki = certificate.publicKey.export({ format: 'der', type: 'spki' });
  // Authorities of VDS-NC only vouch for certificates, and some have curves that no code may be signed with.
  if (kind !== 'vds-nc' && readPublicKey(spki) === null) return null;
  return {
    kind,
    issuer: named.issuer ?? countryOf(certificate) ?? '',
    kid: named.kid ?? (kind === 'vds-nc' ? sealAuthorityId(der) : certificateKeyId(der)),
    spki: spki.toString('base64'),
    certificate: Buffer.from(der).toString('base64'),
    usages: usagesOf(certificate),
    notBeforeUtcMs: timeOf(certificate.validFrom),
    notAfterUtcMs: timeOf(certificate.validTo),
  };
}

/** A key without a certificate: not restricted, and without an end. */
export function keyOfSpki(kind: CredentialKind, spki: Uint8Array, issuer: string, kid: string): TrustedKey | null {
  if (readPublicKey(spki) === null || kid.length > MAX_KEY_ID_LENGTH) return null;
  return {
    kind,
    issuer,
    kid,
    spki: Buffer.from(spki).toString('base64'),
    certificate: null,
    usages: null,
    notBeforeUtcMs: null,
    notAfterUtcMs: null,
  };
}

/**
 * DER SubjectPublicKeyInfo of a JWK; `null` for what is none. OpenSSL minds neither padding nor a zero in front of a coordinate, as
 * WHO writes them.
 */
export function spkiOfJwk(value: unknown): Uint8Array | null {
  const jwk = objectOf(value);
  if (jwk === null) return null;
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    return key.type === 'public' ? key.export({ format: 'der', type: 'spki' }) : null;
  } catch {
    return null;
  }
}

/** The certificate's first country; `null` where it names none. */
export function countryOf({ subject, issuer }: X509Certificate): string | null {
  const country = /^C=([A-Za-z]{2,3})$/m.exec(subject) ?? /^C=([A-Za-z]{2,3})$/m.exec(issuer);
  return country?.[1]?.toUpperCase() ?? null;
}

/** The key id of EU DCC: the first eight bytes of the certificate's SHA-256 (HCERT specification 1.0.5 §3.3.1). */
export function certificateKeyId(der: Uint8Array): string {
  return hash('sha256', der, 'buffer').subarray(0, 8).toString('base64');
}

function sealAuthorityId(der: Uint8Array): string {
  return hash('sha256', der, 'base64');
}

function usagesOf({ keyUsage }: X509Certificate): readonly DccUsage[] | null {
  const named = (keyUsage as readonly string[] | undefined) ?? [];
  const isRestricted = named.some((oid) => DCC_USAGE.test(oid));
  return isRestricted ? named.flatMap((oid) => USAGES[Number(DCC_USAGE.exec(oid)?.[1]) - 1] ?? []) : null;
}

function timeOf(text: string): number | null {
  const utcMs = Date.parse(text);
  return Number.isNaN(utcMs) ? null : utcMs;
}
