/** How does one request reach the collector, and what can come back? */

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { NetworkSettings } from '../contract/network-settings.ts';
import type { UploadFailure } from '../core/outbox/plan.ts';
import { parseJson } from '../core/parse-json.ts';
import type { Environment, OpenedAgent } from './open-agent.ts';
import { openAgent } from './open-agent.ts';
import { troubleOf } from './tls-trouble.ts';

/** An honest answer names each of 500 entries once; this is ten times as much. */
const LARGEST_ANSWER_BYTES = 500_000;

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

export type PostAnswer =
  | { readonly type: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly type: 'failed'; readonly failure: UploadFailure };

export type Post = {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole of it: name, connection, sending, and the last byte of the answer. */
  readonly timeoutMs: number;
  readonly stop: AbortSignal;
};

/** Kept-open connections to one collector. */
export type Line = {
  readonly post: (path: string, post: Post) => Promise<PostAnswer>;
  readonly close: () => void;
};

/**
 * A line to the collector at `url`. Redirects are not followed: a collector that moved is enrolled with anew. A
 * certificate that is not in order is never passed over. Nothing that the network or the collector does throws.
 */
export function openLine(url: string, network: NetworkSettings, env: Environment): Line {
  const base = url.replace(/\/+$/, '');
  let opened: OpenedAgent | null = null;

  function close(): void {
    if (opened?.type === 'opened') opened.agent.destroy();
    opened = null;
  }

  return {
    post: async (path, post) => {
      opened ??= openAgent(url, network, env);
      const answer = opened.type === 'own-file' ? failed({ type: 'own-file' }) : await send(base + path, post, opened);
      // The next attempt reads the certificates anew, and uses no connection that may be half dead.
      if (answer.type === 'failed') close();
      return answer;
    },
    close,
  };
}

async function send(
  url: string,
  { body, headers, timeoutMs, stop }: Post,
  { agent, proxy }: Extract<OpenedAgent, { type: 'opened' }>,
): Promise<PostAnswer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([timeout, stop]);
  try {
    const response = await responseTo(url, body, headers, agent, signal);
    const { statusCode: status = 0 } = response;
    const early = judgeByHead(status, response.headers);
    const text = early === null ? await readText(response) : null;
    if (text === null) response.destroy();
    if (early !== null) return failed(early);
    return text === null ? failed({ type: 'bad-answer' }) : { type: 'answered', status, body: parseJson(text) };
  } catch (error) {
    return failed({ type: timeout.aborted ? 'timeout' : troubleOf(error, proxy) });
  }
}

/** The head of the answer. A kept connection that the collector closed in that instant is tried once more on a new one. */
function responseTo(
  url: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
  agent: Extract<OpenedAgent, { type: 'opened' }>['agent'],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const start = url.startsWith('https:') ? httpsRequest : httpRequest;
    const all = { 'content-type': 'application/json', 'content-length': String(body.length), ...headers };
    const request = start(url, { method: 'POST', agent, headers: all, signal });
    request.on('response', resolve);
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isStale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      if (isStale && !signal.aborted) responseTo(url, body, headers, agent, signal).then(resolve, reject);
      else reject(error);
    });
    request.end(body);
  });
}

/** What the head alone decides: nobody waits for the body of these. */
function judgeByHead(status: number, headers: IncomingHttpHeaders): UploadFailure | null {
  if (status >= 300 && status < 400) return { type: 'redirect' };
  if (status === 407) return { type: 'proxy-refused' };
  if (status === 429 || status === 503) return { type: 'throttled', retryAfterMs: retryAfterMs(headers) };
  return status >= 500 ? { type: 'server-error' } : null;
}

function failed(failure: UploadFailure): PostAnswer {
  return { type: 'failed', failure };
}

/** The body as text, or `null` where it is longer than any honest answer; the rest of it is not waited for. */
async function readText(response: IncomingMessage): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > LARGEST_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3) as a wait; a date counts from the collector's own. `null` where it is neither. */
function retryAfterMs(headers: IncomingHttpHeaders): number | null {
  const asked = headers['retry-after']?.trim();
  if (asked === undefined || asked === '') return null;
  if (/^\d+$/.test(asked)) return Number(asked) * 1_000;
  // Date.parse takes nearly anything for a date.
  if (!HTTP_DATE.test(asked)) return null;
  const wait = Date.parse(asked) - Date.parse(headers.date ?? '');
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}
