/** How does a message get to a program of somebody else, signed, and to nobody of this house by mistake? */

import { createHmac } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import type { Message, Outcome } from './outbox.ts';
import type { AddressRule } from './public-address.ts';

const WITHIN_MS = 20_000;
/** Nobody reads what is answered; more than this is not even waited for. */
const LARGEST_ANSWER_BYTES = 64 * 1024;

export type WebhookDoor = {
  readonly mayReach: AddressRule;
  /** PEM, of receivers in tests; without it those that this machine trusts. */
  readonly ca?: string;
};

/**
 * Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, and HMAC-SHA256 over both and the body. Redirects are not followed, and
 * which address a name stands for is asked once: that one is looked at, and that one is connected to.
 */
export function sendWebhook(
  { mayReach, ca }: WebhookDoor,
  { id, address, body }: Pick<Message, 'id' | 'address' | 'body'>,
  secret: string,
  nowUtcMs: number,
): Promise<Outcome> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' || (isIP(host) !== 0 && !mayReach(host))) {
    return Promise.resolve(failed('address-refused'));
  }
  const bytes = Buffer.from(body, 'utf8');
  return new Promise((settled) => {
    const sent = request(
      url,
      {
        method: 'POST',
        lookup: lookupWith(mayReach),
        // No connection is kept: each is looked at anew.
        agent: false,
        signal: AbortSignal.timeout(WITHIN_MS),
        ...(ca === undefined ? {} : { ca }),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': bytes.length,
          'user-agent': 'gac-cong-collector',
          'idempotency-key': id,
          ...signedHeaders(secret, id, bytes, nowUtcMs),
        },
      },
      (answer) => {
        let received = 0;
        const status = answer.statusCode ?? 0;
        const end = (): void => settled(outcomeOf(status, answer.headers['retry-after']));
        answer.on('data', (part: Buffer) => {
          received += part.length;
          if (received <= LARGEST_ANSWER_BYTES) return;
          end();
          sent.destroy();
        });
        answer.on('end', end);
        // It has said what it thinks of it.
        answer.on('error', end);
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => settled(failed(reasonOf(error))));
    sent.end(bytes);
  });
}

export function signedHeaders(secret: string, id: string, body: Buffer, nowUtcMs: number) {
  const timestamp = String(Math.floor(nowUtcMs / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

const REFUSED = 'ADDRESS_REFUSED';

/** As Node asks for it: with `all`, or for one address. One that may not be reached among others refuses the name. */
function lookupWith(mayReach: AddressRule): LookupFunction {
  return (host, options, found) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) return found(error, '', 0);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => mayReach(address))) {
        return found(Object.assign(new Error('refused'), { code: REFUSED }), '', 0);
      }
      return options.all === true ? found(null, addresses) : found(null, first.address, first.family);
    });
  };
}

function outcomeOf(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { type: 'sent' };
  // It wants no more of it.
  if (status === 410) return { ...failed('gone'), isFinal: true };
  if (status >= 300 && status < 400) return failed('redirect');
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
  return { ...failed(`status-${status}`), retryAfterMs: seconds === null ? null : seconds * 1_000 };
}

function failed(reason: string): Extract<Outcome, { type: 'failed' }> {
  return { type: 'failed', reason, isFinal: false, retryAfterMs: null };
}

function reasonOf({ code, name }: NodeJS.ErrnoException): string {
  if (code === REFUSED) return 'address-refused';
  if (name === 'TimeoutError' || code === 'ABORT_ERR' || code === 'ETIMEDOUT') return 'timed-out';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no-such-host';
  if (/CERT|SIGNATURE|ERR_TLS|SELF_SIGNED/.test(code ?? '')) return 'bad-certificate';
  return 'unreachable';
}
