/** How does one request reach the collector, and what can come back? */

import type { UploadFailure } from '../core/outbox/plan.ts';

/** An honest answer names each of 500 entries once; this is ten times as much. */
const LARGEST_ANSWER_BYTES = 500_000;

export type PostAnswer =
  | { readonly type: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly type: 'failed'; readonly failure: UploadFailure };

/**
 * POSTs bytes and reads a JSON answer of bounded size within `timeoutMs`. Redirects are not followed: a collector that
 * moved is enrolled with anew. Never throws for anything that the network or the collector does.
 */
export async function postJson(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
  stop: AbortSignal,
): Promise<PostAnswer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      redirect: 'manual',
      signal: AbortSignal.any([timeout, stop]),
    });
    const text = await readText(response);
    if (response.status >= 300 && response.status < 400) return failed({ type: 'redirect' });
    if (response.status === 429 || response.status === 503) {
      return failed({ type: 'throttled', retryAfterMs: retryAfterMs(response.headers) });
    }
    if (response.status >= 500) return failed({ type: 'server-error' });
    return text === null
      ? failed({ type: 'bad-answer' })
      : { type: 'answered', status: response.status, body: parseJson(text) };
  } catch {
    // fetch throws one kind of error for every trouble of the network; the signal tells a time-out apart.
    return failed({ type: timeout.aborted ? 'timeout' : 'network' });
  }
}

function failed(failure: UploadFailure): PostAnswer {
  return { type: 'failed', failure };
}

/** The body as text, or `null` where it is longer than any honest answer; the rest of it is not waited for. */
async function readText(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > LARGEST_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3) as a wait; a date counts from the collector's own. `null` where it is neither. */
function retryAfterMs(headers: Headers): number | null {
  const asked = headers.get('retry-after')?.trim();
  if (asked === undefined || asked === '') return null;
  if (/^\d+$/.test(asked)) return Number(asked) * 1_000;
  const wait = Date.parse(asked) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Refused by the schema like any other wrong answer.
  }
}
