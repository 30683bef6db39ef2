/** Does every signed text reach the reader of its form, and do rules hear of genuine codes alone? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DccForRules } from '../../../src-main/credentials/judged.ts';
import { createCredentials, judgeSignedText } from '../../../src-main/credentials/open-credential.ts';
import { NO_TRUST } from '../../../src-main/credentials/trust/trust.ts';
import { testSigner, trustedKey, trustIn } from '../../support/credentials/sign-cose.ts';
import { SIGNED_UTC_MS, signHc1, VACCINATION } from '../../support/credentials/sign-hc1.ts';
import { nzcpKey, signNzcp } from '../../support/credentials/sign-nzcp.ts';

const signer = testSigner('ES256');
const trust = trustIn([trustedKey('eu-dcc', signer, 'XX'), nzcpKey(signer)]);
const NOW_S = SIGNED_UTC_MS / 1_000;

/** Opens with rules that say *met*, and notes what they were asked. */
function open(text: string, inForce = trust) {
  const asked: DccForRules[] = [];
  const credentials = createCredentials(
    () => inForce,
    () => (dcc) => {
      asked.push(dcc);
      return { version: 'rules-1', outcome: 'met' };
    },
  );
  return { code: credentials.open(text, SIGNED_UTC_MS), asked };
}

describe('business rules', () => {
  test('are asked about a verified certificate, with its payload and its issuer', () => {
    const { code, asked } = open(signHc1(signer));
    expect(code).toMatchObject({ type: 'credential', trustVersion: 'test', rules: { outcome: 'met' } });
    expect(asked).toMatchObject([{ payload: VACCINATION, issuerCountry: 'XX' }]);
  });

  test('are asked where only the signer has expired', () => {
    const late = trustIn([trustedKey('eu-dcc', signer, 'XX', { notAfterUtcMs: SIGNED_UTC_MS - 1 })]);
    const { code, asked } = open(signHc1(signer), late);
    expect(code.proof.state).toBe('signer-expired');
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['expired', signHc1(signer, { expiresAtS: NOW_S - 1 }), trust],
    ['not-yet-valid', signHc1(signer, { issuedAtS: NOW_S + 60 }), trust],
    ['unknown-issuer', signHc1(signer), NO_TRUST],
    ['forged', signHc1({ ...testSigner('ES256'), keyId: signer.keyId }), trust],
    ['revoked', signHc1(signer), { ...trust, isHashRevoked: () => true }],
  ])('are not asked about a code that is %s', (state, text, inForce) => {
    const { code, asked } = open(text, inForce);
    expect(code.proof.state).toBe(state);
    expect(code.rules).toBeNull();
    expect(asked).toEqual([]);
  });

  test('are not asked about a pass, and no set means no answer', () => {
    const { code, asked } = open(signNzcp(signer));
    expect([code.proof.state, code.rules, asked.length]).toEqual(['verified', null, 0]);
    const withoutRules = createCredentials(
      () => trust,
      () => null,
    );
    expect(withoutRules.open(signHc1(signer), SIGNED_UTC_MS)).toMatchObject({
      proof: { state: 'verified' },
      rules: null,
    });
  });
});

test('trust is asked for at each code, so that a list imported a moment ago counts', () => {
  let inForce = NO_TRUST;
  const credentials = createCredentials(
    () => inForce,
    () => null,
  );
  const text = signHc1(signer);
  expect(credentials.open(text, SIGNED_UTC_MS).proof.state).toBe('unknown-issuer');
  inForce = trust;
  expect(credentials.open(text, SIGNED_UTC_MS).proof.state).toBe('verified');
});

test('a forged code passes nothing on: no field, no warning, no number of its own', () => {
  const { code } = open(signHc1({ ...testSigner('ES256'), keyId: signer.keyId }));
  expect(Object.values(code.fields).filter((value) => value !== null)).toEqual([]);
  expect(code).toMatchObject({ key: { scheme: 'opaque' }, warnings: [], pass: null });
  expect('dcc' in code).toBe(false);
});

describe('a text', () => {
  test('of more than 60,000 letters is refused unread, and not kept whole', () => {
    const judged = judgeSignedText(`HC1:${'A'.repeat(60_000)}`, trust, SIGNED_UTC_MS);
    expect(judged.proof).toMatchObject({ state: 'forged', detail: 'too-long' });
    expect(judged.key.value).toHaveLength(100);
    expect(judgeSignedText('HC1:'.padEnd(60_000, 'A'), trust, SIGNED_UTC_MS).proof.detail).not.toBe('too-long');
  });

  test('of a form that nobody reads here is forged', () => {
    expect(judgeSignedText('XX1:', trust, SIGNED_UTC_MS).proof).toMatchObject({ state: 'forged', detail: 'form' });
  });

  test('never makes anything throw and is never verified, whatever stands in it', () => {
    const prefix = fc.constantFrom('', 'HC1:', 'NZCP:/1/', 'shc:/', 'GACCONG-VE:', '{"data":{', 'B64:UEsDB');
    fc.assert(
      fc.property(
        prefix,
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789') })),
        (start, rest) => {
          expect(['forged', 'unknown-issuer']).toContain(open(start + rest).code.proof.state);
        },
      ),
    );
  });
});
