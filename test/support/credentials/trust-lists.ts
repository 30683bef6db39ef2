/** Trust lists as their publishers write them, of signers that do not exist. */

import type { JsonWebKey } from 'node:crypto';
import { createPublicKey, hash } from 'node:crypto';
import type { ListContent } from '../../../src-main/credentials/trust/lists/list-read.ts';
import { readList } from '../../../src-main/credentials/trust/lists/read-list.ts';
import { makeCertificate } from './make-certificate.ts';
import type { TestSigner } from './sign-cose.ts';
import { signBytes, testSigner } from './sign-cose.ts';
import { SIGNED_UTC_MS } from './sign-hc1.ts';

const YEAR_MS = 365 * 86_400_000;
export const NOT_BEFORE_UTC_MS = SIGNED_UTC_MS - YEAR_MS;
export const NOT_AFTER_UTC_MS = SIGNED_UTC_MS + YEAR_MS;
export const VACCINATION_USAGE = '1.3.6.1.4.1.1847.2021.1.2';

export type ListedSigner = { readonly signer: TestSigner; readonly certificate: Buffer; readonly kid: string };

/** A signer with its certificate, and the key id that the EU makes of it. */
export function listedSigner(country = 'XX', usages: readonly string[] = []): ListedSigner {
  const authority = testSigner('ES256');
  const signer = testSigner('ES256');
  const certificate = makeCertificate(
    {
      subject: [country, 'Signer of tests'],
      issuer: [country, 'Authority of tests'],
      spki: signer.spki,
      notBeforeUtcMs: NOT_BEFORE_UTC_MS,
      notAfterUtcMs: NOT_AFTER_UTC_MS,
      isAuthority: false,
      usages,
    },
    authority.privateKey,
  );
  return { signer, certificate, kid: hash('sha256', certificate, 'buffer').subarray(0, 8).toString('base64') };
}

export function jwkOf({ spki }: TestSigner): JsonWebKey {
  return createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' }).export({ format: 'jwk' });
}

export function pemOf(label: 'CERTIFICATE' | 'PUBLIC KEY', der: Uint8Array | string): string {
  const base64 = typeof der === 'string' ? der : Buffer.from(der).toString('base64');
  return `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
}

/** The German form: a line with the signature, then what it covers. */
export function germanList(listed: readonly ListedSigner[], publisher: TestSigner | null): Buffer {
  const body = JSON.stringify({
    certificates: listed.map(({ certificate, kid }) => ({
      certificateType: 'DSC',
      country: 'XX',
      kid,
      rawData: certificate.toString('base64'),
      signature: '',
      thumbprint: '',
      timestamp: '2026-11-23T01:00:00Z',
    })),
  });
  if (publisher === null) return Buffer.from(body);
  return Buffer.from(`${Buffer.from(signBytes(publisher, Buffer.from(body))).toString('base64')}\n${body}`);
}

/** The Nordic form: a JWS that brings its signer's certificate. */
export function swedishList(listed: readonly ListedSigner[], publisher: ListedSigner): Buffer {
  const head = base64UrlJson({ alg: 'ES256', x5c: [publisher.certificate.toString('base64')] });
  const keys = listed.map(({ signer, certificate, kid }) => ({
    ...jwkOf(signer),
    kid,
    x5c: [certificate.toString('base64')],
  }));
  const body = base64UrlJson({ iss: 'test', iat: SIGNED_UTC_MS / 1_000, dsc_trust_list: { XX: { keys } } });
  const signature = signBytes(publisher.signer, Buffer.from(`${head}.${body}`));
  return Buffer.from(`${head}.${body}.${Buffer.from(signature).toString('base64url')}`);
}

/** What is read of a file that must be readable. */
export function listIn(
  name: string,
  bytes: Uint8Array | string | object,
  signers: readonly string[] = [],
): ListContent {
  const read = readList(name, bytesOf(bytes), signers);
  if (read.type === 'refused') throw new Error(`refused: ${read.reason}`);
  return read.list;
}

/** Why a file is refused; `null` where it is not. */
export function refusalOf(name: string, bytes: Uint8Array | string | object): string | null {
  const read = readList(name, bytesOf(bytes), []);
  return read.type === 'refused' ? read.reason : null;
}

function bytesOf(content: Uint8Array | string | object): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}

function base64UrlJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
