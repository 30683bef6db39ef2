/** Is a SMART Health Card believed as far as its signature, times and lists go? */

import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCardJws, readShc } from '../../../../src-main/credentials/formats/shc.ts';
import { judgeSignedText } from '../../../../src-main/credentials/open-credential.ts';
import type { TrustedKey } from '../../../../src-main/credentials/trust/trust.ts';
import { testSigner, trustIn } from '../../../support/credentials/sign-cose.ts';
import { SIGNED_UTC_MS } from '../../../support/credentials/sign-hc1.ts';
import {
  PATIENT,
  SHC_HEADER,
  SHC_ISSUER,
  shcClaims,
  shcKey,
  shcText,
  signCardBytes,
  signCardJws,
} from '../../../support/credentials/sign-shc.ts';

const signer = testSigner('ES256');
const trust = trustIn([shcKey(signer)], { rids: ['taken-back'] });
const NOW_S = SIGNED_UTC_MS / 1_000;

function proofOf(jws: string, keys: readonly TrustedKey[] | null = null) {
  return readCardJws(jws, keys === null ? trust : trustIn(keys), SIGNED_UTC_MS).proof;
}

describe('a genuine card', () => {
  test('is verified, and says name, birth date and until when it holds', () => {
    const text = shcText(signCardJws(signer, shcClaims({ exp: NOW_S + 86_400 })));
    expect(judgeSignedText(text, trust, SIGNED_UTC_MS)).toMatchObject({
      kind: 'shc',
      key: { scheme: 'certificate' },
      fields: {
        name: 'Kiểm Thử Văn',
        birthDate: { precision: 'day', year: 1999, month: 1, day: 1 },
        sex: null,
        validTo: { precision: 'day', year: 2026, month: 11, day: 24 },
      },
      proof: { state: 'verified', issuer: SHC_ISSUER },
    });
  });

  test.each([
    ['expired', { exp: NOW_S - 0.5 }, {}],
    ['not-yet-valid', { nbf: NOW_S + 0.5 }, {}],
    ['signer-expired', {}, { notAfterUtcMs: SIGNED_UTC_MS - 1 }],
    ['verified', { nbf: undefined, iat: NOW_S - 1 }, {}],
    ['not-yet-valid', { nbf: undefined, iat: NOW_S + 1 }, {}],
  ] as const)('is %s: %o %o', (state, claims, keyPart) => {
    expect(proofOf(signCardJws(signer, shcClaims(claims)), [shcKey(signer, keyPart)]).state).toBe(state);
  });

  test('is revoked by its number, issuer and key id, which are asked for with its time of issue', () => {
    const asked: unknown[] = [];
    const asking = {
      ...trust,
      isCardRevoked: (card: Parameters<typeof trust.isCardRevoked>[0]) => {
        asked.push(card);
        return trust.isCardRevoked(card);
      },
    };
    const proofFor = (rid: unknown) =>
      readCardJws(signCardJws(signer, shcClaims({ rid, nbf: NOW_S - 1.5 })), asking, SIGNED_UTC_MS).proof.state;
    expect([proofFor('taken-back'), proofFor('another'), proofFor(undefined)]).toEqual([
      'revoked',
      'verified',
      'verified',
    ]);
    expect(asked).toEqual(
      ['taken-back', 'another'].map((rid) => ({
        issuer: SHC_ISSUER,
        kid: SHC_HEADER.kid,
        rid,
        issuedAtS: NOW_S - 1.5,
      })),
    );
  });

  test('of an issuer or a key that no list names is of an unknown issuer', () => {
    const jws = signCardJws(signer);
    expect(
      [[], [shcKey(signer, { issuer: 'https://elsewhere.example' })], [shcKey(signer, { kid: 'other' })]].map((keys) =>
        proofOf(jws, keys),
      ),
    ).toEqual(Array(3).fill({ state: 'unknown-issuer', detail: 'no-key', issuer: null }));
  });

  test('is verified whichever of two keys of the same id has signed it', () => {
    expect(proofOf(signCardJws(signer), [shcKey(testSigner('ES256')), shcKey(signer)]).state).toBe('verified');
  });

  test('is known again although its signature has been turned round, which ECDSA allows', () => {
    const jws = signCardJws(signer);
    const turned = turnedRound(jws);
    const keys = [jws, turned].map((each) => readCardJws(each, trust, SIGNED_UTC_MS));
    expect(turned).not.toBe(jws);
    expect(keys.map(({ proof }) => proof.state)).toEqual(['verified', 'verified']);
    expect(keys[0]?.key).toEqual(keys[1]?.key);
  });

  test.each([
    ['several patients', [PATIENT, PATIENT], null],
    ['no patient', [{ ...PATIENT, resourceType: 'Immunization' }], null],
    ['a name that is one text', [{ ...PATIENT, name: [{ text: 'Kiểm Thử' }] }], 'Kiểm Thử'],
    ['names of odd types', [{ ...PATIENT, name: [{ family: 7, given: [{}, 'Thử'] }] }], 'Thử'],
  ])('with %s says no more than is sure', (_what, patients, name) => {
    const judged = readCardJws(signCardJws(signer, shcClaims({}, patients)), trust, SIGNED_UTC_MS);
    expect(judged.proof.state).toBe('verified');
    expect(judged.fields.name).toBe(name);
  });
});

