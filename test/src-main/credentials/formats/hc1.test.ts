/** Is a certificate believed as far as its signature, times and lists go: each state, each algorithm, each way to forge? */

import { hash } from 'node:crypto';
import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openHc1, readHc1 } from '../../../../src-main/credentials/formats/hc1.ts';
import { NO_TRUST } from '../../../../src-main/credentials/trust/trust.ts';
import type { TestAlgorithm } from '../../../support/credentials/sign-cose.ts';
import { coseSign1, testSigner, trustedKey, trustIn } from '../../../support/credentials/sign-cose.ts';
import { hc1Payload, hc1Text, SIGNED_UTC_MS, signHc1, VACCINATION } from '../../../support/credentials/sign-hc1.ts';

const signer = testSigner('ES256');
const key = trustedKey('eu-dcc', signer, 'XX');
const DAY_MS = 86_400_000;
const UCI = VACCINATION.v[0]?.ci ?? '';

function stateOf(text: string, trust = trustIn([key]), nowUtcMs = SIGNED_UTC_MS) {
  return readHc1(text, trust, nowUtcMs).proof;
}

describe('a genuine certificate', () => {
  test.each<[TestAlgorithm, string]>([
    ['ES256', 'P-256'],
    ['ES256', 'P-384'],
    ['ES384', 'P-384'],
    ['PS256', ''],
    ['RS256', ''],
    ['EdDSA', ''],
  ])('is verified under %s %s', (algorithm, curve) => {
    const other = testSigner(algorithm, curve === '' ? undefined : curve);
    expect(stateOf(signHc1(other), trustIn([trustedKey('eu-dcc', other, 'YY')]))).toMatchObject({
      state: 'verified',
      issuer: 'YY',
    });
  });

  test('is of the country that it names itself, where the list names keys only', () => {
    expect(stateOf(signHc1(signer), trustIn([{ ...key, issuer: '' }]))).toMatchObject({
      state: 'verified',
      issuer: 'XX',
    });
  });

  test('says name, birth date and number, family name first', () => {
    const judged = readHc1(signHc1(signer), trustIn([key]), SIGNED_UTC_MS);
    expect(judged).toMatchObject({
      kind: 'eu-dcc',
      key: { scheme: 'certificate', value: UCI },
      fields: { name: 'Kiểm Thử Văn', birthDate: { precision: 'day', year: 1999, month: 1, day: 1 } },
      dcc: { issuerCountry: 'XX' },
    });
  });

  test.each([
    ['expired', { expiresAtS: SIGNED_UTC_MS / 1_000 - 1 }, {}],
    ['not-yet-valid', { issuedAtS: SIGNED_UTC_MS / 1_000 + 60 }, {}],
    ['signer-expired', {}, { notAfterUtcMs: SIGNED_UTC_MS - DAY_MS }],
    ['verified', { expiresAtS: SIGNED_UTC_MS / 1_000 }, {}],
  ] as const)('is %s by its times', (state, claims, more) => {
    const trust = trustIn([{ ...key, ...more }]);
    expect(stateOf(signHc1(signer, claims), trust).state).toBe(state);
  });

  test.each([
    ['of its number', [hash('sha256', UCI, 'buffer')]],
    ['of country and number', [hash('sha256', `XX${UCI}`, 'buffer')]],
  ])('is revoked by a hash %s', (_what, hashes) => {
    expect(stateOf(signHc1(signer), trustIn([key], { hashes })).state).toBe('revoked');
    expect(stateOf(signHc1(signer), trustIn([key], { hashes: [hash('sha256', 'other', 'buffer')] })).state).toBe(
      'verified',
    );
  });

  test('is revoked by a hash of its signature: of r alone for ECDSA, of all of it for RSA', () => {
    for (const algorithm of ['ES256', 'PS256'] as const) {
      const other = testSigner(algorithm);
      const text = signHc1(other);
      const opened = openHc1(text);
      if (opened.stage !== 'opened') throw new Error(opened.stage);
      const { signature } = opened.cose;
      const hashed = algorithm === 'ES256' ? signature.subarray(0, 32) : signature;
      const trust = trustIn([trustedKey('eu-dcc', other, 'XX')], { hashes: [hash('sha256', hashed, 'buffer')] });
      expect(stateOf(text, trust).state).toBe('revoked');
    }
  });
});

describe('a certificate that nobody trusted has signed', () => {
  test('is of an unknown issuer, and nothing of it is passed on', () => {
    const judged = readHc1(signHc1(signer), NO_TRUST, SIGNED_UTC_MS);
    expect(judged).toMatchObject({ proof: { state: 'unknown-issuer', detail: 'no-key' }, dcc: null });
    expect(Object.values(judged.fields).filter((value) => value !== null)).toEqual([]);
  });

  test('of a key that may sign other certificates only is of an unknown issuer too', () => {
    const trust = trustIn([{ ...key, usages: ['test'] }]);
    expect(stateOf(signHc1(signer), trust)).toMatchObject({ state: 'unknown-issuer', detail: 'key-usage' });
    expect(stateOf(signHc1(signer), trustIn([{ ...key, usages: ['vaccination'] }])).state).toBe('verified');
  });

  test('of another key under the same key id is forged', () => {
    const thief = { ...testSigner('ES256'), keyId: signer.keyId };
    expect(stateOf(signHc1(thief))).toEqual({ state: 'forged', detail: 'signature', issuer: null });
  });

  test('that names another algorithm than its key is forged', () => {
    expect(stateOf(signHc1(signer, { algorithm: -37 })).state).toBe('forged');
    expect(stateOf(signHc1(signer, { algorithm: 0 }))).toMatchObject({ state: 'forged', detail: 'algorithm' });
  });

  test('whose algorithm and key id stand outside of what is signed is verified all the same', () => {
    const outside = new Map<number, unknown>([
      [1, -7],
      [4, signer.keyId],
    ]);
    const text = hc1Text(
      coseSign1(signer, { protectedHeader: new Map(), unprotectedHeader: outside, payload: hc1Payload() }),
    );
    expect(stateOf(text).state).toBe('verified');
  });
});

describe('what is no certificate', () => {
  test.each([
    ['base45', 'HC1:a'],
    ['base45', 'HC1:A'],
    ['base45', 'HC1::::'],
    ['zlib', 'HC1:6BF'],
    ['cose', hc1Text(Uint8Array.of(0xff))],
    ['cose', hc1Text(encode([1, 2, 3]))],
  ])('says at which stage it broke off: %s', (detail, text) => {
    expect(stateOf(text)).toMatchObject({ state: 'forged', detail });
  });

  test('without claims, or with claims that certify nothing, is forged', () => {
    const header = new Map<number, unknown>([
      [1, -7],
      [4, signer.keyId],
    ]);
    const textOf = (payload: Uint8Array) =>
      hc1Text(coseSign1(signer, { protectedHeader: header, unprotectedHeader: new Map(), payload }));
    expect(stateOf(textOf(encode([1])))).toMatchObject({ state: 'forged', detail: 'claims' });
    expect(stateOf(textOf(encode(new Map([[1, 'XX']]))))).toMatchObject({ state: 'forged', detail: 'content' });
  });

  test('never throws and is never verified, whatever stands behind the prefix', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 300 }).map(hc1Text)), (rest) => {
        const text = rest.startsWith('HC1:') ? rest : `HC1:${rest}`;
        expect(stateOf(text).state).toBe('forged');
      }),
    );
  });
});
