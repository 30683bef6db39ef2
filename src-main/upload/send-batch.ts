/** How does a batch go out, signed, and what did the collector say to it? */

import type { KeyObject } from 'node:crypto';
import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import type { UploadAnswer, UploadedEntry } from '../contract/upload-protocol.ts';
import { uploadAnswer } from '../contract/upload-protocol.ts';
import type { UploadFailure } from '../core/outbox/plan.ts';
import { postJson } from './post-json.ts';

const ANSWER_WITHIN_MS = 30_000;
const PROOF_VALID_S = 120;

export type Batch = { readonly device: string; readonly epoch: string; readonly entries: readonly UploadedEntry[] };

export type SentBatch =
  | { readonly type: 'answered'; readonly answer: UploadAnswer }
  | { readonly type: 'failed'; readonly failure: UploadFailure; readonly serverTimeUtcMs: number | null };

/**
 * One `POST /v1/entries`: JSON, gzip, with a short JWT (EdDSA, RFC 8037) over the SHA-256 of the sent bytes.
 * `nowUtcMs` is the collector's time as far as it is known, so that a wrong clock does not make the proof stale.
 */
export async function sendBatch(
  collectorUrl: string,
  batch: Batch,
  privateKey: KeyObject,
  nowUtcMs: number,
  stop: AbortSignal,
): Promise<SentBatch> {
  const body = new Uint8Array(gzipSync(JSON.stringify(batch)));
  const proof = await new SignJWT({ body: createHash('sha256').update(body).digest('base64url') })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(batch.device)
    .setIssuedAt(Math.floor(nowUtcMs / 1_000))
    .setExpirationTime(Math.floor(nowUtcMs / 1_000) + PROOF_VALID_S)
    .setJti(randomUUID())
    .sign(privateKey);
  const url = `${collectorUrl.replace(/\/+$/, '')}/v1/entries`;
  const posted = await postJson(
    url,
    body,
    { 'content-encoding': 'gzip', authorization: `Bearer ${proof}` },
    ANSWER_WITHIN_MS,
    stop,
  );
  if (posted.type === 'failed') return { ...posted, serverTimeUtcMs: null };
  const answer = uploadAnswer.safeParse(posted.body);
  if (posted.status === 200 && answer.success) return { type: 'answered', answer: answer.data };
  const isRefused = posted.status === 401 || posted.status === 403;
  return {
    type: 'failed',
    failure: { type: isRefused ? 'refused' : 'bad-answer' },
    serverTimeUtcMs: isRefused ? serverTimeOf(posted.body) : null,
  };
}

/** A refusal tells the collector's time, so that a gate with a wrong clock can prove itself at the next try. */
function serverTimeOf(body: unknown): number | null {
  if (typeof body !== 'object' || body === null || !('serverTimeUtcMs' in body)) return null;
  return typeof body.serverTimeUtcMs === 'number' ? body.serverTimeUtcMs : null;
}
