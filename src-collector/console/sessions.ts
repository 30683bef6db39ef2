/** Whose session is this, and is it still one? */

import type { Role } from '../contract/console-roles.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import { newToken, tokenHash } from './tokens.ts';

const IDLE_S = 30 * 60;
/** A working day; then the password again. */
const FULL_S = 10 * 60 * 60;
/** Time to take out the phone. */
const BEGUN_S = 5 * 60;
/** How exactly it is kept when a session was last used: a write for each read would be one too many. */
const NOTE_USE_EVERY_S = 60;

export type Stage = 'begun' | 'full';

export type Session = {
  readonly token: string;
  readonly stage: Stage;
  readonly accountId: number;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unit: UnitPath;
  readonly hasSecondStep: boolean;
};

/** A new session under a new token; `instead` ends, so that a token that was known before is worth nothing after. */
export async function beginSession(
  database: Database,
  accountId: number,
  stage: Stage,
  instead: string | null,
): Promise<string> {
  const token = newToken();
  await database.transaction(async ({ query }) => {
    if (instead !== null) await query('delete from console_session where token_hash = $1', [tokenHash(instead)]);
    await query(`delete from console_session where expires_at < now() or used_at < now() - $1 * interval '1 second'`, [
      IDLE_S,
    ]);
    await query(
      `insert into console_session (token_hash, account_id, stage, expires_at) values ($1, $2, $3, now() + $4 * interval '1 second')`,
      [tokenHash(token), accountId, stage, stage === 'full' ? FULL_S : BEGUN_S],
    );
  });
  return token;
}

/** `null` where it ended, or its account was disabled. */
export async function sessionOf({ query }: Connection, token: string): Promise<Session | null> {
  const [row] = await query<Omit<Session, 'token'> & { isDue: boolean }>(
    `select stage, account_id as "accountId", name, roles, unit, second_step is not null as "hasSecondStep",
       used_at < now() - $3 * interval '1 second' as "isDue"
     from console_session join console_account on console_account.id = account_id
     where token_hash = $1 and disabled_at is null and waits_since is null and password is not null
       and expires_at > now() and used_at > now() - $2 * interval '1 second'`,
    [tokenHash(token), IDLE_S, NOTE_USE_EVERY_S],
  );
  if (row === undefined) return null;
  const { isDue, ...session } = row;
  if (isDue) await query('update console_session set used_at = now() where token_hash = $1', [tokenHash(token)]);
  return { token, ...session };
}

export async function endSession({ query }: Connection, token: string): Promise<void> {
  await query('delete from console_session where token_hash = $1', [tokenHash(token)]);
}

/** All of an account's, but one if so wanted. */
export async function endSessionsOf({ query }: Connection, accountId: number, but: string | null): Promise<void> {
  await query('delete from console_session where account_id = $1 and token_hash is distinct from $2', [
    accountId,
    but === null ? null : tokenHash(but),
  ]);
}
