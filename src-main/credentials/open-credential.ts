/** What is a signed text worth here and now? Form → signature → times → revocation → the venue's business rules. */

import type { CredentialCode } from '../core/code/credential.ts';
import { PASS_PREFIX, SEVERAL_PARTS_PREFIX } from '../core/code/signed-text.ts';
import type { Credentials } from '../core/ports.ts';
import { DIVOC_PREFIX, readDivoc } from './formats/divoc.ts';
import { readHc1 } from './formats/hc1.ts';
import { readNzcp } from './formats/nzcp.ts';
import { readPass } from './formats/pass.ts';
import { readShc } from './formats/shc.ts';
import { readVdsNc } from './formats/vds-nc.ts';
import type { Judged, SignedFormReader } from './judged.ts';
import { forged } from './judged.ts';
import { MAX_SIGNED_TEXT } from './limits.ts';
import type { RulesDesk } from './rules/rules-desk.ts';
import type { Trust } from './trust/trust.ts';

const READERS: readonly { readonly prefix: string; readonly read: SignedFormReader }[] = [
  { prefix: 'HC1:', read: readHc1 },
  { prefix: 'NZCP:/', read: readNzcp },
  { prefix: PASS_PREFIX, read: readPass },
  { prefix: SEVERAL_PARTS_PREFIX, read: readShc },
  { prefix: '{', read: readVdsNc },
  { prefix: DIVOC_PREFIX, read: readDivoc },
];

/** Trust and rules are asked for at each code, so that a list imported a moment ago counts. */
export function createCredentials(trust: () => Trust, rules: () => RulesDesk | null): Credentials {
  return {
    open: (text, nowUtcMs) => {
      const inForce = trust();
      const judged = judgeSignedText(text, inForce, nowUtcMs);
      return withRules(judged, inForce.version, rules(), nowUtcMs);
    },
  };
}

/** The worth of one signed text; never throws. Text of no form known here is forged: it claimed to be signed. */
export function judgeSignedText(text: string, trust: Trust, nowUtcMs: number): Judged {
  if (text.length > MAX_SIGNED_TEXT) return forged('eu-dcc', text.slice(0, 100), 'too-long');
  const reader = READERS.find(({ prefix }) => text.startsWith(prefix));
  return reader === undefined ? forged('vds-nc', text, 'form') : reader.read(text, trust, nowUtcMs);
}

/** Rules are asked about genuine codes only: what a forged one says is nobody's claim. */
function withRules(judged: Judged, trustVersion: string, rules: RulesDesk | null, nowUtcMs: number): CredentialCode {
  const { dcc, ...code } = judged;
  const isGenuine = code.proof.state === 'verified' || code.proof.state === 'signer-expired';
  const outcome = rules === null || dcc === null || !isGenuine ? null : rules(dcc, nowUtcMs);
  return { type: 'credential', ...code, trustVersion, rules: outcome };
}
