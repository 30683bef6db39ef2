/** How do many gates become known at once? By a list of one-time codes, one for each, to be put into their setup files. */

import { z } from 'zod';
import type { CommandAnswer } from './console/account-command.ts';
import { noteWithoutAccount } from './console/note-without-account.ts';
import type { Database } from './database.ts';
import { issueSetupCode } from './devices.ts';
import type { ConsoleSecret } from './secret.ts';

/** Each is as good as the file that it lies in is kept: not more at once than somebody hands out, nor for longer than that takes. */
const MOST_CODES = 2_000;
const LONGEST_DAYS = 30;

const order = z.strictObject({
  count: z.coerce.number().int().min(1).max(MOST_CODES),
  days: z.coerce.number().int().min(1).max(LONGEST_DAYS).default(1),
});

export type SetupCodesOrder = z.infer<typeof order>;

/** What `--setup-codes N [--days D]` asks for; `null` where it asks for nothing that can be done. */
export function setupCodesOrder(count: unknown, days: unknown): SetupCodesOrder | null {
  return order.safeParse({ count, days }).data ?? null;
}

export type CodesOf = {
  readonly database: Database;
  readonly secret: ConsoleSecret;
  /** Where the gates reach the collector that will run. */
  readonly url: string;
  readonly name: string;
  readonly settingsKey: string;
};

export async function issueSetupCodes({ count, days }: SetupCodesOrder, collector: CodesOf): Promise<CommandAnswer> {
  const { database, url, name, settingsKey } = collector;
  const codes: string[] = [];
  while (codes.length < count) codes.push(await issueSetupCode(database, url, name, settingsKey, days * 24));
  await noteWithoutAccount('command', collector, 'fleet.setupCodes', { codes: count, days });
  return { status: 0, answer: { url, days, codes }, sentence: codes.join('\n') };
}
