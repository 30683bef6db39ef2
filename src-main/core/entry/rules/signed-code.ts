/** What does the worth of a signature, and of a pass, mean for the guard? */

import type { CredentialCode, ProofState } from '../../code/credential.ts';
import type { Finding, RuleContext, SignedCodeRules } from '../rule.ts';
import type { Reason } from '../verdict.ts';

/**
 * A verified code is no finding: it is admitted like any other. A one-time pass that has let somebody through is refused
 * whoever shows it; only while it may still lie before the reader is it taken for a repeat.
 */
export function signedCode(context: RuleContext): readonly Finding[] {
  const { code, rules } = context;
  if (code?.type !== 'credential') return [];
  return [
    ...proofFindings(code, rules.signedCodes),
    ...venueFindings(code, rules.signedCodes),
    ...passFindings(code, context),
  ];
}

/** A pass is the venue's own promise: one that is out of date, or nobody's, is refused, not looked at. */
function proofFindings({ kind, proof }: CredentialCode, rules: SignedCodeRules): readonly Finding[] {
  const answer = ANSWERS[proof.state](rules);
  if (answer === null) return [];
  return [kind === 'pass' ? { ...answer, verdict: 'refuse' } : answer];
}

const ANSWERS: Readonly<Record<ProofState, (rules: SignedCodeRules) => Finding | null>> = {
  verified: () => null,
  'signer-expired': (rules) => ({ verdict: rules.signerExpired, reason: 'signer-expired' }),
  expired: (rules) => ({ verdict: rules.expired, reason: 'credential-expired' }),
  'not-yet-valid': (rules) => ({ verdict: rules.notYetValid, reason: 'not-yet-valid' }),
  'unknown-issuer': (rules) => ({ verdict: rules.unknownIssuer, reason: 'unknown-issuer' }),
  forged: () => ({ verdict: 'refuse', reason: 'forged' }),
  revoked: () => ({ verdict: 'refuse', reason: 'revoked' }),
};

function venueFindings({ rules: outcome }: CredentialCode, rules: SignedCodeRules): readonly Finding[] {
  switch (outcome?.outcome) {
    case 'not-met':
      return [{ verdict: rules.rulesNotMet, reason: 'venue-rules-not-met' }];
    case 'open':
      return [{ verdict: 'check', reason: 'venue-rules-open' }];
    default:
      return [];
  }
}

/** How long a one-time pass that was just admitted may still lie before the reader, in milliseconds. */
const PASS_STILL_SHOWN_MS = 5_000;

function passFindings({ kind, pass, proof }: CredentialCode, context: RuleContext): readonly Finding[] {
  if (kind !== 'pass' || proof.state !== 'verified') return [];
  const reasons: Reason[] = [];
  if (pass?.laneIds?.includes(context.laneId) === false) reasons.push('pass-other-lane');
  if (context.isPassUsed && !isStillShown(context)) reasons.push('pass-used');
  return reasons.map((reason) => ({ verdict: 'refuse', reason }));
}

function isStillShown({ lastEntry, nowUtcMs }: RuleContext): boolean {
  return lastEntry?.verdict === 'admit' && Math.abs(nowUtcMs - lastEntry.atUtcMs) <= PASS_STILL_SHOWN_MS;
}
