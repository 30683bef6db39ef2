/** Who is told of the alarms of which units? */

import { randomBytes, randomUUID } from 'node:crypto';
import type { NoticeTarget } from '../contract/notices-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';
import { startsWithSql } from '../unit-path-sql.ts';

/** Of one unit. Each is a message for each alarm. */
const MOST_TARGETS = 50;
const SECRET_BYTES = 32;

export type NewTarget = Pick<NoticeTarget, 'unit' | 'channel' | 'address' | 'kinds' | 'language'>;

/** Those of `within` and of what lies in it. */
export async function noticeTargets({ query }: Connection, within: UnitPath): Promise<NoticeTarget[]> {
  const rows = await query<Omit<NoticeTarget, 'createdAt'> & { createdAtUtcMs: number }>(
    `select id::text as id, unit_path as unit, channel, address, kinds, language,
       (extract(epoch from created_at) * 1000)::float8 as "createdAtUtcMs"
     from notice_target where ${startsWithSql('unit_path', '$1')} order by unit_path, created_at, id`,
    [within],
  );
  return rows.map(({ createdAtUtcMs, ...row }) => ({ ...row, createdAt: new Date(createdAtUtcMs).toISOString() }));
}

/** What is on already it is not told. `secret`: of a webhook, as Standard Webhooks writes it; it is known this once. */
export async function addTarget(
  database: Database,
  keys: ConsoleSecret,
  target: NewTarget,
  createdBy: number,
): Promise<{ readonly id: string; readonly secret: string | null } | 'too-many'> {
  const id = randomUUID();
  const secret = target.channel === 'webhook' ? `whsec_${randomBytes(SECRET_BYTES).toString('base64')}` : null;
  const rows = await database.query(
    `insert into notice_target (id, unit_path, channel, address, secret, kinds, language, told_up_to, created_by)
     select $1::uuid, $2::text[], $3, $4, $5, $6::text[], $7, coalesce((select max(id) from notice_event), 0), $8
     where (select count(*) from notice_target where unit_path = $2::text[]) < ${MOST_TARGETS} returning id`,
    [
      id,
      target.unit,
      target.channel,
      target.address,
      secret === null ? null : keys.seal(secret, aboutSecret(id)),
      target.kinds,
      target.language,
      createdBy,
    ],
  );
  return rows.length === 0 ? 'too-many' : { id, secret };
}

/** What still waits for it is not sent any more. False where there is none in `within`. */
export async function removeTarget(database: Database, id: string, within: UnitPath): Promise<boolean> {
  return database.transaction(async ({ query }) => {
    const rows = await query(
      `delete from notice_target where id = $1::uuid and ${startsWithSql('unit_path', '$2')} returning id`,
      [id, within],
    );
    if (rows.length === 0) return false;
    await query(`delete from notice_delivery where target_id = $1::uuid and state = 'waiting'`, [id]);
    return true;
  });
}

/** `null` where there is none, or another key sealed it. */
export async function secretOf({ query }: Connection, keys: ConsoleSecret, id: string): Promise<string | null> {
  const [row] = await query<{ secret: Uint8Array | null }>('select secret from notice_target where id = $1::uuid', [
    id,
  ]);
  return row?.secret == null ? null : keys.open(row.secret, aboutSecret(id));
}

function aboutSecret(id: string): string {
  return `notice-target ${id}`;
}
