import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { emptyTally } from '../../../src-main/core/entry/tally.ts';
import { openDatabase } from '../../../src-main/store/open-database.ts';
import { assembleStore } from '../../../src-main/store/open-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storeOptions, storePath, withRawDatabase } from './open-test-store.ts';
import { draft, FAKE_PERSON } from './store-drafts.ts';

describe('a committed entry', () => {
  test('comes back as it went in, with its place and its link', () => {
    const store = openTestStore(temporaryDir());
    const wanted = [
      draft(),
      draft({ personal: null, subjectTag: null, codeLength: 17, codeKind: 'opaque', reasons: [], inferred: true }),
      draft({
        at: {
          wallUtcMs: 0.1 + 0.2,
          monotonicMs: 2 ** 53 - 1,
          bootId: '',
          clockOffsetMs: null,
          clockUncertaintyMs: null,
        },
      }),
    ];
    const commits = wanted.map((each) => store.commit(each));
    const { device, epoch } = store.identity();
    expect(commits).toEqual([1, 2, 3].map((seq) => ({ type: 'committed', id: { device, epoch, seq } })));
    const stored = store.pending(10);
    expect(stored.map(({ id: _id, previousHash: _previous, hash: _hash, ...rest }) => rest)).toEqual(
      wanted.map((each) => ({ ...each, forAuthority: null })),
    );
    expect(stored.map((entry) => entry.previousHash)).toEqual(['0'.repeat(64), stored[0]?.hash, stored[1]?.hash]);
  });

  test('is on the disk, in the same instant, for another reader of the file', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    commitOne(store);
    withRawDatabase(dir, (raw) => {
      expect(raw.prepare('select seq, verdict from entry').all()).toEqual([{ seq: 1, verdict: 'admit' }]);
      expect(raw.prepare('select state from outbox').all()).toEqual([{ state: 'pending' }]);
    });
  });

  test('shows nobody the person in the bytes of the file', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    commitOne(store, { laneId: 'lane-visible' });
    store.addWatched({
      subjectTag: 'b'.repeat(64),
      maskedNumber: '******111222000000',
      action: 'check',
      addedAtUtcMs: 1,
    });
    const inWal = readFileSync(`${storePath(dir)}-wal`).toString('latin1');
    store.close();
    const inDatabase = readFileSync(storePath(dir)).toString('latin1');
    const secrets = [
      'Nguy',
      'Văn',
      FAKE_PERSON.number,
      FAKE_PERSON.maskedNumber,
      FAKE_PERSON.phone,
      // Longer than what hashes have by chance.
      '111222000000',
      '"name"',
    ];
    for (const bytes of [inWal, inDatabase]) {
      // What may be read is found by the same search, so the search works.
      expect(bytes).toContain('lane-visible');
      for (const secret of secrets) expect(bytes).not.toContain(Buffer.from(secret ?? '').toString('latin1'));
    }
  });

  test('is not replaced even by the program itself', () => {
    const dir = temporaryDir();
    const opened = openDatabase(storePath(dir));
    if (opened.type === 'refused') throw new Error(opened.reason);
    const store = assembleStore(opened.database, storeOptions(dir));
    commitOne(store);
    opened.database.exec('delete from outbox');
    expect(() => opened.database.exec('replace into entry select * from entry')).toThrow('append-only');
    store.close();
  });

  test('cannot have its person moved to another entry', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    commitOne(store);
    commitOne(store, { personal: { ...FAKE_PERSON, name: 'Trần Thị Thử' } });
    withRawDatabase(dir, (raw) =>
      raw.exec(`drop trigger entry_never_changes;
        update entry set sealed_personal = (select sealed_personal from entry where seq = 1) where seq = 2`),
    );
    expect(store.pending(10).map((entry) => entry.personal?.name ?? null)).toEqual(['Nguyễn Văn Thử', null]);
  });
});