describe('a card that is not what it claims to be is forged', () => {
  test.each([
    ['none', 'algorithm'],
    ['HS256', 'algorithm'],
    ['ES384', 'algorithm'],
    ['es256', 'algorithm'],
    [undefined, 'algorithm'],
  ])('by algorithm %s', (alg, detail) => {
    expect(proofOf(signCardJws(signer, shcClaims(), { ...SHC_HEADER, alg }))).toMatchObject({
      state: 'forged',
      detail,
    });
  });

  test('by algorithm none without a signature', () => {
    const [head = '', body = ''] = signCardJws(signer, shcClaims(), { ...SHC_HEADER, alg: 'none' }).split('.');
    expect(proofOf(`${head}.${body}.`)).toMatchObject({ state: 'forged', detail: 'jws' });
  });

  test.each([
    ['without compression', { zip: undefined }, 'header'],
    ['without a key id', { kid: undefined }, 'header'],
    ['with demands that nobody here knows', { crit: ['exp'] }, 'jws'],
  ])('by a header %s', (_what, part, detail) => {
    expect(proofOf(signCardJws(signer, shcClaims(), { ...SHC_HEADER, ...part }))).toMatchObject({
      state: 'forged',
      detail,
    });
  });

  test.each([
    ['no issuer', { iss: undefined }],
    ['an issuer without https', { iss: 'http://kiem-thu.example/shc' }],
    ['an issuer with a slash at its end', { iss: `${SHC_ISSUER}/` }],
    ['no time of issue', { nbf: undefined }],
    ['a time of issue in text', { nbf: '1' }],
    ['an end that is no time', { exp: 'never' }],
    ['an end beyond all dates', { exp: 1e300 }],
    ['a number that is no text', { rid: 7 }],
  ])('by %s', (_what, claims) => {
    expect(proofOf(signCardJws(signer, shcClaims(claims)))).toMatchObject({ state: 'forged', detail: 'claims' });
  });

  test('by being another credential', () => {
    const claims = shcClaims();
    const other = { ...claims, vc: { ...claims.vc, type: ['VerifiableCredential'] } };
    expect(proofOf(signCardJws(signer, other))).toMatchObject({ state: 'forged', detail: 'claims' });
  });

  test('by the signature of another key, or of a key on another curve', () => {
    const other = { ...testSigner('ES256', 'P-384') };
    expect(proofOf(signCardJws(testSigner('ES256')))).toMatchObject({ state: 'forged', detail: 'signature' });
    // Sound with COSE; in a JWS, ES256 is P-256 (RFC 7518 §3.4).
    expect(proofOf(signCardJws(other), [shcKey(other)])).toMatchObject({ state: 'forged', detail: 'signature' });
  });

  test('by any one letter changed, in whichever part', () => {
    const jws = signCardJws(signer);
    fc.assert(
      fc.property(fc.nat({ max: jws.length - 1 }), fc.constantFrom(...'AZaz09-_.'), (at, letter) => {
        fc.pre(jws[at] !== letter);
        const state = proofOf(jws.slice(0, at) + letter + jws.slice(at + 1)).state;
        // The key id is in the header: changed, it is a key that nobody knows.
        expect(['forged', 'unknown-issuer']).toContain(state);
      }),
    );
  });

  test('by parts of two cards', () => {
    const [head = '', body = ''] = signCardJws(signer).split('.');
    const [, otherBody = '', tail = ''] = signCardJws(signer, shcClaims({ exp: NOW_S + 9 })).split('.');
    expect(otherBody).not.toBe(body);
    expect(proofOf(`${head}.${body}.${tail}`)).toMatchObject({ state: 'forged', detail: 'signature' });
  });
});

