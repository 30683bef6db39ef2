/** How does a gate say something to its collector, and prove that it is its own word? */

import type { KeyObject } from 'node:crypto';
import type { Line } from './post-json.ts';
import { proofOf } from './proof.ts';

const ANSWER_WITHIN_MS = 15_000;

export type ProvenOptions = {
  readonly line: Line;
  readonly privateKey: KeyObject;
  /** The collector's time, as far as it is known. */
  readonly nowUtcMs: number;
  readonly stop: AbortSignal;
};

/** Posts `said` as JSON with a proof over these very bytes; `null` where nobody answered, or nobody who takes it. */
export async function postProven(
  path: string,
  said: { readonly device: string },
  { line, privateKey, nowUtcMs, stop }: ProvenOptions,
): Promise<unknown> {
  const body = new TextEncoder().encode(JSON.stringify(said));
  const headers = { authorization: `Bearer ${await proofOf(body, said.device, nowUtcMs, privateKey)}` };
  const posted = await line.post(path, { body, headers, timeoutMs: ANSWER_WITHIN_MS, stop });
  return posted.type === 'failed' || posted.status !== 200 ? null : posted.body;
}
