/** How does what is due leave, each message at least once and with the same id each time? */

import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import { secretOf } from '../notices/targets.ts';
import type { ConsoleSecret } from '../secret.ts';
import type { Leased, Outcome } from './outbox.ts';
import { leaseDue, settle } from './outbox.ts';
import type { Mailer } from './send-mail.ts';
import type { WebhookDoor } from './send-webhook.ts';
import { sendWebhook } from './send-webhook.ts';

export type Courier = {
  readonly database: Database;
  readonly keys: ConsoleSecret;
  /** `null` = no mail is set up. */
  readonly mailer: Mailer | null;
  readonly webhooks: WebhookDoor;
  readonly log: Log;
};

/** Gives how many were tried. Ended between a try and its note, it is tried again: the receiver knows the id. */
export async function deliverDue(courier: Courier, nowUtcMs: () => number): Promise<number> {
  const { database, log } = courier;
  const messages = await leaseDue(database, nowUtcMs());
  await Promise.all(
    messages.map(async (message) => {
      const outcome = await tryOnce(courier, message, nowUtcMs());
      const became = await settle(database, message, outcome, nowUtcMs(), Math.random());
      // To whom it was is in the table, for those who may see it.
      if (outcome.type === 'failed') {
        log('notice-failed', { delivery: message.id, channel: message.channel, reason: outcome.reason, became });
      }
    }),
  );
  return messages.length;
}

async function tryOnce(
  { database, keys, mailer, webhooks }: Courier,
  message: Leased,
  nowUtcMs: number,
): Promise<Outcome> {
  const failed = (reason: string): Outcome => ({ type: 'failed', reason, isFinal: false, retryAfterMs: null });
  if (message.channel === 'email') return mailer === null ? failed('mail-off') : mailer.send(message);
  const secret = message.targetId === null ? null : await secretOf(database, keys, message.targetId);
  return secret === null ? failed('no-secret') : sendWebhook(webhooks, message, secret, nowUtcMs);
}
