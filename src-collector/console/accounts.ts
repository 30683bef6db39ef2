/** Who has an account here, and how does one come, go and come back? */

import type { Role } from '../contract/console-roles.ts';
import type { AccountRow } from '../contract/keeper-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import { newToken, tokenHash } from './tokens.ts';

const INVITATION_VALID_HOURS = 24;

export type NewAccount = {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unit: UnitPath;
  readonly email: string | null;
};
/** `token` is for the person alone; only its hash is kept. */
export type Invitation = { readonly id: number; readonly token: string; readonly validUntil: string };

export async function listAccounts({ query }: Connection, within: UnitPath): Promise<AccountRow[]> {
  const rows = await query<Omit<AccountRow, 'createdAt'> & { createdAt: Date }>(
    `select id, name, roles, unit, second_step is not null as "hasSecondStep", created_at as "createdAt",
       case when disabled_at is not null then 'disabled' when password is null then 'invited' else 'active' end as state
     from console_account where unit[1:cardinality($1::text[])] = $1::text[] order by name`,
    [within],
  );
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}

export async function hasAccounts({ query }: Connection): Promise<boolean> {
  return (await query('select 1 as one from console_account limit 1')).length > 0;
}

/** `isFirst`: only where there is no account yet, also when two ask at once. */
export async function addAccount(
  database: Database,
  { name, roles, unit, email }: NewAccount,
  isFirst = false,
): Promise<Invitation | 'taken'> {
  return database.transaction(async (connection) => {
    if (isFirst) {
      await connection.query('lock table console_account in exclusive mode');
      if (await hasAccounts(connection)) return 'taken';
    }
    const [row] = await connection.query<{ id: number }>(
      `insert into console_account (name, roles, unit, email) values ($1, $2::text[], $3::text[], $4)
       on conflict do nothing returning id`,
      [name, [...new Set(roles)], unit, email],
    );
    return row === undefined ? 'taken' : invite(connection, row.id);
  });
}

/** Its sessions end, and the tokens that it issued. `last-operator`: then nobody could bring anybody back. */
export async function disableAccount(
  database: Database,
  id: number,
  within: UnitPath,
): Promise<'done' | 'unknown' | 'last-operator'> {
  return database.transaction(async ({ query }) => {
    // All at once and in one order: two operators who disable each other do so one after the other.
    const operators = await query<{ id: number }>(
      `select id from console_account where 'operator' = any(roles) and unit = '{}' and disabled_at is null and password is not null
       order by id for update`,
    );
    if (operators.length === 1 && operators[0]?.id === id && within.length === 0) return 'last-operator';
    const rows = await query(
      `update console_account set disabled_at = coalesce(disabled_at, now())
       where id = $1 and unit[1:cardinality($2::text[])] = $2::text[] returning id`,
      [id, within],
    );
    if (rows.length === 0) return 'unknown';
    await query('delete from console_session where account_id = $1', [id]);
    await query('delete from console_invitation where account_id = $1', [id]);
    // For good: who is brought back issues new ones.
    await query('update console_api_token set revoked_at = now() where issued_by = $1 and revoked_at is null', [id]);
    return 'done';
  });
}

/** Forgets password, second step and sessions, and invites anew; `null` where nobody within is called so. */
export async function resetAccount(database: Database, id: number, within: UnitPath): Promise<Invitation | null> {
  return database.transaction(async (connection) => {
    const { query } = connection;
    const rows = await query(
      `update console_account set password = null, second_step = null, second_step_next = null, disabled_at = null
       where id = $1 and unit[1:cardinality($2::text[])] = $2::text[] returning id`,
      [id, within],
    );
    if (rows.length === 0) return null;
    await query('delete from console_session where account_id = $1', [id]);
    await query('delete from console_recovery_code where account_id = $1', [id]);
    return invite(connection, id);
  });
}

export async function accountIdOf({ query }: Connection, name: string): Promise<number | null> {
  const [row] = await query<{ id: number }>('select id from console_account where name = $1', [name]);
  return row?.id ?? null;
}

/** One at a time: an older one of the same person ends. */
async function invite({ query }: Connection, accountId: number): Promise<Invitation> {
  const token = newToken();
  await query('delete from console_invitation where account_id = $1 or expires_at < now()', [accountId]);
  const [row] = await query<{ expiresAt: Date }>(
    `insert into console_invitation (token_hash, account_id, expires_at) values ($1, $2, now() + $3 * interval '1 hour')
     returning expires_at as "expiresAt"`,
    [tokenHash(token), accountId, INVITATION_VALID_HOURS],
  );
  return { id: accountId, token, validUntil: row?.expiresAt.toISOString() ?? '' };
}