describe('a commit is whole or not at all', () => {
  test('when the outbox row fails after the entry was written', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    commitOne(store);
    withRawDatabase(dir, (raw) =>
      raw.exec("create trigger fault before insert on outbox begin select raise(abort, 'injected'); end"),
    );
    expect(() => store.commit(draft())).toThrow('injected');
    withRawDatabase(dir, (raw) => {
      expect(raw.prepare('select count(*) as n from entry').get()).toEqual({ n: 1 });
      raw.exec('drop trigger fault');
    });
    expect(commitOne(store)).toBe(2);
    expect(store.verifyChain()).toMatchObject({ entries: 2, broken: 0, firstBrokenSeq: null });
  });

  test('when the disk is full, and goes on when there is room again', () => {
    const dir = temporaryDir();
    const opened = openDatabase(storePath(dir));
    if (opened.type === 'refused') throw new Error(opened.reason);
    const store = assembleStore(opened.database, storeOptions(dir));
    commitOne(store);
    opened.database.pragma('max_page_count = 1'); // SQLite takes the pages in use: no page more.
    let fitted = 1;
    let last = store.commit(draft());
    for (; last.type === 'committed'; last = store.commit(draft())) fitted += 1;
    expect(last).toEqual({ type: 'failed', reason: 'disk-full' });
    expect(store.commit(draft())).toEqual({ type: 'failed', reason: 'disk-full' });
    expect(store.counts().pending).toBe(fitted);

    opened.database.pragma('max_page_count = 100000');
    expect(commitOne(store)).toBe(fitted + 1);
    expect(store.verifyChain()).toMatchObject({ entries: fitted + 1, broken: 0, firstBrokenSeq: null });
    store.close();
  });

  test('when another process holds the log for too long', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    withRawDatabase(dir, (raw) => {
      raw.exec('begin immediate');
      expect(store.commit(draft())).toEqual({ type: 'failed', reason: 'log-busy' });
      raw.exec('rollback');
    });
    expect(commitOne(store)).toBe(1);
  });

  test('when the program asks for what cannot be stored', () => {
    const store = openTestStore(temporaryDir());
    const { at } = draft();
    expect(() => store.commit(draft({ at: { ...at, wallUtcMs: Number.NaN } }))).toThrow(RangeError);
    expect(() => store.commit(draft({ codeLength: 1.5 }))).toThrow('code_length');
    expect(store.counts().pending).toBe(0);
  });
});

describe('the last entry', () => {
  test('is the newest of the same subject, lane and direction', () => {
    const store = openTestStore(temporaryDir());
    const at = (wallUtcMs: number) => ({ ...draft().at, wallUtcMs });
    commitOne(store, { at: at(1_000) });
    commitOne(store, { at: at(5_000) });
    commitOne(store, { at: at(3_000) }); // The clock was set back.
    commitOne(store, { at: at(6_000), direction: 'out' });
    commitOne(store, { at: at(7_000), laneId: 'lane-2' });
    commitOne(store, { at: at(8_000), subjectTag: null });
    const tag = 'a'.repeat(64);
    expect(store.lastEntry(tag, 'lane-1', 'in')).toEqual({
      id: { ...store.identity(), seq: 3 },
      atUtcMs: 3_000,
      verdict: 'admit',
    });
    expect(store.lastEntry(tag, 'lane-1', 'out')?.id.seq).toBe(4);
    expect(store.lastEntry(tag, 'lane-2', 'out')).toBeNull();
    expect(store.lastEntry('b'.repeat(64), 'lane-1', 'in')).toBeNull();
  });

  test.each([
    [
      'the last entry',
      "select * from entry where subject_tag = 'x' and lane_id = 'y' and direction = 'in' order by id desc limit 1",
      'INDEX entry_by_subject (subject_tag=? AND lane_id=? AND direction=?)',
    ],
    ['what waits', "select count(*) from outbox where state = 'pending'", 'INDEX outbox_pending'],
    ['what was refused', "select count(*) from outbox where state = 'quarantined'", 'INDEX outbox_quarantined'],
    [
      'the head',
      'select seq, hash from entry where epoch_id = 1 order by seq desc limit 1',
      'sqlite_autoindex_entry_1 (epoch_id=?)',
    ],
  ])('an index answers for %s, without sorting', (_name, sql, index) => {
    const dir = temporaryDir();
    openTestStore(dir);
    const plan = withRawDatabase(dir, (raw) => raw.prepare(`explain query plan ${sql}`).all()) as { detail: string }[];
    expect(plan).toHaveLength(1);
    expect(plan[0]?.detail).toContain(index);
  });
});

test('the tally counts a day by what the log holds, and not its neighbours', () => {
  const store = openTestStore(temporaryDir());
  const { dayStartUtcMs } = emptyTally(draft().at.wallUtcMs);
  const at = (offsetMs: number) => ({ ...draft().at, wallUtcMs: dayStartUtcMs + offsetMs });
  const day = 24 * 3_600_000;
  commitOne(store, { at: at(-1) });
  commitOne(store, { at: at(0) });
  commitOne(store, { at: at(1), direction: 'out' });
  commitOne(store, { at: at(2), verdict: 'check', readerKind: 'manual', codeKind: 'manual' });
  commitOne(store, { at: at(3), verdict: 'refuse' });
  commitOne(store, { at: at(day - 1), readerKind: 'manual', codeKind: 'manual' });
  commitOne(store, { at: at(day) });
  expect(store.tallyOf(dayStartUtcMs, dayStartUtcMs + day)).toEqual({
    admittedIn: 2,
    admittedOut: 1,
    checked: 1,
    refused: 1,
    manual: 2,
  });
  expect(store.tallyOf(0, 1)).toEqual({ admittedIn: 0, admittedOut: 0, checked: 0, refused: 0, manual: 0 });
});
