/** Is an ICAO seal believed as far as its signature, its signer and that one's authority go? */

import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readVdsNc } from '../../../../src-main/credentials/formats/vds-nc.ts';
import { judgeSignedText } from '../../../../src-main/credentials/open-credential.ts';
import { NO_TRUST } from '../../../../src-main/credentials/trust/trust.ts';
import type { TestAlgorithm } from '../../../support/credentials/sign-cose.ts';
import { testSigner, trustIn } from '../../../support/credentials/sign-cose.ts';
import { SIGNED_UTC_MS } from '../../../support/credentials/sign-hc1.ts';
import { authorityKey, SEAL_DATA, sealOf, testState } from '../../../support/credentials/sign-vds-nc.ts';

const state = testState();
const signer = testSigner('ES256');
const certificate = state.certify(signer);
const trust = trustIn([state.key]);
const seal = sealOf(signer, certificate);
const SEAL_TAIL = Buffer.from([0]);

function judgedOf(value: unknown, inForce = trust, nowUtcMs = SIGNED_UTC_MS) {
  return readVdsNc(JSON.stringify(value), inForce, nowUtcMs);
}

function proofOf(value: unknown, inForce = trust) {
  return judgedOf(value, inForce).proof;
}

describe('a genuine seal', () => {
  test('is verified, and says name, birth date, sex and the number of the passport', () => {
    expect(judgeSignedText(JSON.stringify(seal), trust, SIGNED_UTC_MS)).toMatchObject({
      kind: 'vds-nc',
      key: { scheme: 'certificate', value: 'UTO:U000000' },
      fields: {
        number: 'C0000000',
        name: 'KIEM THU VAN',
        birthDate: { precision: 'day', year: 1999, month: 1, day: 1 },
        sex: 'male',
        validTo: null,
      },
      proof: { state: 'verified', issuer: 'UTO' },
    });
  });

  test('of a test is verified, and says the number of its document', () => {
    const data = {
      hdr: { ...SEAL_DATA.hdr, t: 'icao.test' },
      msg: { utci: 'T000000', pid: { n: 'KIEM THU', dob: '1999', sex: 'X', dt: 'P', dn: 'C0000001' } },
    };
    expect(judgedOf(sealOf(signer, certificate, data))).toMatchObject({
      key: { value: 'UTO:T000000' },
      fields: { number: 'C0000001', birthDate: { precision: 'year', year: 1999 }, sex: null },
      proof: { state: 'verified' },
    });
  });

  test.each<[TestAlgorithm, string]>([
    ['ES256', 'P-256'],
    ['ES384', 'P-384'],
  ])('is verified under %s', (algorithm, curve) => {
    const other = testSigner(algorithm, curve);
    expect(proofOf(sealOf(other, state.certify(other))).state).toBe('verified');
  });

  test('is verified in whatever order and spacing it is written, as the canonical form is what is signed', () => {
    const turned = { sig: seal.sig, data: { msg: SEAL_DATA.msg, hdr: SEAL_DATA.hdr } };
    const text = JSON.stringify(turned, null, 2);
    expect(text.indexOf('"sig"')).toBeLessThan(text.indexOf('"data"'));
    expect(readVdsNc(text, trust, SIGNED_UTC_MS).proof.state).toBe('verified');
  });

  test('is verified with the padding that some issuers write', () => {
    const { sigvl } = seal.sig;
    expect(proofOf({ ...seal, sig: { ...seal.sig, sigvl: `${sigvl}==` } }).state).toBe('verified');
    expect(proofOf({ ...seal, sig: { ...seal.sig, sigvl: `${sigvl}=` } })).toMatchObject({ detail: 'base64' });
  });

  test('is known by its signed content where it has no number', () => {
    const data = { hdr: SEAL_DATA.hdr, msg: { pid: SEAL_DATA.msg.pid } };
    const keys = [data, data, { ...data, msg: {} }].map((each) => judgedOf(sealOf(signer, certificate, each)).key);
    expect(keys[0]).toEqual(keys[1]);
    expect(keys[0]).not.toEqual(keys[2]);
  });

  test.each([
    ['signer-expired', { notAfterUtcMs: SIGNED_UTC_MS - 1_000 }],
    ['not-yet-valid', { notBeforeUtcMs: SIGNED_UTC_MS + 1_000 }],
  ])('is %s by its signer', (expected, parts) => {
    expect(proofOf(sealOf(signer, state.certify(signer, parts))).state).toBe(expected);
  });

  test('is signer-expired by the authority', () => {
    const ended = { ...state.key, notAfterUtcMs: SIGNED_UTC_MS - 1 };
    expect(proofOf(seal, trustIn([ended])).state).toBe('signer-expired');
  });

  test('is verified where a list names its signer instead of the authority', () => {
    expect(proofOf(seal, trustIn([authorityKey(signer, certificate)])).state).toBe('verified');
  });
});

