/** How does a gate tell the collector what it has signed, and hear what the collector holds of its log? */

import type { KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import type { StatementsAnswer, StatementsRequest } from '../contract/statement-protocol.ts';
import { statementsAnswer } from '../contract/statement-protocol.ts';
import type { ProvenOptions } from './post-proven.ts';
import { postProven } from './post-proven.ts';

/** JWS in compact form (RFC 7515, EdDSA) over the statement as JSON. */
export function signStatement(statement: object, privateKey: KeyObject): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(statement)))
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(privateKey);
}

/** `null` where nobody answered, or nobody who knows statements: a collector of before does not. */
export async function sendStatements(
  request: StatementsRequest,
  options: ProvenOptions,
): Promise<StatementsAnswer | null> {
  const answer = statementsAnswer.safeParse(await postProven('/v1/statements', request, options)).data;
  return answer?.fates.length === request.statements.length ? answer : null;
}
