/** Who looks for what has to be told, and sends it, for as long as the collector runs? */

import { fill } from '../../src-main/export/words.ts';
import type { NoticeTarget } from '../contract/notices-calls.ts';
import type { Database } from '../database.ts';
import { deliverDue } from '../delivery/deliver.ts';
import { forgetOld, noticeOutbox } from '../delivery/outbox.ts';
import { addressRule } from '../delivery/public-address.ts';
import type { MailOptions } from '../delivery/send-mail.ts';
import { openMailer } from '../delivery/send-mail.ts';
import type { Log } from '../log.ts';
import { unitName } from '../reports/figures-document.ts';
import { noticeWords } from '../reports/notice-words.ts';
import { planReports } from '../reports/schedules.ts';
import type { ConsoleSecret } from '../secret.ts';
import { watchAlarms } from './watch-alarms.ts';

const LOOK_EVERY_MS = 60_000;
const DELIVER_EVERY_MS = 5_000;

export type NoticeOptions = {
  readonly database: Database;
  readonly keys: ConsoleSecret;
  readonly name: string;
  /** Where people reach the console. */
  readonly url: () => string;
  readonly mail: MailOptions | null;
  /** Networks of the house that webhooks may go to. */
  readonly webhookNetworks: readonly string[];
  /** Where a database in this process writes; `null` where it is another's. */
  readonly dataDir: string | null;
  readonly log: Log;
  readonly nowUtcMs?: () => number;
};

export function runNotices(options: NoticeOptions): { readonly close: () => Promise<void> } {
  const { database, keys, name, mail, webhookNetworks, dataDir, log, nowUtcMs = Date.now } = options;
  const frame = mailFrame(name, options.url);
  const outbox = noticeOutbox(frame, name);
  const mailer = mail === null ? null : openMailer(mail, name);
  if (mailer === null) log('mail-off', {});
  const courier = { database, keys, mailer, webhooks: { mayReach: addressRule(webhookNetworks) }, log };
  const looking = repeat(LOOK_EVERY_MS, log, 'notices-failed', async () => {
    await watchAlarms({ database, outbox, dataDir }, nowUtcMs());
    await planReports({ database, outbox, name, frame, log }, nowUtcMs());
    await forgetOld(database, nowUtcMs());
  });
  const delivering = repeat(DELIVER_EVERY_MS, log, 'deliveries-failed', async () => {
    while ((await deliverDue(courier, nowUtcMs)) > 0 && !delivering.isEnding());
  });
  return {
    close: async () => {
      await Promise.all([looking.close(), delivering.close()]);
      mailer?.close();
    },
  };
}

/** Who it is for, and where it can be stopped. */
export function mailFrame(name: string, url: () => string) {
  return (text: string, { unit, language }: Pick<NoticeTarget, 'unit' | 'language'>): string => {
    const { greeting, foot } = noticeWords(language).mail;
    const console = `${url().replace(/\/+$/, '')}/console/#/notices`;
    return `${fill(greeting, { unit: unitName(unit, language) })}\n\n${text}\n\n-- \n${fill(foot, { name, url: console })}\n`;
  };
}

/** One after the other, with a pause; a database that refuses is met again at the next turn. */
function repeat(everyMs: number, log: Log, failure: string, work: () => Promise<void>) {
  let isEnding = false;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    try {
      await work();
    } catch (error) {
      log(failure, { error: error instanceof Error ? error.name : 'unknown' });
    }
    plan();
  }
  function plan(): void {
    if (isEnding) return;
    timer = setTimeout(() => {
      underWay = turn();
    }, everyMs);
    timer.unref();
  }
  plan();

  return {
    isEnding: () => isEnding,
    close: async () => {
      isEnding = true;
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
  };
}
