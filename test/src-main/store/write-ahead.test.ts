import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLogBackup } from '../../../src-main/store/backup/write-backup.ts';
import { openDatabase } from '../../../src-main/store/open-database.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { assembleStore } from '../../../src-main/store/open-store.ts';
import type { TaggedPerson } from '../../../src-main/store/tagged-person.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, storeOptions, storePath } from './open-test-store.ts';

/** What the write-ahead log may take: where it is folded in, and the commits until that is over. */
const FOLDED_AT_BYTES = 4_000 * 4_120;
const BOUND_BYTES = FOLDED_AT_BYTES + 2_000_000;
/** Three minutes of twelve scans a second; enough for two foldings. */
const RUSH = 2_160;

/** A gate's store whose disk answers at once: the size of its files is the same. */
function rushedStore(dataDir: string): Store {
  const options = storeOptions(dataDir);
  const opened = openDatabase(options.path);
  if (opened.type === 'refused') throw new Error(opened.reason);
  opened.database.pragma('synchronous = off');
  const store = assembleStore(opened.database, options);
  onTestFinished(() => store.close());
  return store;
}

/** Commits so many, and gives the most that the write-ahead log took meanwhile. */
function rush(dataDir: string, store: Store, entries: number, each: (index: number) => void = () => undefined): number {
  let most = 0;
  for (let index = 0; index < entries; index += 1) {
    commitOne(store);
    if (index % 20 !== 0) continue;
    each(index);
    most = Math.max(most, statSync(`${storePath(dataDir)}-wal`).size);
  }
  return most;
}

describe('the write-ahead log', () => {
  test('stays small in a rush, while the log is checked and backed up over and over', () => {
    const dir = temporaryDir();
    const store = rushedStore(dir);
    const folder = join(temporaryDir(), 'gac-cong-0000000000000000');
    mkdirSync(folder);
    const backup = openLogBackup({ logPath: storePath(dir), folder, key: Buffer.alloc(32), files: [] });
    onTestFinished(() => backup.close());
    const most = rush(dir, store, RUSH, (index) => {
      if (index % 100 === 0) backup.round(index);
      if (index % 700 === 0) store.verifyChain();
    });
    expect(most).toBeGreaterThan(FOLDED_AT_BYTES / 2);
    expect(most).toBeLessThan(BOUND_BYTES);
  });

  test('grows while somebody holds on to an old picture of the log, refuses nobody, and is small again when he lets go', () => {
    const dir = temporaryDir();
    const store = rushedStore(dir);
    commitOne(store);
    const reader = new Database(storePath(dir), { readonly: true });
    onTestFinished(() => void reader.close());
    reader.exec('begin');
    reader.prepare('select count(*) from entry').get();
    // `commitOne` fails the test where an entry is refused.
    const held = rush(dir, store, RUSH);
    expect(held).toBeGreaterThan(BOUND_BYTES);
    reader.exec('commit');
    const grown = statSync(`${storePath(dir)}-wal`).size;
    const after = rush(dir, store, RUSH);
    expect(after).toBeLessThanOrEqual(grown + 2_000_000);
    expect(statSync(`${storePath(dir)}-wal`).size).toBeLessThanOrEqual(Math.max(BOUND_BYTES, 32 * 1024 * 1024));
    expect(store.verifyChain()).toMatchObject({ entries: 2 * RUSH + 1, broken: 0 });
  });

  test('is folded in all the time while a long list comes in, so that no step of it folds in much at once', () => {
    const dir = temporaryDir();
    const store = rushedStore(dir);
    const listId = store.beginList('staff', 1);
    let most = 0;
    for (let step = 0; step < 60; step += 1) {
      store.addToList(
        listId,
        Array.from({ length: 20 }, (_, n) => listed(step * 20 + n)),
        1,
      );
      most = Math.max(most, statSync(`${storePath(dir)}-wal`).size);
    }
    expect(most).toBeLessThan(400 * 4_120 + 1_000_000);
  });
});

/** Tags are hashes: each stands somewhere else in its index. */
function listed(index: number): TaggedPerson {
  const tag = createHash('sha256').update(String(index)).digest('hex');
  const person = {
    group: 'staff',
    name: `Người Thử ${index}`,
    number: null,
    insuranceNumber: null,
    badges: [`NV-${index}`],
    department: null,
    host: null,
    note: null,
    laneIds: null,
    validFromUtcMs: null,
    validUntilUtcMs: null,
    isBadgeOut: false,
  } as const;
  return { person, subjectTag: tag, tags: [tag], tagMark: 'mark' };
}
