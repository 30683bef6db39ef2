import { describe, expect, test } from 'vitest';
import type { CredentialCode, ProofState } from '../../../../../src-main/core/code/credential.ts';
import { PROOF_STATES } from '../../../../../src-main/core/code/credential.ts';
import type { RuleContext, SignedCodeAction } from '../../../../../src-main/core/entry/rule.ts';
import { signedCode } from '../../../../../src-main/core/entry/rules/signed-code.ts';
import { unknownCredential } from '../../../../support/fake-ports.ts';
import { context, LOOK_AT_THEM, NOW_UTC_MS } from '../rule-context.ts';

function codeOf(state: ProofState, more: Partial<CredentialCode> = {}): CredentialCode {
  return { ...unknownCredential('x'), proof: { state, detail: state, issuer: 'XX' }, ...more };
}

function rulesOf(action: SignedCodeAction): RuleContext['rules'] {
  const signedCodes = Object.fromEntries(Object.keys(LOOK_AT_THEM).map((state) => [state, action]));
  return { ...context().rules, signedCodes: signedCodes as RuleContext['rules']['signedCodes'] };
}

describe('the worth of a signature', () => {
  test('is no finding where the code is verified, nor where there is no signed code', () => {
    expect(signedCode(context({ code: codeOf('verified') }))).toEqual([]);
    expect(signedCode(context())).toEqual([]);
    expect(signedCode(context({ code: null }))).toEqual([]);
  });

  test.each<[ProofState, string]>([
    ['signer-expired', 'signer-expired'],
    ['expired', 'credential-expired'],
    ['not-yet-valid', 'not-yet-valid'],
    ['unknown-issuer', 'unknown-issuer'],
  ])('of a code that is %s is what the venue makes of it', (state, reason) => {
    for (const verdict of ['admit', 'check', 'refuse'] as const) {
      expect(signedCode(context({ code: codeOf(state), rules: rulesOf(verdict) }))).toEqual([{ verdict, reason }]);
    }
  });

  test.each(['forged', 'revoked'] as const)('of a %s code refuses, whatever the venue has set', (state) => {
    expect(signedCode(context({ code: codeOf(state), rules: rulesOf('admit') }))).toEqual([
      { verdict: 'refuse', reason: state },
    ]);
  });

  test('asks the guard where a business rule could not be answered, and follows the venue where one is not met', () => {
    const open = codeOf('verified', { rules: { version: 'r', outcome: 'open' } });
    expect(signedCode(context({ code: open, rules: rulesOf('admit') }))).toEqual([
      { verdict: 'check', reason: 'venue-rules-open' },
    ]);
    const notMet = codeOf('verified', { rules: { version: 'r', outcome: 'not-met' } });
    expect(signedCode(context({ code: notMet, rules: rulesOf('refuse') }))).toEqual([
      { verdict: 'refuse', reason: 'venue-rules-not-met' },
    ]);
    expect(signedCode(context({ code: codeOf('verified', { rules: { version: 'r', outcome: 'met' } }) }))).toEqual([]);
  });
});

describe('a pass of the venue', () => {
  const pass = { isOneTime: true, laneIds: null };

  test('is refused in every state but verified, whatever the venue has set', () => {
    for (const state of PROOF_STATES) {
      const findings = signedCode(context({ code: codeOf(state, { kind: 'pass', pass }), rules: rulesOf('admit') }));
      expect(findings.map(({ verdict }) => verdict)).toEqual(state === 'verified' ? [] : ['refuse']);
    }
  });

  test('opens its own lanes only', () => {
    const code = codeOf('verified', { kind: 'pass', pass: { isOneTime: false, laneIds: ['lane-2'] } });
    expect(signedCode(context({ code }))).toEqual([{ verdict: 'refuse', reason: 'pass-other-lane' }]);
    expect(signedCode(context({ code, laneId: 'lane-2' }))).toEqual([]);
  });

  test('that was used is refused, but not while it still lies before the reader', () => {
    const code = codeOf('verified', { kind: 'pass', pass });
    const used = (agoMs: number, verdict: 'admit' | 'refuse'): RuleContext =>
      context({
        code,
        isPassUsed: true,
        lastEntry: { id: { device: 'd', epoch: 'e', seq: 1 }, atUtcMs: NOW_UTC_MS - agoMs, verdict },
      });
    const refusal = [{ verdict: 'refuse', reason: 'pass-used' }];
    expect(signedCode(used(5_000, 'admit'))).toEqual([]);
    expect(signedCode(used(5_001, 'admit'))).toEqual(refusal);
    expect(signedCode(used(1_000, 'refuse'))).toEqual(refusal);
    expect(signedCode(context({ code, isPassUsed: true }))).toEqual(refusal);
  });
});
