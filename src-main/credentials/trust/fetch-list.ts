/** What does a list say that a server publishes? */

import { MAX_LIST_BYTES } from './lists/read-list.ts';

/** Long enough for 200 MB on a venue's line of 30 Mbit/s. */
const FETCH_TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 5;
/** WHO's acceptance and development networks look just like the real one, and everybody may get a key there. */
const NOT_PRODUCTION = /^tng-cdn-(?:uat|dev)\.who\.int$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

export type FetchRefusal =
  | 'not-an-address'
  /** Only https, and plain http on this machine. */
  | 'not-https'
  | 'not-production'
  | 'unreachable'
  | 'timeout'
  | 'http-status'
  | 'too-many-redirects'
  | 'too-large';

export type FetchedList =
  /** `url` is the address asked for, which names the list; where it was sent on to may change. */
  | { readonly type: 'fetched'; readonly url: string; readonly bytes: Uint8Array }
  | { readonly type: 'refused'; readonly url: string; readonly reason: FetchRefusal; readonly status: number | null };

/** Fetches one list within a minute and 200 MB; never throws. Redirects are followed where they keep to https. */
export async function fetchList(
  address: string,
  { signal, maxBytes = MAX_LIST_BYTES }: { readonly signal?: AbortSignal; readonly maxBytes?: number } = {},
): Promise<FetchedList> {
  const timeout = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  const within = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
  let next = address;
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const url = URL.parse(next);
      const reason = url === null ? 'not-an-address' : whyNot(url, /^http:/i.test(address));
      if (url === null || reason !== null) return refused(address, reason ?? 'not-an-address');
      const response = await fetch(url.href, { redirect: 'manual', signal: within, credentials: 'omit' });
      const location = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel();
        next = URL.parse(location, url.href)?.href ?? '';
      } else {
        return await answerOf(address, response, maxBytes);
      }
    }
    return refused(address, 'too-many-redirects');
  } catch {
    // No route, no such host, a bad certificate, or time is up: `fetch` has no other way to say so.
    return refused(address, timeout.aborted ? 'timeout' : 'unreachable');
  }
}

/** Whether this is an address at all, and not a path on this machine. */
export function isListAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

async function answerOf(address: string, response: Response, maxBytes: number): Promise<FetchedList> {
  if (!response.ok) {
    await response.body?.cancel();
    return refused(address, 'http-status', response.status);
  }
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    return refused(address, 'too-large');
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    // Leaving the loop ends the transfer.
    if (length > maxBytes) return refused(address, 'too-large');
    chunks.push(chunk);
  }
  return { type: 'fetched', url: address, bytes: Buffer.concat(chunks) };
}

/** A server out there may not send the gate to this machine: plain http leads on from plain http alone. */
function whyNot({ protocol, hostname }: URL, mayBePlain: boolean): FetchRefusal | null {
  const isOfThisMachine = mayBePlain && protocol === 'http:' && LOOPBACK.test(hostname);
  if (protocol !== 'https:' && !isOfThisMachine) return 'not-https';
  return NOT_PRODUCTION.test(hostname) ? 'not-production' : null;
}

function refused(url: string, reason: FetchRefusal, status: number | null = null): FetchedList {
  return { type: 'refused', url, reason, status };
}

/** What names a list that came from an address: without what may be secret in it, such as a token behind the `?`. */
export function nameOfAddress(address: string): string {
  const url = URL.parse(address);
  return url === null ? 'address' : `${url.protocol}//${url.host}${url.pathname}`.slice(0, 200);
}
