/** Does the gate judge one SMART Health Card as the specification's examples and the issuers' own tests say? */

import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { CredentialCode, ProofState } from '../../src-main/core/code/credential.ts';
import { recogniseOnLane } from '../../src-main/core/scan/join-halves.ts';
import { newLane } from '../../src-main/core/scan/lane.ts';
import { lettersOfShc, openCardJws, readCardJws, readShc } from '../../src-main/credentials/formats/shc.ts';
import type { TrustedKey } from '../../src-main/credentials/trust/trust.ts';
import type { CheckAnswer, ConformanceCase } from './case.ts';
import { clockOf, trusting } from './case.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string(), use: z.string() })) });
const cardFile = z.object({ verifiableCredential: z.array(z.string()) });

/** The specification's example issuer, before and since April 2021, and the keys that it has published: others are not its own. */
const EXAMPLE_ISSUERS = ['https://smarthealth.cards/examples/issuer', 'https://spec.smarthealth.cards/examples/issuer'];
const EXAMPLE_KEY_IDS = [
  '3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s',
  'bVKTnRwVq4YU9oLwwShYELnRtKop_MsCAjNklowYemg',
  'EBKOr72QQDcTBUuVzAzkfBTGew0ZA16GuWty64nS-sw',
];

/** `null`: no signed code came of it. */
type Seen = CredentialCode['proof'] | null;

const ACCEPTED: Readonly<Record<string, readonly (ProofState | null)[]>> = {
  valid: ['verified'],
  // A linter names what is wrong with a card that nobody will take; the gate, whether it is forged or of nobody it knows.
  invalid: ['forged', 'unknown-issuer', null],
  'unknown-key': ['unknown-issuer'],
  // Such lists are refused when they are imported; the cases bring neither the list nor the key of its issuer.
  'bad-revocation-list': ['unknown-issuer', 'revoked'],
};

export function judgeShcCase(line: ConformanceCase): readonly CheckAnswer[] {
  const expected = String(line.expected.security ?? line.expected.verdict);
  const seen = worstOf(proofsOf(line));
  const isMet = ACCEPTED[expected]?.includes(seen?.state ?? null) === true;
  return [{ check: 'VERDICT', why: isMet ? null : whyWrong(line, expected, seen) }];
}

function whyWrong({ inputType, payload }: ConformanceCase, expected: string, seen: Seen): string {
  if (inputType === 'qrnumeric' && typeof payload === 'string' && isSpaced(payload) && seen?.state === 'verified') {
    return 'verified: spaces and line ends around a code are the reader’s own (a suffix), so the gate takes them off';
  }
  return `expected ${expected}, ${seen === null ? 'no signed code' : `${seen.state}: ${seen.detail}`}`;
}

/** Several cards are valid together only if each of them is. */
function worstOf(proofs: readonly Seen[]): Seen {
  const bad = proofs.findIndex((proof) => proof?.state !== 'verified');
  return proofs[Math.max(bad, 0)] ?? null;
}

function proofsOf(line: ConformanceCase): readonly Seen[] {
  const { inputType, payload } = line;
  const proofOf = (token: string) => readCardJws(token, trustFor(line, token), judgedAtUtcMs(line, token)).proof;
  if (inputType === 'jws') return [proofOf(String(payload))];
  if (inputType === 'healthcard') {
    return fileTokensOf(String(payload)).map((token) => (token === null ? null : proofOf(token)));
  }
  const text = signedTextOf(payload);
  if (text === null) return [null];
  const token = lettersOfShc(text) ?? '';
  return [readShc(text, trustFor(line, token), judgedAtUtcMs(line, token)).proof];
}

/** The cards of a file. No gate reads such files, so it is opened here, and as strictly as upstream: nothing stands around its object. */
function fileTokensOf(text: string): readonly (string | null)[] {
  const tokens = cardFile.parse(JSON.parse(text)).verifiableCredential;
  return isSpaced(text) ? [...tokens, null] : tokens;
}

function isSpaced(text: string): boolean {
  return text !== text.trim();
}

/** One reading after another on a lane, as at the gate; `null` where no whole card comes of them. */
function signedTextOf(payload: string | readonly string[]): string | null {
  let lane = newLane('lane-1', 'in');
  let text: string | null = null;
  for (const each of [payload].flat()) {
    const reading = { laneId: lane.id, readerKind: 'camera', text: each, encoding: 'utf-8' } as const;
    const recognised = recogniseOnLane(reading, lane, 0);
    lane = recognised.lane;
    text = recognised.code.type === 'signed' ? recognised.code.text : null;
  }
  return text;
}

function trustFor(line: ConformanceCase, token: string): ReturnType<typeof trusting> {
  const opened = openCardJws(token);
  const issuer = opened.stage === 'opened' ? opened.claims.issuer : '';
  const keys = keySet.parse(line.jwks).keys.filter(({ use }) => use === 'sig');
  return trusting(
    keys.map(
      (jwk): TrustedKey => ({
        kind: 'shc',
        issuer: typeof line.iss === 'string' ? line.iss : ownerOf(jwk.kid, issuer),
        kid: jwk.kid,
        spki: createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' }).toString('base64'),
        certificate: null,
        usages: null,
        notBeforeUtcMs: null,
        notAfterUtcMs: null,
      }),
    ),
  );
}

/** Most cases do not say whose the keys are that they bring: the example issuer's, or else the card's own issuer's. */
function ownerOf(keyId: string, cardIssuer: string): string {
  const isExample = EXAMPLE_ISSUERS.includes(cardIssuer);
  return isExample && !EXAMPLE_KEY_IDS.includes(keyId) ? 'https://another.example' : cardIssuer;
}

/**
 * Only the tests of the developer tools mean their clock. The others are published as valid, at no time in particular: they
 * are judged no earlier than their issue, because the clock that the collection gave HL7's examples is two years before it.
 */
function judgedAtUtcMs(line: ConformanceCase, token: string): number {
  if (line.suite === 'shc-devtools') return clockOf(line);
  const opened = openCardJws(token);
  return Math.max(clockOf(line, 0), opened.stage === 'opened' ? opened.claims.notBeforeS * 1_000 : 0);
}
