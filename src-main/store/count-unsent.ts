/** How many entries of a log has no collector acknowledged? */

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { OpenRefusal } from './sqlite-trouble.ts';
import { openRefusal } from './sqlite-trouble.ts';

export type CountedUnsent =
  | { readonly type: 'counted'; readonly entries: number; readonly unsent: number }
  | { readonly type: 'refused'; readonly reason: OpenRefusal };

const NO_LOG: CountedUnsent = { type: 'counted', entries: 0, unsent: 0 };

/** Waiting and set aside alike: neither is anywhere but here. Changes nothing, and makes no file where there is none. */
export function countUnsent(path: string): CountedUnsent {
  if (!existsSync(path)) return NO_LOG;
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { readonly: existsSync(`${path}-wal`), fileMustExist: true });
    const count = (sql: string): number => database?.prepare<[], number>(sql).pluck().get() ?? 0;
    if (count("select count(*) from sqlite_schema where name = 'outbox'") === 0) return NO_LOG;
    return {
      type: 'counted',
      entries: count('select count(*) from entry'),
      unsent: count("select count(*) from outbox where state <> 'done'"),
    };
  } catch (error) {
    const reason = openRefusal(error);
    if (reason === null) throw error;
    return { type: 'refused', reason };
  } finally {
    database?.close();
  }
}
