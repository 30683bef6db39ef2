/** How are entries handed over by HTTP to a program that acknowledges each? */

import { z } from 'zod';
import type { Adapter, Batch, Field, SendAnswer } from './adapter.ts';
import { MOST_ITEMS, SEND_WITHIN_MS } from './adapter.ts';

export type HttpSettings = {
  readonly name: string;
  readonly url: string;
  readonly token: string | null;
  readonly include: readonly Field[];
};

const LARGEST_ANSWER_BYTES = 256 * 1024;

/** What the receiver says, as a collector says it to a gate. A number in neither list is sent again. */
const receiverAnswer = z.object({
  acknowledged: z.array(z.object({ from: z.int().min(1), to: z.int().min(1) })).max(MOST_ITEMS),
  refused: z
    .array(z.object({ number: z.int().min(1), code: z.string().max(200), retryable: z.boolean().default(false) }))
    .max(MOST_ITEMS)
    .default([]),
});

/** `POST`, `Idempotency-Key` = the batch's id, bearer token. No redirect is followed: the token is for this address. */
export function httpAdapter({ name, url, token, include }: HttpSettings): Adapter {
  return { name, include, send: (batch) => hand(url, token, batch).catch(failure) };
}

async function hand(url: string, token: string | null, batch: Batch): Promise<SendAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(SEND_WITHIN_MS),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': batch.id,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ batch: batch.id, items: batch.items }),
  });
  const { status } = response;
  if (status === 200) return answerOf(batch, await readLittle(response));
  await response.body?.cancel();
  // What is wrong with it lies in it: the half without the wrong one goes through.
  if (status === 400 || status === 413 || status === 422) return { type: 'too-much', why: `http-${status}` };
  return { type: 'retry', afterMs: retryAfterMs(response.headers.get('retry-after')), why: `http-${status}` };
}

function answerOf(batch: Batch, text: string | null): SendAnswer {
  const said = receiverAnswer.safeParse(text === null ? undefined : parseJson(text));
  // Not understood is not taken.
  if (!said.success) return { type: 'retry', afterMs: null, why: 'answer-not-understood' };
  const { acknowledged, refused } = said.data;
  const isTaken = (number: number): boolean => acknowledged.some(({ from, to }) => number >= from && number <= to);
  const finals = refused.filter(({ retryable }) => !retryable);
  const isRefused = new Set(finals.map(({ number }) => number));
  const numbers = batch.items.map(({ number }) => number);
  const notYet = numbers.filter((number) => !isRefused.has(number) && !isTaken(number));
  if (notYet.length === numbers.length) return { type: 'retry', afterMs: null, why: 'nothing-acknowledged' };
  return { type: 'taken', refused: finals.map(({ number, code }) => ({ number, reason: code })), notYet };
}

async function readLittle(response: Response): Promise<string | null> {
  if (response.body === null) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.length;
    if (size > LARGEST_ANSWER_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Refused by the schema.
  }
}

/** Seconds; a date there is not worth a second clock. */
function retryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : null;
}

function failure(error: unknown): SendAnswer {
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  return { type: 'retry', afterMs: null, why: isLate ? 'no-answer' : 'not-reached' };
}
