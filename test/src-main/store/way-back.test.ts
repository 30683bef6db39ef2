/** Can this program go on with a log that a newer one had, was left, and comes back to? */

import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Migration } from '../../../src-main/store/migrations/migrate.ts';
import { goesBackTo, KNOWN_VERSION, migrate, versionOf } from '../../../src-main/store/migrations/migrate.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storeOptions, withRawDatabase } from './open-test-store.ts';

const NEXT = KNOWN_VERSION + 1;

/** What the next release adds: a table, a column and a trigger that fills the table with every entry. */
const ADDS: Migration = {
  version: NEXT,
  goesBackTo: KNOWN_VERSION,
  migrate: (database) =>
    database.exec(`
      create table entry_weather (entry_id integer primary key, rain integer not null) strict;
      alter table watch_list add column colour text;
      create trigger entry_has_weather after insert on entry
      begin
        insert into entry_weather values (new.id, 0);
      end;
    `),
};
const CHANGES: Migration = {
  version: NEXT,
  migrate: (database) => database.exec('alter table watch_list rename to w'),
};

function takeUp(dir: string, step: Migration): void {
  withRawDatabase(dir, (raw: Database) => migrate(raw, step.version, [step]));
}

describe('a log that a newer program only added to', () => {
  test('is gone on with: the same epoch, the next seq, a whole chain, and what the newer one commits is there', () => {
    const dir = temporaryDir();
    const before = openTestStore(dir);
    commitOne(before);
    const { epoch } = before.identity();
    before.close();
    takeUp(dir, ADDS);

    const store = openTestStore(dir);
    expect(store.identity().epoch).toBe(epoch);
    expect(store.epochOrigin()).toBe('continued');
    expect(commitOne(store)).toBe(2);
    expect(store.verifyChain()).toMatchObject({ entries: 2, broken: 0 });
    expect(store.findDamage()).toEqual([]);
    store.close();
    withRawDatabase(dir, (raw) => {
      expect(versionOf(raw)).toBe(NEXT);
      expect(goesBackTo(raw)).toBe(KNOWN_VERSION);
      // The newer program finds what it added, and its trigger has gone on too.
      expect(raw.prepare('select count(*) from entry_weather').pluck().get()).toBe(1);
      migrate(raw, NEXT, [ADDS]);
    });
  });
});

test('a log in which something is another than it was is left alone, to the byte', () => {
  const dir = temporaryDir();
  openTestStore(dir).close();
  takeUp(dir, CHANGES);
  expect(openStore({ ...storeOptions(dir), path: join(dir, 'gate.sqlite') })).toMatchObject({
    type: 'refused',
    reason: 'newer-version',
    foundVersion: NEXT,
  });
});

test('what can be gone back from is forgotten with the first step that cannot', () => {
  const dir = temporaryDir();
  openTestStore(dir).close();
  takeUp(dir, ADDS);
  takeUp(dir, { version: NEXT + 1, migrate: () => undefined });
  withRawDatabase(dir, (raw) => expect(goesBackTo(raw)).toBe(NEXT + 1));
});
