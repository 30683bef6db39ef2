/** Who has an account here, and how does one come, go and come back? */

import type { Role } from '../contract/console-roles.ts';
import type { AccountRow } from '../contract/keeper-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import { startsWithSql } from '../unit-path-sql.ts';
import { newToken, tokenHash } from './tokens.ts';

const INVITATION_VALID_HOURS = 24;
/** While somebody else has still to agree. */
const WAITING_VALID_HOURS = 7 * 24;
/** What one person alone cannot give away once there is a privacy officer. */
const TWO_PERSON_ROLES: readonly Role[] = ['tracer', 'privacy'];

export type NewAccount = {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unit: UnitPath;
  readonly email: string | null;
};
/** `token` is for the person alone; only its hash is kept. */
export type Invitation = {
  readonly id: number;
  readonly token: string;
  readonly validUntil: string;
  /** It opens nothing until a second person has agreed. */
  readonly isWaiting: boolean;
};

export async function listAccounts({ query }: Connection, within: UnitPath): Promise<AccountRow[]> {
  const rows = await query<Omit<AccountRow, 'createdAt'> & { createdAt: Date }>(
    `select id, name, roles, unit, second_step is not null as "hasSecondStep", created_at as "createdAt",
       case when disabled_at is not null then 'disabled' when waits_since is not null then 'waiting' when password is null then 'invited' else 'active' end as state
     from console_account where ${startsWithSql('unit', '$1')} order by name`,
    [within],
  );
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}

export async function hasAccounts({ query }: Connection): Promise<boolean> {
  return (await query('select 1 as one from console_account limit 1')).length > 0;
}

/**
 * `isFirst`: only where there is no account yet, also when two ask at once. `askedBy`: the account that asks; where it needs a second person, it
 * waits for one. Whoever has the machine asks as nobody, and waits for nobody.
 */
export async function addAccount(
  database: Database,
  { name, roles, unit, email }: NewAccount,
  isFirst = false,
  askedBy: number | null = null,
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
    if (row === undefined) return 'taken';
    return invite(connection, row.id, await waitIfNeeded(connection, row.id, roles, askedBy));
  });
}

export type ChangedAccount = 'done' | 'waits' | 'unknown' | 'last-operator';

/** Other roles, another unit: its sessions end, and who is no operator any more has no tokens. */
export async function changeAccount(
  database: Database,
  { id, roles, unit }: { readonly id: number; readonly roles: readonly Role[]; readonly unit: UnitPath },
  within: UnitPath,
  askedBy: number,
): Promise<ChangedAccount> {
  return database.transaction(async (connection) => {
    const { query } = connection;
    const operators = await lockedOperators(connection);
    const [known] = await query<{ roles: Role[]; unit: string[]; isKeeper: boolean }>(
      `select roles, unit, 'privacy' = any(roles) and password is not null as "isKeeper" from console_account
       where id = $1 and ${startsWithSql('unit', '$2')} for update`,
      [id, within],
    );
    if (known === undefined) return 'unknown';
    const staysOperator = roles.includes('operator') && unit.length === 0;
    if (!staysOperator && operators.length === 1 && operators[0]?.id === id) return 'last-operator';
    await query(
      `update console_account set roles = $2::text[], unit = $3::text[],
         kept_privacy_at = case when $4 then coalesce(kept_privacy_at, now()) else kept_privacy_at end where id = $1`,
      [id, [...new Set(roles)], unit, known.isKeeper],
    );
    await query('delete from console_session where account_id = $1', [id]);
    if (!roles.includes('operator')) {
      await query('update console_api_token set revoked_at = now() where issued_by = $1 and revoked_at is null', [id]);
    }
    const gained = roles.filter((each) => !known.roles.includes(each) || known.unit.join('/') !== unit.join('/'));
    return (await waitIfNeeded(connection, id, gained, askedBy)) ? 'waits' : 'done';
  });
}

/** `own`: who asked for it, or whose it is, does not agree to it. */
export async function approveAccount(
  database: Database,
  id: number,
  within: UnitPath,
  approver: number | null,
): Promise<'done' | 'unknown' | 'own'> {
  return database.transaction(async ({ query }) => {
    const [known] = await query<{ askedBy: number | null }>(
      `select asked_by as "askedBy" from console_account
       where id = $1 and waits_since is not null and ${startsWithSql('unit', '$2')} for update`,
      [id, within],
    );
    if (known === undefined) return 'unknown';
    if (approver !== null && (known.askedBy === approver || id === approver)) return 'own';
    await query('update console_account set waits_since = null, asked_by = null where id = $1', [id]);
    await query(`update console_invitation set expires_at = now() + $2 * interval '1 hour' where account_id = $1`, [
      id,
      INVITATION_VALID_HOURS,
    ]);
    return 'done';
  });
}

