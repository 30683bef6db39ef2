/** Keys, COSE messages and trust as issuers would make them, for tests, fuzzing and timings. */

import type { KeyObject } from 'node:crypto';
import { constants, generateKeyPairSync, hash, sign } from 'node:crypto';
import { encode } from 'cborg';
import type { CredentialKind } from '../../../src-main/core/code/code.ts';
import type { Trust, TrustedKey } from '../../../src-main/credentials/trust/trust.ts';
import { NO_TRUST } from '../../../src-main/credentials/trust/trust.ts';

export type TestAlgorithm = 'ES256' | 'ES384' | 'PS256' | 'RS256' | 'EdDSA';

export const COSE_ALGORITHMS: Readonly<Record<TestAlgorithm, number>> = {
  ES256: -7,
  ES384: -35,
  PS256: -37,
  RS256: -257,
  EdDSA: -8,
};

export type TestSigner = {
  readonly algorithm: TestAlgorithm;
  readonly privateKey: KeyObject;
  readonly spki: string;
  readonly keyId: Uint8Array;
};

/** A new key pair; its key id is made of the public key, as the EU's are of the certificate. */
export function testSigner(algorithm: TestAlgorithm, curve = algorithm === 'ES384' ? 'P-384' : 'P-256'): TestSigner {
  const { privateKey, publicKey } = keyPair(algorithm, curve);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { algorithm, privateKey, spki: spki.toString('base64'), keyId: hash('sha256', spki, 'buffer').subarray(0, 8) };
}

function keyPair(algorithm: TestAlgorithm, namedCurve: string): { privateKey: KeyObject; publicKey: KeyObject } {
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  return algorithm === 'PS256' || algorithm === 'RS256'
    ? generateKeyPairSync('rsa', { modulusLength: 2_048 })
    : generateKeyPairSync('ec', { namedCurve });
}

/** The bare signature, as every envelope here wants it. */
export function signBytes({ algorithm, privateKey }: TestSigner, data: Uint8Array): Uint8Array {
  switch (algorithm) {
    case 'ES256':
      return sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    case 'ES384':
      return sign('sha384', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    case 'PS256':
      return sign('sha256', data, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
    case 'RS256':
      return sign('sha256', data, privateKey);
    case 'EdDSA':
      return sign(null, data, privateKey);
  }
}

export type CoseParts = {
  readonly protectedHeader: ReadonlyMap<number, unknown>;
  readonly unprotectedHeader: ReadonlyMap<number, unknown>;
  readonly payload: Uint8Array;
};

/** Tagged COSE_Sign1, signed over its own protected header and payload. */
export function coseSign1(signer: TestSigner, { protectedHeader, unprotectedHeader, payload }: CoseParts): Uint8Array {
  const head = protectedHeader.size === 0 ? new Uint8Array(0) : encode(protectedHeader);
  const signature = signBytes(signer, encode(['Signature1', head, new Uint8Array(0), payload]));
  const body = encode([head, unprotectedHeader, payload, signature]);
  return Uint8Array.from([0xd2, ...body]);
}

/** A gate that trusts these keys only, and has taken these back. */
export function trustIn(
  keys: readonly TrustedKey[],
  revoked: { readonly hashes?: readonly Uint8Array[]; readonly rids?: readonly string[] } = {},
): Trust {
  const prefixes = new Set((revoked.hashes ?? []).map(prefixOf));
  return {
    ...NO_TRUST,
    version: 'test',
    findKeys: (kind, kid) => keys.filter((key) => key.kind === kind && key.kid === kid),
    keysOf: (kind) => keys.filter((key) => key.kind === kind),
    isHashRevoked: (hashes) => hashes.some((each) => prefixes.has(prefixOf(each))),
    isCardRevoked: ({ rid }) => revoked.rids?.includes(rid) === true,
  };
}

function prefixOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 8)).toString('hex');
}

export function trustedKey(
  kind: CredentialKind,
  signer: TestSigner,
  issuer: string,
  more: Partial<TrustedKey> = {},
): TrustedKey {
  return {
    kind,
    issuer,
    kid: Buffer.from(signer.keyId).toString('base64'),
    spki: signer.spki,
    certificate: null,
    usages: null,
    notBeforeUtcMs: null,
    notAfterUtcMs: null,
    ...more,
  };
}
