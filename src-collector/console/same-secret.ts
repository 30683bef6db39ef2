/** Has this collector the key that the others over this database have? */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';

const WHAT = 'the key of this database';

/**
 * The first one leaves a mark of its key, which tells nobody the key; whoever comes with another throws. It would open no second step,
 * count other tries than its neighbour, and break the audit log's chain, and nobody would notice until then.
 */
export async function expectSameSecret(database: Database, secret: ConsoleSecret): Promise<void> {
  const own = markOf(secret);
  await database.query('insert into console_key (check_value) values ($1) on conflict do nothing', [own]);
  const [row] = await database.query<{ mark: string }>('select check_value as mark from console_key');
  if (row !== undefined && isSame(row.mark, own)) return;
  throw new Error(
    'Khoá của máy thu này (COLLECTOR_SECRET, hoặc console.key trong thư mục dữ liệu) khác với khoá của cơ sở dữ liệu: hãy đặt cùng một khoá ' +
      'cho mọi máy thu; nếu khoá cũ đã mất hẳn, chạy --accept-new-secret / the key of this collector (COLLECTOR_SECRET, or console.key in ' +
      "the data folder) is not the database's: give all collectors over it the same; if the old one is lost for good, " +
      '--accept-new-secret (docs/collector.md)',
  );
}

/** The one that was is lost; from now on this one counts. */
export async function acceptSecret(database: Database, secret: ConsoleSecret): Promise<void> {
  await database.query(
    'insert into console_key (check_value) values ($1) on conflict (is_the_one) do update set check_value = excluded.check_value',
    [markOf(secret)],
  );
}

function markOf(secret: ConsoleSecret): string {
  return createHmac('sha256', secret.lookUpKey(WHAT)).update(WHAT).digest('base64url');
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