const NO_UTF8 = Buffer.from(JSON.stringify(shcClaims({}, [{ ...PATIENT, name: [{ text: 'K\xff' }] }])), 'latin1');

describe('limits', () => {
  test.each([
    ['a bomb', deflateRawSync(Buffer.alloc(10_000_000, 0x20)), 'deflate'],
    ['what is not deflated', Buffer.from(JSON.stringify(shcClaims())), 'deflate'],
    ['10,000 lists in each other', deflateRawSync('['.repeat(10_000)), 'deflate'],
    ['bytes that are no UTF-8', deflateRawSync(NO_UTF8), 'claims'],
  ])('refuse %s', (_what, payload, detail) => {
    expect(proofOf(signCardBytes(signer, payload))).toMatchObject({ state: 'forged', detail });
  });

  test.each([
    [20, 'verified'],
    [100, 'forged'],
  ])('of %d lists in each other make a card %s', (depth, state) => {
    const deep = JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;
    expect(proofOf(signCardJws(signer, shcClaims({ deep }))).state).toBe(state);
  });

  test.each([
    ['an odd number of digits', 'shc:/567', 'digits'],
    ['no digits', 'shc:/', 'digits'],
    ['60,000 digits of nothing', `shc:/${'56'.repeat(29_990)}`, 'jws'],
    ['pairs that stand for no letter', 'shc:/9999019999019999', 'jws'],
  ])('refuse %s', (_what, text, detail) => {
    expect(readShc(text, trust, SIGNED_UTC_MS).proof).toMatchObject({ state: 'forged', detail });
  });

  test('nothing throws, and nothing unsigned is verified, whatever the text', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789') });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          digits.map((each) => `shc:/${each}`),
        ),
        (text) => {
          expect(readShc(text, trust, SIGNED_UTC_MS).proof.state).toBe('forged');
          expect(readCardJws(text, trust, SIGNED_UTC_MS).proof.state).toBe('forged');
        },
      ),
    );
  });

  test('nothing throws whatever an issuer signs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (bundle, outer) => {
        const claims = shcClaims();
        const odd = { ...claims, vc: { ...claims.vc, credentialSubject: { fhirBundle: bundle } } };
        const states = [odd, outer].map((each) => proofOf(signCardJws(signer, each)).state);
        expect(states.every((state) => state === 'forged' || state === 'verified')).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** (r, s) is as good as (r, n − s). */
function turnedRound(jws: string): string {
  const [head = '', body = '', tail = ''] = jws.split('.');
  const signature = Buffer.from(tail, 'base64url');
  const s = P256_ORDER - BigInt(`0x${signature.subarray(32).toString('hex')}`);
  signature.write(s.toString(16).padStart(64, '0'), 32, 'hex');
  return `${head}.${body}.${signature.toString('base64url')}`;
}
