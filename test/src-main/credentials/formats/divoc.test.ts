/** Is a DIVOC certificate believed as far as its proof, its words and its times go? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divocReader, readDivoc } from '../../../../src-main/credentials/formats/divoc.ts';
import { testSigner, trustIn } from '../../../support/credentials/sign-cose.ts';
import {
  CREDENTIAL,
  DIVOC_ISSUER,
  divocKey,
  divocText,
  jwsHeader,
  TEST_CONTEXTS,
  testCanoniser,
  withDivocProof,
} from '../../../support/credentials/sign-divoc.ts';
import { SIGNED_UTC_MS } from '../../../support/credentials/sign-hc1.ts';

const signer = testSigner('PS256');
const trust = trustIn([divocKey(signer)]);
const read = divocReader(TEST_CONTEXTS, testCanoniser);
const signed = withDivocProof(signer);
const proof = signed.proof as Readonly<Record<string, string>>;
const jws = proof.jws ?? '';

function proofOf(credential: unknown, inForce = trust, nowUtcMs = SIGNED_UTC_MS) {
  return read(divocText(credential), inForce, nowUtcMs).proof;
}

describe('a DIVOC certificate', () => {
  test('is verified, and says name, birth date, sex and number', () => {
    expect(read(divocText(signed), trust, SIGNED_UTC_MS)).toMatchObject({
      kind: 'divoc',
      key: { scheme: 'certificate', value: `${DIVOC_ISSUER}:000000` },
      fields: { name: 'Thử Văn Kiểm', birthDate: { precision: 'day', year: 1999, month: 1, day: 1 }, sex: 'male' },
      proof: { state: 'verified', issuer: DIVOC_ISSUER },
    });
  });

  test('is verified under Ed25519, and however its members are ordered', () => {
    const other = testSigner('EdDSA');
    const { evidence, ...rest } = withDivocProof(other);
    expect(proofOf({ evidence, ...rest }, trustIn([divocKey(other)])).state).toBe('verified');
  });

  test.each([
    ['not-yet-valid', {}, Date.UTC(2026, 0, 1)],
    ['signer-expired', { notAfterUtcMs: SIGNED_UTC_MS - 1 }, SIGNED_UTC_MS],
  ])('is %s by its times', (state, more, nowUtcMs) => {
    expect(proofOf(signed, trustIn([divocKey(signer, more)]), nowUtcMs).state).toBe(state);
  });

  test('of a signer that nobody trusts is of an unknown issuer, and passes nothing on', () => {
    const judged = read(divocText(signed), trustIn([]), SIGNED_UTC_MS);
    expect(judged.proof).toEqual({ state: 'unknown-issuer', detail: 'no-key', issuer: null });
    expect(Object.values(judged.fields).every((value) => value === null)).toBe(true);
  });

  test('whose context is not at hand cannot be checked, and nothing is fetched for it', () => {
    expect(readDivoc(divocText(signed), trust, SIGNED_UTC_MS).proof).toMatchObject({
      state: 'unknown-issuer',
      detail: 'context',
    });
  });

  test('is not called forged because the gate was not ready', () => {
    const early = divocReader(TEST_CONTEXTS, () => ({ type: 'refused', reason: 'starting' }));
    expect(early(divocText(signed), trust, SIGNED_UTC_MS).proof).toMatchObject({ state: 'unknown-issuer' });
  });
});

describe('a DIVOC certificate is forged', () => {
  const subject = CREDENTIAL.credentialSubject;
  test.each([
    ['signature', { ...signed, credentialSubject: { ...subject, name: 'Người Khác' } }],
    ['signature', { ...signed, issuanceDate: '2026-06-02T01:00:00.000Z' }],
    ['signature', { ...signed, proof: { ...proof, created: '2026-06-02T01:00:00Z' } }],
    ['not-linked-data', { ...signed, credentialSubject: { ...subject, unheardOf: 'Người Khác' } }],
    ['document', { ...signed, credentialSubject: { ...subject, '@id': '_:b0' } }],
    ['document', { ...signed, credentialSubject: { ...subject, id: '_:b0' } }],
    ['document', { ...signed, credentialSubject: { ...subject, 'https://kiem-thu.example/tiem-chung#name': 'A' } }],
    ['document', { ...signed, credentialSubject: [subject] }],
    ['document', { ...signed, '@context': [CREDENTIAL['@context'][0], { name: 'https://elsewhere.example/name' }] }],
    ['document', { ...signed, '@context': CREDENTIAL['@context'][1] }],
    ['proof', CREDENTIAL],
    ['proof', { ...signed, proof: { ...proof, proofPurpose: 'authentication' } }],
    ['proof', { ...signed, proof: { ...proof, jws: jws.replace('..', '.AA.') } }],
    ['proof', { ...signed, proof: { ...proof, jws: `${jws}==` } }],
    ['proof', { ...signed, proof: { ...proof, '@context': 'https://elsewhere.example' } }],
    ['algorithm', { ...signed, proof: { ...proof, type: 'Ed25519Signature2018' } }],
    ['algorithm', { ...signed, proof: { ...proof, jws: jws.replace(/^[^.]*/, jwsHeader({ alg: 'none' })) } }],
    [
      'algorithm',
      { ...signed, proof: { ...proof, jws: jws.replace(/^[^.]*/, jwsHeader({ alg: 'PS256', b64: true })) } },
    ],
  ])('by its %s (%#)', (detail, credential) => {
    expect(proofOf(credential)).toEqual({ state: 'forged', detail, issuer: null });
  });

  test('where another key made it', () => {
    expect(proofOf(withDivocProof(testSigner('PS256')))).toMatchObject({ state: 'forged', detail: 'signature' });
  });

  test.each([
    ['base64', 'B64:UEsDB'],
    ['base64', 'B64:UEsD*'],
    ['zip', 'B64:UEsDBAAA'],
    ['json', divocText([1])],
    ['json', divocText({ ...signed, many: Array.from({ length: 500 }, (_, index) => (index * 7_919) % 1_000) })],
  ])('where it does not open: %s', (detail, text) => {
    expect(read(text, trust, SIGNED_UTC_MS).proof).toMatchObject({ state: 'forged', detail });
  });

  test('whatever stands behind the prefix; nothing throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
          fc.object({ maxDepth: 3 }).map((some) => divocText({ ...signed, ...some }).slice(4)),
        ),
        (rest) => {
          const { state } = read(`B64:${rest}`, trust, SIGNED_UTC_MS).proof;
          if (rest !== divocText(signed).slice(4)) expect(['forged', 'unknown-issuer']).toContain(state);
        },
      ),
      { numRuns: 60 },
    );
  });
});
