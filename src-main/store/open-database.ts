/** Is this file a gate's log that may be written to? */

import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { Database as Connection } from 'better-sqlite3';
import Database from 'better-sqlite3';
import { isSound } from './check-database.ts';
import { goesBackTo, KNOWN_VERSION, migrate, versionOf } from './migrations/migrate.ts';
import type { OpenRefusal } from './sqlite-trouble.ts';
import { openRefusal } from './sqlite-trouble.ts';

/**
 * How long a commit waits for another process that writes (the command line, for some milliseconds). It stops the
 * whole gate meanwhile, so it is shorter than a guard's patience.
 */
const BUSY_TIMEOUT_MS = 2_000;
/** The write-ahead log goes into the database after this many pages (4 KB each), about every 500 entries. */
const CHECKPOINT_PAGES = 4_000;
/** Enough for every inner page of the indexes of some millions of entries, so that a scan reads no more than a leaf from the file. */
const CACHE_KIB = 16 * 1024;
/** What a checkpoint leaves of the write-ahead log's file after a rush. */
const JOURNAL_LIMIT_BYTES = 32 * 1024 * 1024;

const HEADER = Buffer.from('SQLite format 3\0', 'latin1');
/** Whoever made the log may read it, nobody else; SQLite gives its side files the same mode. */
const PRIVATE_MODE = 0o600;

export type RefusedDatabase = {
  readonly type: 'refused';
  readonly reason: OpenRefusal;
  /** For `newer-version`: which. */
  readonly foundVersion?: number;
  readonly knownVersion: number;
};
export type OpenedDatabase = { readonly type: 'opened'; readonly database: Connection } | RefusedDatabase;

/**
 * Opens or makes the log, durable and of this program's version. What is refused was looked at and no more, and stays
 * as it was to the byte.
 */
export function openDatabase(path: string): OpenedDatabase {
  let database: Connection | null = null;
  try {
    createPrivateFile(path);
    const seen = refuseFile(path) ?? peek(path);
    if (seen !== 'sound' && seen !== 'unseen') return seen;
    database = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    const refused = seen === 'sound' ? null : inspect(database);
    if (refused === null && configure(database)) {
      migrate(database);
      return { type: 'opened', database };
    }
    database.close();
    return refused ?? refuse('cannot-open');
  } catch (error) {
    database?.close();
    return refuseFor(error);
  }
}

/** `unseen`: SQLite must recover it first, which the gate does when it starts. */
export type SeenDatabase = { readonly type: 'absent' | 'sound' | 'unseen' } | RefusedDatabase;

/**
 * Says what `openDatabase` would find, and leaves everything as it was; a running gate is not disturbed. `fullCheckMaxBytes`: up to
 * which size every page is read, where not as at an opening.
 */
export function lookAtDatabase(path: string, fullCheckMaxBytes?: number): SeenDatabase {
  try {
    if (!existsSync(path)) return { type: 'absent' };
    const seen = refuseFile(path) ?? peek(path, fullCheckMaxBytes);
    return typeof seen === 'string' ? { type: seen } : seen;
  } catch (error) {
    return refuseFor(error);
  }
}

/** The refusal that an error stands for; throws the error again where the program is at fault. */
export function refuseFor(error: unknown): RefusedDatabase {
  const isFileTrouble = error instanceof Error && 'syscall' in error;
  const reason = isFileTrouble ? 'cannot-open' : openRefusal(error);
  if (reason === null) throw error;
  return refuse(reason);
}

/** SQLite takes an empty file for a new database. */
function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', PRIVATE_MODE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** What can be told without SQLite, which would take some of it for an invitation to start anew. */
function refuseFile(path: string): RefusedDatabase | null {
  const sizeBytes = statSync(path).size;
  if (sizeBytes > 0) return readHead(path).equals(HEADER) ? null : refuse('not-a-database');
  // An empty database beside a write-ahead log: the database was lost, and SQLite would throw the rest away.
  const walBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return walBytes === 0 ? null : refuse('corrupt');
}

function readHead(path: string): Buffer {
  const head = Buffer.alloc(HEADER.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  return head;
}

/**
 * Looks without writing. Read-only where a write-ahead log lies beside the file, because closing would fold it in; not
 * read-only where none does, because a read-only connection leaves its side files behind. A log that SQLite must
 * recover first cannot be seen like this, and is inspected later.
 */
function peek(path: string, fullCheckMaxBytes?: number): RefusedDatabase | 'sound' | 'unseen' {
  let database: Connection | null = null;
  try {
    database = new Database(path, {
      readonly: existsSync(`${path}-wal`),
      fileMustExist: true,
      timeout: BUSY_TIMEOUT_MS,
    });
    return inspect(database, fullCheckMaxBytes) ?? 'sound';
  } catch (error) {
    const refused = refuseFor(error);
    return refused.reason === 'cannot-open' ? 'unseen' : refused;
  } finally {
    database?.close();
  }
}

function inspect(database: Connection, fullCheckMaxBytes?: number): RefusedDatabase | null {
  const version = versionOf(database);
  // A newer program that was tried here and left may have added to it; the entries are this one's all the same.
  const isTooNew = version > KNOWN_VERSION && goesBackTo(database) > KNOWN_VERSION;
  if (isTooNew) return { ...refuse('newer-version'), foundVersion: version };
  if (version === 0) return hasTables(database) ? refuse('not-a-database') : null;
  return isSound(database, fullCheckMaxBytes) ? null : refuse('corrupt');
}

/** Somebody else's database, or a gate's own that has not been given its tables yet? */
function hasTables(database: Connection): boolean {
  return database.prepare('select 1 from sqlite_schema limit 1').get() !== undefined;
}

/** False where the file system has no shared memory, and with it no write-ahead log. */
function configure(database: Connection): boolean {
  if (database.pragma('journal_mode = wal', { simple: true }) !== 'wal') return false;
  // The library's default for WAL is NORMAL, which may lose the last commits in a power cut.
  database.pragma('synchronous = full');
  database.pragma('foreign_keys = on');
  // Without it, `replace` would take a row away past the trigger that forbids it.
  database.pragma('recursive_triggers = on');
  database.pragma(`cache_size = -${CACHE_KIB}`);
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  database.pragma(`journal_size_limit = ${JOURNAL_LIMIT_BYTES}`);
  // What is deleted is overwritten, and damaged pages are noticed where they are read.
  database.pragma('secure_delete = on');
  database.pragma('cell_size_check = on');
  database.pragma('trusted_schema = off');
  return true;
}

function refuse(reason: OpenRefusal): RefusedDatabase {
  return { type: 'refused', reason, knownVersion: KNOWN_VERSION };
}
