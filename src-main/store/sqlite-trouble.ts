/** What does an error of SQLite mean for the gate? */

import Database from 'better-sqlite3';
import type { StoreFailure } from '../core/entry/verdict.ts';

/** Why a log was not opened. */
export type OpenRefusal = 'newer-version' | 'not-a-database' | 'corrupt' | 'cannot-open';

/** By the first word after `SQLITE_`: https://www.sqlite.org/rescode.html */
const FAILURES: Readonly<Record<string, StoreFailure>> = {
  FULL: 'disk-full',
  BUSY: 'log-busy',
  LOCKED: 'log-busy',
  PROTOCOL: 'log-busy',
  IOERR: 'disk-error',
  READONLY: 'disk-error',
  CANTOPEN: 'disk-error',
  CORRUPT: 'disk-error',
  NOTADB: 'disk-error',
};

/** The reason for the screen; `null` where the program, not the disk, is at fault. */
export function storeFailure(error: unknown): StoreFailure | null {
  return FAILURES[kindOf(error)] ?? null;
}

/** The reason not to open; `null` where the program is at fault. */
export function openRefusal(error: unknown): OpenRefusal | null {
  const kind = kindOf(error);
  if (kind === 'NOTADB') return 'not-a-database';
  if (kind === 'CORRUPT') return 'corrupt';
  return kind in FAILURES || kind === 'PERM' || kind === 'AUTH' ? 'cannot-open' : null;
}

/** `SQLITE_IOERR_FSYNC` → `IOERR`; empty for anything that SQLite did not say. */
function kindOf(error: unknown): string {
  return error instanceof Database.SqliteError ? (error.code.split('_')[1] ?? '') : '';
}
