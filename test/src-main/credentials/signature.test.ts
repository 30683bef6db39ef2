/** Does a signature count only under its own algorithm, key and spelling, and only if the key is sound? */

import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isSignedBy,
  publicKeyOf,
  readPublicKey,
  SIGNATURE_ALGORITHMS,
} from '../../../src-main/credentials/signature.ts';
import type { TestAlgorithm, TestSigner } from '../../support/credentials/sign-cose.ts';
import { signBytes, testSigner, trustedKey } from '../../support/credentials/sign-cose.ts';

const DATA = Buffer.from('what was signed');
const ALGORITHMS: readonly TestAlgorithm[] = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'];
const signers = ALGORITHMS.map((algorithm) => testSigner(algorithm));

function keyOf(signer: TestSigner) {
  const key = readPublicKey(Buffer.from(signer.spki, 'base64'));
  if (key === null) throw new Error('no key');
  return key;
}

describe('a signature', () => {
  test.each(signers)('counts under its own algorithm and no other: $algorithm', (signer) => {
    const signature = signBytes(signer, DATA);
    const counting = SIGNATURE_ALGORITHMS.filter((each) => isSignedBy(each, keyOf(signer), DATA, signature));
    expect(counting).toEqual([signer.algorithm]);
  });

  test.each(signers)('counts for its own key and data only: $algorithm', (signer) => {
    const signature = signBytes(signer, DATA);
    expect(isSignedBy(signer.algorithm, keyOf(testSigner(signer.algorithm)), DATA, signature)).toBe(false);
    expect(isSignedBy(signer.algorithm, keyOf(signer), Buffer.from('what was not'), signature)).toBe(false);
  });

  test('of ECDSA has one spelling: the pair of the length of its curve, never DER', () => {
    const signer = testSigner('ES256');
    const der = sign('sha256', DATA, signer.privateKey);
    expect(isSignedBy('ES256', keyOf(signer), DATA, der)).toBe(false);
    expect(isSignedBy('RS256', keyOf(signer), DATA, der)).toBe(false);
    const signature = signBytes(signer, DATA);
    const longer = Buffer.concat([signature.subarray(0, 32), Buffer.of(0), signature.subarray(32), Buffer.of(0)]);
    expect(isSignedBy('ES256', keyOf(signer), DATA, longer)).toBe(false);
    expect(isSignedBy('ES256', keyOf(signer), DATA, new Uint8Array(64))).toBe(false);
  });

  test('of any bytes is none, and nothing throws', () => {
    const keys = signers.map(keyOf);
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        fc.constantFrom(...SIGNATURE_ALGORITHMS),
        fc.uint8Array({ maxLength: 300 }),
        (key, algorithm, signature) => {
          expect(isSignedBy(algorithm, key, DATA, signature)).toBe(false);
        },
      ),
    );
  });
});

describe('a public key', () => {
  const spkiOf = (key: { export(options: { format: 'der'; type: 'spki' }): Buffer }) =>
    key.export({ format: 'der', type: 'spki' });

  test.each([
    ['of RSA that is too weak', spkiOf(generateKeyPairSync('rsa', { modulusLength: 512 }).publicKey)],
    ['of a curve that nobody signs with', spkiOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey)],
    ['of Ed448', spkiOf(generateKeyPairSync('ed448').publicKey)],
    ['that only agrees on secrets', spkiOf(generateKeyPairSync('x25519').publicKey)],
    ['of RSA that is for PSS alone', spkiOf(generateKeyPairSync('rsa-pss', { modulusLength: 2_048 }).publicKey)],
    ['that is none', Buffer.from('no key')],
    ['that is empty', Buffer.alloc(0)],
  ])('is refused: one %s', (_what, spki) => {
    expect(readPublicKey(spki)).toBeNull();
  });

  test('of RSA that is too large is refused: it would make every scan slow', () => {
    // A modulus of 16,384 bits; nobody needs its other half.
    const modulus = Buffer.alloc(2_048, 0xc5).toString('base64url');
    const large = createPublicKey({ key: { kty: 'RSA', n: modulus, e: 'AQAB' }, format: 'jwk' });
    expect(readPublicKey(spkiOf(large))).toBeNull();
    const usual = createPublicKey({ key: { kty: 'RSA', n: modulus.slice(0, 684), e: 'AQAB' }, format: 'jwk' });
    expect(readPublicKey(spkiOf(usual))).not.toBeNull();
  });

  test('of a list is made once', () => {
    const trusted = trustedKey('eu-dcc', testSigner('ES256'), 'XX');
    expect(publicKeyOf(trusted)).toBe(publicKeyOf(trusted));
    expect(publicKeyOf({ ...trusted, spki: 'AAAA' })).toBeNull();
  });
});
