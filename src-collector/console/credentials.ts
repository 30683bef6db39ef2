/** With what does an account prove who it is, and how is that changed? */

import { needsSecondStep, type Role } from '../contract/console-roles.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';
import { newRecoveryCodes, newSecondStep, recoveryHash, stepOf } from './second-step.ts';
import { tokenHash } from './tokens.ts';

export type Credentials = {
  readonly id: number;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unit: UnitPath;
  /** `null` until an invitation is accepted. */
  readonly password: string | null;
  readonly hasSecondStep: boolean;
  /** Also while somebody else has still to agree to it. */
  readonly isDisabled: boolean;
  readonly isWaiting: boolean;
};

const SELECT = `select id, name, roles, unit, password, second_step is not null as "hasSecondStep", disabled_at is not null or waits_since is not null as "isDisabled",
  waits_since is not null as "isWaiting" from console_account`;

export async function credentialsByName({ query }: Connection, name: string): Promise<Credentials | null> {
  const [row] = await query<Credentials>(`${SELECT} where name = $1`, [name.normalize('NFC').toLowerCase()]);
  return row ?? null;
}

export async function credentialsByEmail({ query }: Connection, email: string): Promise<Credentials | null> {
  const [row] = await query<Credentials>(`${SELECT} where email = $1`, [email.toLowerCase()]);
  return row ?? null;
}

/** Who is invited by this token, while it is valid. */
export async function credentialsInvited({ query }: Connection, token: string): Promise<Credentials | null> {
  const [row] = await query<Credentials>(
    `${SELECT} where disabled_at is null and id = (select account_id from console_invitation where token_hash = $1 and expires_at > now())`,
    [tokenHash(token)],
  );
  return row ?? null;
}

/** Whether the account may come in by its first step alone, has to give the second, or cannot come in without one. */
export function stepAfter({ roles, hasSecondStep }: Credentials): 'none' | 'second' | 'missing' {
  if (hasSecondStep) return 'second';
  return needsSecondStep(roles) ? 'missing' : 'none';
}

/** Whether the code is right, and was not used before. */
export async function takeCode(
  { query }: Connection,
  secret: ConsoleSecret,
  accountId: number,
  code: string,
  nowUtcMs: number,
): Promise<boolean> {
  const [row] = await query<{ sealed: Uint8Array | null }>(
    'select second_step as sealed from console_account where id = $1',
    [accountId],
  );
  const step = codeStep(secret, accountId, row?.sealed ?? null, code, nowUtcMs);
  if (step === null) return false;
  const taken = await query(
    'update console_account set second_step_used = $2 where id = $1 and second_step_used < $2 returning id',
    [accountId, step],
  );
  return taken.length > 0;
}

export async function takeRecoveryCode({ query }: Connection, accountId: number, code: string): Promise<boolean> {
  const taken = await query(
    'delete from console_recovery_code where account_id = $1 and code_hash = $2 returning account_id',
    [accountId, recoveryHash(accountId, code)],
  );
  return taken.length > 0;
}

/** A secret for the account's next second step; the same one until it counts, unless `isNew`. */
export async function prepareSecondStep(
  { query }: Connection,
  secret: ConsoleSecret,
  accountId: number,
  isNew: boolean,
): Promise<string> {
  const [row] = await query<{ sealed: Uint8Array | null }>(
    'select second_step_next as sealed from console_account where id = $1',
    [accountId],
  );
  const kept = isNew || row?.sealed == null ? null : secret.open(row.sealed, aboutStep(accountId));
  if (kept !== null) return kept;
  const made = newSecondStep();
  await query('update console_account set second_step_next = $2 where id = $1', [
    accountId,
    secret.seal(made, aboutStep(accountId)),
  ]);
  return made;
}

/** What was prepared counts from now on, with new recovery codes; `null` where the code is not of it. */
export async function setSecondStep(
  { query }: Connection,
  secret: ConsoleSecret,
  accountId: number,
  code: string,
  nowUtcMs: number,
): Promise<readonly string[] | null> {
  const [row] = await query<{ sealed: Uint8Array | null }>(
    'select second_step_next as sealed from console_account where id = $1 for update',
    [accountId],
  );
  const step = codeStep(secret, accountId, row?.sealed ?? null, code, nowUtcMs);
  if (step === null) return null;
  await query(
    'update console_account set second_step = second_step_next, second_step_next = null, second_step_used = $2 where id = $1',
    [accountId, step],
  );
  const codes = newRecoveryCodes();
  await query('delete from console_recovery_code where account_id = $1', [accountId]);
  await query('insert into console_recovery_code (account_id, code_hash) select $1, unnest($2::bytea[])', [
    accountId,
    codes.map((each) => recoveryHash(accountId, each)),
  ]);
  return codes;
}

export async function removeSecondStep(database: Database, accountId: number): Promise<void> {
  await database.transaction(async ({ query }) => {
    await query('update console_account set second_step = null, second_step_next = null where id = $1', [accountId]);
    await query('delete from console_recovery_code where account_id = $1', [accountId]);
  });
}

function codeStep(
  secret: ConsoleSecret,
  accountId: number,
  sealed: Uint8Array | null,
  code: string,
  nowUtcMs: number,
): number | null {
  const opened = sealed === null ? null : secret.open(sealed, aboutStep(accountId));
  return opened === null ? null : stepOf(opened, code, nowUtcMs);
}

function aboutStep(accountId: number): string {
  return `second-step ${accountId}`;
}