export type WaitingAccount = {
  readonly id: number;
  readonly name: string;
  readonly roles: Role[];
  readonly unit: string[];
  readonly askedBy: string | null;
  readonly since: string;
};

export async function waitingAccounts({ query }: Connection, within: UnitPath): Promise<WaitingAccount[]> {
  const rows = await query<Omit<WaitingAccount, 'since'> & { since: Date }>(
    `select waiting.id, waiting.name, waiting.roles, waiting.unit, asker.name as "askedBy", waiting.waits_since as since
     from console_account as waiting left join console_account as asker on asker.id = waiting.asked_by
     where waiting.waits_since is not null and waiting.disabled_at is null
       and ${startsWithSql('waiting.unit', '$1')} order by waiting.waits_since`,
    [within],
  );
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
}

/**
 * From the first privacy officer on; before, there is nobody to agree. One who was disabled, reset or given other roles still counts: else whoever may do
 * that would be alone again.
 */
async function waitIfNeeded(
  { query }: Connection,
  id: number,
  gained: readonly Role[],
  askedBy: number | null,
): Promise<boolean> {
  if (askedBy === null || !gained.some((each) => TWO_PERSON_ROLES.includes(each))) return false;
  const kept = await query(
    `select 1 as one from console_account
     where kept_privacy_at is not null or 'privacy' = any(roles) and password is not null limit 1`,
  );
  if (kept.length === 0) return false;
  await query('update console_account set waits_since = coalesce(waits_since, now()), asked_by = $2 where id = $1', [
    id,
    askedBy,
  ]);
  return true;
}

/** All at once and in one order: two operators who disable each other do so one after the other. */
function lockedOperators({ query }: Connection): Promise<{ id: number }[]> {
  return query<{ id: number }>(
    `select id from console_account where 'operator' = any(roles) and unit = '{}' and disabled_at is null
       and waits_since is null and password is not null order by id for update`,
  );
}

/** Its sessions end, and the tokens that it issued. `last-operator`: then nobody could bring anybody back. */
export async function disableAccount(
  database: Database,
  id: number,
  within: UnitPath,
): Promise<'done' | 'unknown' | 'last-operator'> {
  return database.transaction(async (connection) => {
    const { query } = connection;
    const operators = await lockedOperators(connection);
    if (operators.length === 1 && operators[0]?.id === id && within.length === 0) return 'last-operator';
    const rows = await query(
      `update console_account set disabled_at = coalesce(disabled_at, now())
       where id = $1 and ${startsWithSql('unit', '$2')} returning id`,
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

/**
 * Forgets password, second step and sessions, and invites anew; `null` where nobody within is called so. Whoever resets somebody could come in as them: a
 * tracer's and a privacy officer's account waits for a second person, unless the one who has the machine asks (`null`).
 */
export async function resetAccount(
  database: Database,
  id: number,
  within: UnitPath,
  askedBy: number | null = null,
): Promise<Invitation | null> {
  return database.transaction(async (connection) => {
    const { query } = connection;
    const [known] = await query<{ roles: Role[] }>(
      `update console_account set kept_privacy_at = case when 'privacy' = any(roles) and password is not null
           then coalesce(kept_privacy_at, now()) else kept_privacy_at end,
         password = null, second_step = null, second_step_next = null, disabled_at = null
       where id = $1 and ${startsWithSql('unit', '$2')} returning roles`,
      [id, within],
    );
    if (known === undefined) return null;
    await query('delete from console_session where account_id = $1', [id]);
    await query('delete from console_recovery_code where account_id = $1', [id]);
    if (askedBy === null)
      await query('update console_account set waits_since = null, asked_by = null where id = $1', [id]);
    return invite(connection, id, await waitIfNeeded(connection, id, known.roles, askedBy));
  });
}

export async function accountIdOf({ query }: Connection, name: string): Promise<number | null> {
  const [row] = await query<{ id: number }>('select id from console_account where name = $1', [name]);
  return row?.id ?? null;
}

/** One at a time: an older one of the same person ends. */
async function invite({ query }: Connection, accountId: number, isWaiting: boolean): Promise<Invitation> {
  const token = newToken();
  await query('delete from console_invitation where account_id = $1 or expires_at < now()', [accountId]);
  const [row] = await query<{ expiresAt: Date }>(
    `insert into console_invitation (token_hash, account_id, expires_at) values ($1, $2, now() + $3 * interval '1 hour')
     returning expires_at as "expiresAt"`,
    [tokenHash(token), accountId, isWaiting ? WAITING_VALID_HOURS : INVITATION_VALID_HOURS],
  );
  return { id: accountId, token, validUntil: row?.expiresAt.toISOString() ?? '', isWaiting };
}
