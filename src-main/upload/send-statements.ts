/** How does a gate tell the collector what it has signed, and hear what the collector holds of its log? */

import type { KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import type { StatementsAnswer, StatementsRequest } from '../contract/statement-protocol.ts';
import { statementsAnswer } from '../contract/statement-protocol.ts';
import type { Line } from './post-json.ts';
import { proofOf } from './proof.ts';

const ANSWER_WITHIN_MS = 15_000;

export type StatementOptions = {
  readonly line: Line;
  readonly privateKey: KeyObject;
  /** The collector's time, as far as it is known. */
  readonly nowUtcMs: number;
  readonly stop: AbortSignal;
};

/** JWS in compact form (RFC 7515, EdDSA) over the statement as JSON. */
export function signStatement(statement: object, privateKey: KeyObject): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(statement)))
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(privateKey);
}

/** `null` where nobody answered, or nobody who knows statements: a collector of before does not. */
export async function sendStatements(
  request: StatementsRequest,
  { line, privateKey, nowUtcMs, stop }: StatementOptions,
): Promise<StatementsAnswer | null> {
  const body = new TextEncoder().encode(JSON.stringify(request));
  const proof = await proofOf(body, request.device, nowUtcMs, privateKey);
  const headers = { authorization: `Bearer ${proof}` };
  const posted = await line.post('/v1/statements', { body, headers, timeoutMs: ANSWER_WITHIN_MS, stop });
  if (posted.type === 'failed' || posted.status !== 200) return null;
  const answer = statementsAnswer.safeParse(posted.body).data;
  return answer?.fates.length === request.statements.length ? answer : null;
}