describe('a seal of an unknown issuer', () => {
  test('is one as soon as its authority has left the list, however often it was verified before', () => {
    const lists = [trust, trust, trustIn([testState().key]), trustIn([])];
    expect(lists.map((inForce) => proofOf(seal, inForce).state)).toEqual([
      'verified',
      'verified',
      'forged',
      'unknown-issuer',
    ]);
  });

  test.each([
    ['no list at all', NO_TRUST],
    ['an authority of another state', trustIn([{ ...state.key, issuer: 'XXA' }])],
    ['an authority without its certificate', trustIn([{ ...state.key, certificate: null }])],
    ['an authority whose certificate is damaged', trustIn([{ ...state.key, certificate: 'AAAA' }])],
  ])('is one before %s', (_what, inForce) => {
    expect(proofOf(seal, inForce)).toEqual({ state: 'unknown-issuer', detail: 'no-key', issuer: null });
  });

  test('is one whose signer another authority has issued', () => {
    const stranger = state.certify(signer, { issuer: ['UT', 'Authority of Elsewhere'] });
    expect(proofOf(sealOf(signer, stranger))).toMatchObject({ state: 'unknown-issuer', detail: 'no-key' });
  });

  test('is one whose signer was certified for other ends', () => {
    const masterList = state.certify(signer, { usages: ['2.23.136.1.1.3'] });
    expect(proofOf(sealOf(signer, masterList))).toMatchObject({ state: 'unknown-issuer', detail: 'key-usage' });
  });

  test('is one whose signer was certified by a signer, not by an authority', () => {
    const between = testSigner('ES256');
    const betweenCertificate = state.certify(between, { subject: ['UT', 'Authority of Utopia'] });
    expect(proofOf(seal, trustIn([authorityKey(between, betweenCertificate)])).state).toBe('unknown-issuer');
  });
});

