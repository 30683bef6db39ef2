/** Which programs may ask, for what, and for how long? */

import type { Scope } from '../contract/console-roles.ts';
import type { ApiTokenRow } from '../contract/keeper-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection } from '../database.ts';
import { startsWithSql } from '../unit-path-sql.ts';
import type { ApiTokenCaller } from './caller.ts';
import { newToken, tokenHash } from './tokens.ts';

/** So that who finds one knows what it is. */
const PREFIX = 'gct_';
const SHAPE = /^gct_[\w-]{43}$/;

export type NewApiToken = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly unit: UnitPath;
  readonly days: number;
  readonly issuedBy: number;
};
export type IssuedToken = { readonly id: number; readonly token: string; readonly validUntil: string };

export async function issueApiToken({ query }: Connection, asked: NewApiToken): Promise<IssuedToken> {
  const token = PREFIX + newToken();
  const [row] = await query<{ id: number; expiresAt: Date }>(
    `insert into console_api_token (token_hash, name, scopes, unit, issued_by, expires_at)
     values ($1, $2, $3::text[], $4::text[], $5, now() + $6 * interval '1 day') returning id, expires_at as "expiresAt"`,
    [tokenHash(token), asked.name, [...new Set(asked.scopes)], asked.unit, asked.issuedBy, asked.days],
  );
  if (row === undefined) throw new Error('a row that was inserted is not there');
  return { id: row.id, token, validUntil: row.expiresAt.toISOString() };
}

/** `null` where it was revoked or ran out, or who issued it was disabled. */
export async function apiTokenOf({ query }: Connection, token: string): Promise<ApiTokenCaller | null> {
  if (!SHAPE.test(token)) return null;
  const [row] = await query<Omit<ApiTokenCaller, 'kind'>>(
    `update console_api_token set used_at = now() from console_account
     where token_hash = $1 and console_account.id = issued_by and disabled_at is null
       and revoked_at is null and expires_at > now()
     returning console_api_token.id as "tokenId", scopes, console_api_token.unit`,
    [tokenHash(token)],
  );
  return row === undefined ? null : { kind: 'token', ...row };
}

export async function listApiTokens({ query }: Connection, within: UnitPath): Promise<ApiTokenRow[]> {
  type Stored = Omit<ApiTokenRow, 'issuedAt' | 'validUntil' | 'usedAt'> & {
    readonly issuedAt: Date;
    readonly expiresAt: Date;
    readonly usedAt: Date | null;
  };
  const rows = await query<Stored>(
    `select console_api_token.id, console_api_token.name, scopes, console_api_token.unit, issued_at as "issuedAt",
       expires_at as "expiresAt", used_at as "usedAt",
       case when revoked_at is not null or disabled_at is not null then 'revoked' when expires_at <= now() then 'expired' else 'active' end as state
     from console_api_token join console_account on console_account.id = issued_by
     where ${startsWithSql('console_api_token.unit', '$1')} order by console_api_token.id desc`,
    [within],
  );
  return rows.map(({ issuedAt, expiresAt, usedAt, ...row }) => ({
    ...row,
    issuedAt: issuedAt.toISOString(),
    validUntil: expiresAt.toISOString(),
    usedAt: usedAt?.toISOString() ?? null,
  }));
}

/** Whether there was one within that unit. */
export async function revokeApiToken({ query }: Connection, id: number, within: UnitPath): Promise<boolean> {
  const rows = await query(
    `update console_api_token set revoked_at = coalesce(revoked_at, now())
     where id = $1 and ${startsWithSql('unit', '$2')} returning id`,
    [id, within],
  );
  return rows.length > 0;
}
