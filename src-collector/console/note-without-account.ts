/** How does the audit log hear of what somebody does who has no account: by a command of the machine, or by the page of its key? */

import type { Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';
import type { AuditDetail } from './audit.ts';
import { openAudit } from './audit.ts';

type Place = { readonly database: Database; readonly secret: ConsoleSecret };

/** Who has the machine, or the key that it prints, is above all accounts; the log says that it was such a hand. Durable when it returns. */
export function noteWithoutAccount(
  kind: 'command' | 'page',
  { database, secret }: Place,
  call: string,
  detail: AuditDetail,
): Promise<void> {
  const actor = { kind, id: null, unit: [] } as const;
  return openAudit(database, secret, Date.now).note({ actor, call, outcome: 'done', detail });
}
