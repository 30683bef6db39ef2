/** What was signed in a CMS message, and by which certificate? */

import type { X509Certificate } from 'node:crypto';
import { constants, hash, verify } from 'node:crypto';
import type { DerValue } from './der.ts';
import { DER, oidOf, partsOf, readDer } from './der.ts';
import { readCertificate } from './lists/key-of.ts';

export type CmsMessage = {
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly certificates: readonly X509Certificate[];
  /** The certificate whose key made the signature; `null` where none in the message did. */
  readonly signer: X509Certificate | null;
};

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const RSA_PSS = '1.2.840.113549.1.1.10';
const CERTIFICATES = 0xa0;
const SIGNED_ATTRIBUTES = 0xa0;

const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
};

/**
 * SignedData in DER with its content inside (RFC 5652 §5); `null` for anything else. Over Node's own cryptography, because
 * states sign with brainpool curves, which WebCrypto has not. Whether the signer is to be trusted is the caller's question.
 */
export function readSignedData(bytes: Uint8Array): CmsMessage | null {
  const [type, wrapped] = within(readDer(bytes));
  if (oidOf(type) !== SIGNED_DATA || wrapped?.tag !== DER.explicit0) return null;
  const [signedData] = within(wrapped);
  const parts = within(signedData);
  const [contentType, wrappedContent] = within(parts[2]);
  const [octets] = wrappedContent === undefined ? [] : within(wrappedContent);
  const signers = within(parts.at(-1));
  if (octets?.tag !== DER.octets || parts.at(-1)?.tag !== DER.set) return null;
  const certificates = within(parts.find(({ tag }) => tag === CERTIFICATES)).flatMap(
    ({ whole }) => readCertificate(whole) ?? [],
  );
  const message = { contentType: oidOf(contentType), content: octets.content, certificates };
  const signer = certificates.find((certificate) => signers.some((info) => isSignerOf(info, message, certificate)));
  return { ...message, signer: signer ?? null };
}

/** SignerInfo: version, who, digest, signed attributes, algorithm, signature. The attributes must name content and digest. */
function isSignerOf(
  info: DerValue,
  { contentType, content }: Pick<CmsMessage, 'contentType' | 'content'>,
  certificate: X509Certificate,
): boolean {
  const parts = within(info);
  const digest = DIGESTS[oidOf(within(parts[2])[0])];
  const attributes = parts[3]?.tag === SIGNED_ATTRIBUTES ? parts[3] : null;
  const [algorithm, signature] = parts.slice(attributes === null ? 3 : 4);
  if (digest === undefined || algorithm === undefined || signature?.tag !== DER.octets) return false;
  if (attributes === null) return isVerified(digest, algorithm, content, certificate, signature.content);
  const digested = attributeOf(attributes, MESSAGE_DIGEST)?.content ?? new Uint8Array(0);
  if (oidOf(attributeOf(attributes, CONTENT_TYPE)) !== contentType) return false;
  if (!hash(digest, content, 'buffer').equals(digested)) return false;
  // What is signed is the SET itself, not the context tag that it has in the message (RFC 5652 §5.4).
  const signed = Uint8Array.from(attributes.whole);
  signed[0] = DER.set;
  return isVerified(digest, algorithm, signed, certificate, signature.content);
}

function isVerified(
  digest: string,
  algorithm: DerValue,
  signed: Uint8Array,
  { publicKey }: X509Certificate,
  signature: Uint8Array,
): boolean {
  const isPss = oidOf(within(algorithm)[0]) === RSA_PSS;
  const padding = isPss ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {};
  try {
    return verify(digest, signed, { key: publicKey, ...padding }, signature);
  } catch {
    // OpenSSL throws on signatures and padding that do not suit the key instead of answering no.
    return false;
  }
}

function attributeOf(attributes: DerValue, oid: string): DerValue | undefined {
  const attribute = within(attributes).find((each) => oidOf(within(each)[0]) === oid);
  return within(within(attribute)[1])[0];
}

function within(value: DerValue | null | undefined): readonly DerValue[] {
  return value === null || value === undefined ? [] : (partsOf(value) ?? []);
}