describe('a seal that is not what it claims to be is forged', () => {
  test('by a certificate that names the authority but is not signed by it', () => {
    const impostor = testState();
    expect(proofOf(sealOf(signer, impostor.certify(signer)))).toMatchObject({
      state: 'forged',
      detail: 'certificate',
    });
  });

  test('by the signature of another key than the certificate’s', () => {
    expect(proofOf(sealOf(testSigner('ES256'), certificate))).toMatchObject({ state: 'forged', detail: 'signature' });
  });

  test.each([
    ['name', { msg: { ...SEAL_DATA.msg, pid: { ...SEAL_DATA.msg.pid, n: 'KIEM  THU BA' } } }],
    ['number', { msg: { ...SEAL_DATA.msg, uvci: 'U000001' } }],
    ['state', { hdr: { ...SEAL_DATA.hdr, is: 'XXA' } }],
    ['type', { hdr: { ...SEAL_DATA.hdr, t: 'icao.test' } }],
    ['member that was not there', { more: 1 }],
  ])('by another %s', (_what, part) => {
    expect(proofOf({ ...seal, data: { ...SEAL_DATA, ...part } })).toMatchObject({
      state: 'forged',
      detail: 'signature',
    });
  });

  test.each([
    ['none', 'algorithm'],
    ['RS256', 'algorithm'],
    ['EdDSA', 'algorithm'],
    ['ES384', 'signature'],
    ['ES512', 'signature'],
  ])('by algorithm %s', (algorithm, detail) => {
    expect(proofOf(sealOf(signer, certificate, SEAL_DATA, algorithm))).toMatchObject({ state: 'forged', detail });
  });

  test.each([
    ['a signature that is no base64url', { sigvl: '+/+/' }, 'base64'],
    ['no signature', { sigvl: undefined }, 'base64'],
    ['no certificate', { cer: undefined }, 'base64'],
    ['a certificate that is none', { cer: 'AAAA' }, 'certificate'],
    [
      'a certificate with something behind it',
      { cer: base64url(Buffer.concat([certificate, SEAL_TAIL])) },
      'certificate',
    ],
    [
      'a certificate in PEM',
      { cer: base64url(Buffer.from(new X509Certificate(certificate).toString())) },
      'certificate',
    ],
  ])('by %s', (_what, part, detail) => {
    expect(proofOf({ ...seal, sig: { ...seal.sig, ...part } })).toMatchObject({ state: 'forged', detail });
  });

  test.each([
    ['a type that may have an end of its own', { hdr: { ...SEAL_DATA.hdr, t: 'icao.dta' } }, 'type'],
    ['another version', { hdr: { ...SEAL_DATA.hdr, v: 2 } }, 'type'],
    ['no state', { hdr: { t: 'icao.vacc', v: 1 } }, 'type'],
    ['no header', { hdr: null }, 'json'],
    ['no message', { msg: [] }, 'message'],
    ['half a letter, which has no canonical form', { msg: { n: '\ud800' } }, 'message'],
  ])('by %s, whoever signed it', (_what, part, detail) => {
    expect(proofOf(sealOf(signer, certificate, { ...SEAL_DATA, ...part }))).toMatchObject({
      state: 'forged',
      detail,
    });
  });

  test('by a number beyond a double, which has no canonical form', () => {
    const text = JSON.stringify(seal).replace('"seq":1', '"seq":1e999');
    expect(readVdsNc(text, trust, SIGNED_UTC_MS).proof).toMatchObject({ state: 'forged', detail: 'message' });
  });

  test('by a member twice, of which the last counts', () => {
    const text = JSON.stringify(seal).replace('"uvci":', '"uvci":"U000009","uvci":');
    const late = JSON.stringify(seal).replace('"uvci":"U000000"', '"uvci":"U000000","uvci":"U000009"');
    expect([text, late].map((each) => readVdsNc(each, trust, SIGNED_UTC_MS).proof.state)).toEqual([
      'verified',
      'forged',
    ]);
  });

  test('by any bit flipped in the certificate', () => {
    fc.assert(
      fc.property(fc.nat({ max: certificate.length * 8 - 1 }), (bit) => {
        const flipped = Buffer.from(certificate);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const { state: seen } = proofOf({ ...seal, sig: { ...seal.sig, cer: base64url(flipped) } });
        expect(['forged', 'unknown-issuer']).toContain(seen);
      }),
    );
  });
});

describe('limits', () => {
  const withMessage = (message: string) =>
    `{"data":{"hdr":{"t":"icao.vacc","v":1,"is":"UTO"},"msg":${message}},"sig":{"alg":"none"}}`;

  test.each([
    ['10,000 lists in each other', withMessage(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`), 'json'],
    ['29,000 values', withMessage(`{"a":[${'1,'.repeat(29_000)}1]}`), 'json'],
    ['a broken text', '{"data":{', 'json'],
    ['59,000 letters without an algorithm', withMessage(`{"a":"${'A'.repeat(59_000)}"}`), 'algorithm'],
  ])('refuse %s', (_what, text, detail) => {
    expect(readVdsNc(text, trust, SIGNED_UTC_MS).proof).toMatchObject({ state: 'forged', detail });
  });

  test('nothing throws, and nothing unsigned is verified, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.jsonValue(), (text, value) => {
        const [bare, put] = [text, JSON.stringify({ ...seal, data: { ...SEAL_DATA, msg: value } })].map(
          (each) => readVdsNc(each, trust, SIGNED_UTC_MS).proof.state,
        );
        expect([bare, put]).toEqual(['forged', 'forged']);
      }),
    );
  });

  test('nothing throws whatever a state signs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (pid) => {
        const data = { ...SEAL_DATA, msg: { ...SEAL_DATA.msg, pid } };
        expect(['verified', 'forged']).toContain(proofOf(sealOf(signer, certificate, data)).state);
      }),
      { numRuns: 50 },
    );
  });
});

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
