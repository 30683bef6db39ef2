/** Is a New Zealand pass believed as far as its signature and times go? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNzcp } from '../../../../src-main/credentials/formats/nzcp.ts';
import { testSigner, trustIn } from '../../../support/credentials/sign-cose.ts';
import { SIGNED_UTC_MS } from '../../../support/credentials/sign-hc1.ts';
import { NZCP_ISSUER, nzcpKey, signNzcp } from '../../../support/credentials/sign-nzcp.ts';

const signer = testSigner('ES256');
const trust = trustIn([nzcpKey(signer)]);
const NOW_S = SIGNED_UTC_MS / 1_000;

function proofOf(text: string, nowUtcMs = SIGNED_UTC_MS) {
  return readNzcp(text, trust, nowUtcMs).proof;
}

describe('a pass from New Zealand', () => {
  test('is verified, and says name and birth date', () => {
    expect(readNzcp(signNzcp(signer), trust, SIGNED_UTC_MS)).toMatchObject({
      kind: 'nzcp',
      key: { scheme: 'certificate', value: '01'.repeat(16) },
      fields: { name: 'Kiểm Thử Văn', birthDate: { year: 1999 } },
      proof: { state: 'verified', issuer: NZCP_ISSUER },
    });
  });

  test.each([
    ['expired', { expiresAtS: NOW_S - 1 }],
    ['not-yet-valid', { notBeforeS: NOW_S + 1 }],
    ['unknown-issuer', { issuer: 'did:web:elsewhere.example' }],
    ['forged', { algorithm: -8 }],
  ] as const)('is %s', (state, claims) => {
    expect(proofOf(signNzcp(signer, claims)).state).toBe(state);
  });

  test('is of a signer that has expired, and of nobody where no key is trusted', () => {
    const late = trustIn([nzcpKey(signer, { notAfterUtcMs: SIGNED_UTC_MS - 1 })]);
    expect(readNzcp(signNzcp(signer), late, SIGNED_UTC_MS).proof.state).toBe('signer-expired');
    expect(readNzcp(signNzcp(signer), trustIn([]), SIGNED_UTC_MS).proof).toMatchObject({
      state: 'unknown-issuer',
      detail: 'no-key',
    });
  });

  test('of another key is forged', () => {
    expect(proofOf(signNzcp(testSigner('ES256')))).toMatchObject({ state: 'forged', detail: 'signature' });
  });

  test.each([
    ['version 2', 'NZCP:/2/AAAA'],
    ['letters that Base32 has not', 'NZCP:/1/0189'],
    ['nothing at all', 'NZCP:/1/'],
  ])('is forged: %s', (_what, text) => {
    expect(proofOf(text).state).toBe('forged');
  });

  test('never throws and is never verified, whatever stands behind the prefix', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567=') }), (rest) => {
        expect(proofOf(`NZCP:/1/${rest}`).state).toBe('forged');
      }),
    );
  });
});
