import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openRefusal, storeFailure } from '../../../src-main/store/sqlite-trouble.ts';

test.each([
  ['SQLITE_FULL', 'disk-full', 'cannot-open'],
  ['SQLITE_IOERR_FSYNC', 'disk-error', 'cannot-open'],
  ['SQLITE_READONLY_DBMOVED', 'disk-error', 'cannot-open'],
  ['SQLITE_BUSY_SNAPSHOT', 'log-busy', 'cannot-open'],
  ['SQLITE_CORRUPT_INDEX', 'disk-error', 'corrupt'],
  ['SQLITE_NOTADB', 'disk-error', 'not-a-database'],
  ['SQLITE_CONSTRAINT_UNIQUE', null, null],
  ['SQLITE_ERROR', null, null],
])('%s in a commit is %s, and at the start %s', (code, failure, refusal) => {
  const error = new Database.SqliteError('words that change with the version', code);
  expect(storeFailure(error)).toBe(failure);
  expect(openRefusal(error)).toBe(refusal);
});

test("an error of the program is nobody's disk", () => {
  expect(storeFailure(new TypeError('SQLITE_FULL'))).toBeNull();
  expect(openRefusal('SQLITE_FULL')).toBeNull();
});
