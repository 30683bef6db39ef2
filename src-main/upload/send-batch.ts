/** How does a batch go out, signed, and what did the collector say to it? */

import type { KeyObject } from 'node:crypto';
import type { UploadAnswer } from '../contract/upload-protocol.ts';
import { requestRefusal, uploadAnswer } from '../contract/upload-protocol.ts';
import type { UploadFailure } from '../core/outbox/plan.ts';
import type { Line } from './post-json.ts';
import { proofOf } from './proof.ts';
import type { PackedBatch } from './read-batch.ts';

const ANSWER_WITHIN_MS = 30_000;

export type SentBatch =
  | { readonly type: 'answered'; readonly answer: UploadAnswer }
  /** `serverTimeUtcMs`: what a collector that did not believe the proof said of the time. */
  | { readonly type: 'failed'; readonly failure: UploadFailure; readonly serverTimeUtcMs: number | null };

export type SendOptions = {
  readonly line: Line;
  /** Who sends. Entries of a log whose device key was lost are of another device, and still go out. */
  readonly identity: { readonly device: string };
  readonly privateKey: KeyObject;
  /** Gives the upload up when it is aborted. */
  readonly stop: AbortSignal;
  readonly answerWithinMs?: number;
};

/**
 * One `POST /v1/entries`: JSON, gzip, with a short JWT (EdDSA, RFC 8037) over the SHA-256 of the sent bytes.
 * `nowUtcMs` is the collector's time as far as it is known, so that a wrong clock does not make the proof stale.
 */
export async function sendBatch(batch: PackedBatch, nowUtcMs: number, options: SendOptions): Promise<SentBatch> {
  const { line, identity, privateKey, stop, answerWithinMs = ANSWER_WITHIN_MS } = options;
  const { body } = batch;
  const proof = await proofOf(body, identity.device, nowUtcMs, privateKey);
  const headers = { 'content-encoding': 'gzip', authorization: `Bearer ${proof}` };
  const posted = await line.post('/v1/entries', { body, headers, timeoutMs: answerWithinMs, stop });
  if (posted.type === 'failed') return { ...posted, serverTimeUtcMs: null };
  if (posted.status === 200) {
    const answer = uploadAnswer.safeParse(posted.body);
    return answer.success ? { type: 'answered', answer: answer.data } : failed({ type: 'bad-answer' });
  }
  if (posted.status === 413) return failed({ type: 'too-large', sentEntries: batch.seqs.length });
  if (posted.status !== 401 && posted.status !== 403) return failed({ type: 'bad-answer' });
  const refusal = requestRefusal.safeParse(posted.body).data;
  const type = posted.status === 403 && refusal?.reason === 'revoked' ? 'revoked' : 'refused';
  return { ...failed({ type }), serverTimeUtcMs: refusal?.serverTimeUtcMs ?? null };
}

function failed(failure: UploadFailure): Extract<SentBatch, { type: 'failed' }> {
  return { type: 'failed', failure, serverTimeUtcMs: null };
}
