/** A DIVOC certificate of an issuer that does not exist, signed under a context that does not exist either. */

import { hash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { createCanoniser } from '../../../src-main/credentials/formats/divoc/canonise.ts';
import type { Contexts } from '../../../src-main/credentials/formats/divoc/contexts.ts';
import {
  CREDENTIALS_CONTEXT,
  PROOF_CONTEXT,
  SHIPPED_CONTEXTS,
} from '../../../src-main/credentials/formats/divoc/contexts.ts';
import { VACCINATION_CONTEXT } from '../../../src-main/credentials/formats/divoc/vaccination-words.ts';
import type { TrustedKey } from '../../../src-main/credentials/trust/trust.ts';
import type { TestSigner } from './sign-cose.ts';
import { signBytes, trustedKey } from './sign-cose.ts';

export const DIVOC_ISSUER = 'did:kiem-thu';
const TEST_CONTEXT = 'https://kiem-thu.example/tiem-chung/v1';
const VOCABULARY = 'https://kiem-thu.example/tiem-chung#';
/** Generous for a busy machine: how long a scan waits is not what these tests are about. */
const LONGEST_WAIT_MS = 30_000;

export const TEST_CONTEXTS: Contexts = new Map<string, unknown>([
  ...SHIPPED_CONTEXTS,
  [TEST_CONTEXT, { '@context': Object.fromEntries(wordsOfTest().map((word) => [word, VOCABULARY + word])) }],
]);
/** One for all tests of a file: a thread takes a while to start. */
export const testCanoniser = createCanoniser(TEST_CONTEXTS, LONGEST_WAIT_MS);

function wordsOfTest(): readonly string[] {
  return ['ProofOfVaccinationCredential', 'Person', 'Vaccination', 'name', 'dob', 'gender', 'certificateId', 'part'];
}

export const CREDENTIAL = {
  '@context': [CREDENTIALS_CONTEXT, TEST_CONTEXT],
  type: ['VerifiableCredential', 'ProofOfVaccinationCredential'],
  credentialSubject: {
    type: 'Person',
    id: 'did:kiem-thu:000000',
    name: 'Thử Văn Kiểm',
    dob: '1999-01-01',
    gender: 'Male',
  },
  issuer: 'https://kiem-thu.example/',
  issuanceDate: '2026-06-01T01:00:00.000Z',
  evidence: [{ id: 'https://kiem-thu.example/vaccine/000000', type: ['Vaccination'], certificateId: '000000' }],
};

/** One under the vocabulary that the product has, for tests of the product's own reader. */
export const DIVOC_CREDENTIAL = {
  ...CREDENTIAL,
  '@context': [CREDENTIALS_CONTEXT, VACCINATION_CONTEXT],
  credentialSubject: {
    type: 'Person',
    id: 'did:kiem-thu:000000',
    refId: '000000',
    name: 'Thử Văn Kiểm',
    gender: 'Male',
  },
};

/** Its proof, without the signature. */
export const DIVOC_PROOF = {
  type: 'RsaSignature2018',
  created: '2026-06-01T01:00:00Z',
  verificationMethod: DIVOC_ISSUER,
  proofPurpose: 'assertionMethod',
};

type Json = Readonly<Record<string, unknown>>;

/** The credential with its proof; `options` are those of the proof. */
export function withDivocProof(signer: TestSigner, document: Json = CREDENTIAL, options: Json = {}): Json {
  const isEdwards = signer.algorithm === 'EdDSA';
  const proof = {
    type: isEdwards ? 'Ed25519Signature2018' : 'RsaSignature2018',
    created: '2026-06-01T01:00:00Z',
    verificationMethod: DIVOC_ISSUER,
    proofPurpose: 'assertionMethod',
    ...options,
  };
  const header = jwsHeader({ alg: isEdwards ? 'EdDSA' : 'PS256' });
  const canonised = testCanoniser([{ ...proof, '@context': PROOF_CONTEXT }, document]);
  if (canonised.type === 'refused') throw new Error(canonised.reason);
  const digests = canonised.texts.map((text) => hash('sha256', text, 'buffer'));
  const signature = Buffer.from(signBytes(signer, Buffer.concat([Buffer.from(`${header}.`), ...digests])));
  return { ...document, proof: { ...proof, jws: `${header}..${signature.toString('base64url')}` } };
}

export function jwsHeader(more: Json): string {
  return Buffer.from(JSON.stringify({ b64: false, crit: ['b64'], ...more })).toString('base64url');
}

export function divocText(credential: unknown): string {
  return `B64:${zipOf('certificate.json', Buffer.from(JSON.stringify(credential))).toString('base64')}`;
}

/** The same of a file that is no JSON. */
export function divocFileText(file: string): string {
  return `B64:${zipOf('certificate.json', Buffer.from(file)).toString('base64')}`;
}

export function divocKey(signer: TestSigner, more: Partial<TrustedKey> = {}): TrustedKey {
  return trustedKey('divoc', signer, DIVOC_ISSUER, { kid: DIVOC_ISSUER, ...more });
}

/** A zip of one file (APPNOTE 6.3.10). A writer that streams leaves sizes and checksum out of the local header. */
export function zipOf(name: string, content: Uint8Array, { isStored = false, isStreamed = false } = {}): Buffer {
  const data = isStored ? Buffer.from(content) : deflateRawSync(content);
  const flags = isStreamed ? 8 : 0;
  const method = isStored ? 0 : 8;
  const sums = [crc32(content), data.length, content.length];
  const local = [...u16(20, flags, method, 0, 0), ...u32(...(isStreamed ? [0, 0, 0] : sums)), ...u16(name.length, 0)];
  const body = [u32(0x04034b50), local, Buffer.from(name), data, isStreamed ? [...u32(0x08074b50, ...sums)] : []];
  const before = Buffer.concat(body.map((part) => Uint8Array.from(part)));
  const entry = [
    ...u32(0x02014b50),
    ...u16(20, 20, flags, method, 0, 0),
    ...u32(...sums),
    ...u16(name.length, 0, 0, 0, 0),
  ];
  const central = Uint8Array.from([...entry, ...u32(0, 0), ...Buffer.from(name)]);
  const end = Uint8Array.from([
    ...u32(0x06054b50),
    ...u16(0, 0, 1, 1),
    ...u32(central.length, before.length),
    ...u16(0),
  ]);
  return Buffer.concat([before, central, end]);
}

function u16(...values: readonly number[]): number[] {
  return values.flatMap((value) => [value & 0xff, value >> 8]);
}

function u32(...values: readonly number[]): number[] {
  return values.flatMap((value) => [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24]);
}
