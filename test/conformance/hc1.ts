/** Does the gate open, verify and judge one HC1 certificate as its test file says? */

import { isDeepStrictEqual } from 'node:util';
import type { OpenedHc1 } from '../../src-main/credentials/formats/hc1.ts';
import { isCoseSignedBy, maySign, openHc1, readHc1 } from '../../src-main/credentials/formats/hc1.ts';
import type { CheckAnswer, ConformanceCase } from './case.ts';
import { clockOf, signerOf, trusting } from './case.ts';

const STAGES = ['prefix', 'base45', 'zlib', 'cose', 'claims', 'content', 'opened'] as const;

/** One answer for each check that the case expects and that belongs to a gate; schema checks contradict each other upstream. */
export function judgeHc1Case(line: ConformanceCase): readonly CheckAnswer[] {
  const { checks, verdict } = line.expected;
  if (verdict !== undefined) return [judgeVerdict(line, verdict)];
  const opened = openHc1(textOf(line));
  return Object.entries(checks ?? {}).flatMap(([check, expected]) => {
    const seen = CHECKS[check]?.(line, opened);
    return seen === undefined
      ? []
      : [{ check, why: seen === expected ? null : `expected ${expected}, stage ${opened.stage}` }];
  });
}

type Check = (line: ConformanceCase, opened: OpenedHc1) => boolean;

const CHECKS: Readonly<Record<string, Check>> = {
  UNPREFIX: (_line, opened) => reached(opened, 'base45'),
  B45DECODE: (_line, opened) => reached(opened, 'zlib'),
  COMPRESSION: (_line, opened) => reached(opened, 'cose'),
  DECODE: (line, opened) => opened.stage === 'opened' && holds(line, opened),
  VERIFY: (line, opened) => opened.stage === 'opened' && isSigned(line, opened),
  EXPIRATIONCHECK: (line) => isInTime(line),
  KEYUSAGE: (line, opened) => opened.stage === 'opened' && isUsageRight(line, opened),
};

type Opened = Extract<OpenedHc1, { stage: 'opened' }>;

function textOf({ payload }: ConformanceCase): string {
  return typeof payload === 'string' ? payload : payload.join('');
}

function reached(opened: OpenedHc1, stage: (typeof STAGES)[number]): boolean {
  return STAGES.indexOf(opened.stage) >= STAGES.indexOf(stage);
}

/** The content that the file says was signed; cases without one only have to decode. */
function holds(line: ConformanceCase, { content }: Opened): boolean {
  const expected = line.expected.json;
  return expected === undefined || isDeepStrictEqual(withoutNulls(content.dcc), withoutNulls(expected));
}

/** Some issuers write what is not there as `null`, in one of the two places. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

function isSigned(line: ConformanceCase, { cose }: Opened): boolean {
  const signer = signerOf(line, 'eu-dcc');
  return signer !== null && isCoseSignedBy(cose, signer);
}

function isUsageRight(line: ConformanceCase, { content }: Opened): boolean {
  const signer = signerOf(line, 'eu-dcc');
  return signer !== null && maySign(signer, content);
}

/** Through the gate's own judgement: a case that fails for another reason than time is not out of time. */
function isInTime(line: ConformanceCase): boolean {
  const signer = signerOf(line, 'eu-dcc');
  if (signer === null) return false;
  const { proof } = readHc1(textOf(line), trusting([{ ...signer, usages: null }], true), clockOf(line));
  return proof.state !== 'expired' && proof.state !== 'not-yet-valid';
}

const STATES: Readonly<Record<string, readonly string[]>> = {
  valid: ['verified', 'expired', 'signer-expired'],
  'issuer-not-trusted': ['unknown-issuer'],
  'invalid-signature': ['forged'],
};

/** Upstream asks whether the signature is genuine; its test cards are out of date by now, which the gate says on top. */
function judgeVerdict(line: ConformanceCase, verdict: string): CheckAnswer {
  const kind = line.format === 'who-ddcc' ? 'who-ddcc' : 'eu-dcc';
  const signer = signerOf(line, kind);
  const keys = signer === null ? [] : [{ ...signer, kid: line.kid ?? '' }];
  const { proof } = readHc1(textOf(line), trusting(keys), clockOf(line, Date.UTC(2022, 3, 1)));
  return {
    check: 'VERDICT',
    why: STATES[verdict]?.includes(proof.state) === true ? null : `${proof.state}: ${proof.detail}`,
  };
}
