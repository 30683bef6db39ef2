import { describe, expect, test } from 'vitest';
import type { EntryId } from '../../../src-main/core/entry/entry.ts';
import type { TakeBack } from '../../../src-main/core/ports.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, withRawDatabase } from './open-test-store.ts';
import { draft } from './store-drafts.ts';

const TAG = 'a'.repeat(64);
const DAY_MS = 24 * 3_600_000;
const LATER = { ...draft().at, wallUtcMs: draft().at.wallUtcMs + 8_000 };

function idOf(store: Store, seq: number): EntryId {
  return { ...store.identity(), seq };
}

function takeBack(store: Store, seq: number): TakeBack {
  return store.takeBack(idOf(store, seq), LATER);
}

function today(store: Store) {
  return store.tallyOf(draft().at.wallUtcMs - 1, draft().at.wallUtcMs + DAY_MS);
}

describe('an admission that is taken back', () => {
  test('stays in the log, with an entry after it that names it, and the chain holds', () => {
    const dataDir = temporaryDir();
    const store = openTestStore(dataDir);
    commitOne(store);
    expect(takeBack(store, 1)).toEqual({ type: 'committed', id: idOf(store, 2) });
    expect(store.pending(10)).toMatchObject([
      { id: { seq: 1 }, verdict: 'admit', corrects: null },
      { id: { seq: 2 }, verdict: 'refuse', reasons: ['not-passed'], corrects: 1, personal: null, subjectTag: TAG },
    ]);
    expect(store.verifyChain()).toMatchObject({ entries: 2, broken: 0, firstBrokenSeq: null });
    withRawDatabase(dataDir, (database) => {
      database.exec('drop trigger entry_never_changes; update entry set corrects = null where seq = 2');
    });
    expect(store.verifyChain()).toMatchObject({ broken: 1, firstBrokenSeq: 2 });
  });

  test('is nobody’s last entry, and neither is what took it back: what was before stands', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store);
    takeBack(store, 1);
    expect(store.lastEntry(TAG, 'lane-1', 'in')).toBeNull();
    commitOne(store, { verdict: 'check' });
    commitOne(store);
    expect(store.lastEntry(TAG, 'lane-1', 'in')).toMatchObject({ id: { seq: 4 }, verdict: 'admit' });
    takeBack(store, 4);
    expect(store.lastEntry(TAG, 'lane-1', 'in')).toMatchObject({ id: { seq: 3 }, verdict: 'check' });
  });

  test('uses up no one-time pass', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store, { codeKind: 'pass' });
    expect(store.wasAdmitted(TAG, 'in')).toBe(true);
    takeBack(store, 1);
    expect(store.wasAdmitted(TAG, 'in')).toBe(false);
    commitOne(store, { codeKind: 'pass' });
    expect(store.wasAdmitted(TAG, 'in')).toBe(true);
  });

  test('does not count for its day, and taking it back is nobody refused', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store);
    commitOne(store, { direction: 'out', readerKind: 'manual' });
    commitOne(store, { verdict: 'refuse' });
    commitOne(store);
    takeBack(store, 1);
    takeBack(store, 2);
    expect(today(store)).toEqual({ admittedIn: 1, admittedOut: 0, checked: 0, refused: 1, manual: 0 });
  });

  test('is taken back from the day on which it was, though that is over', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store);
    store.takeBack(idOf(store, 1), { ...LATER, wallUtcMs: LATER.wallUtcMs + DAY_MS });
    expect(today(store).admittedIn).toBe(0);
    expect(store.tallyOf(draft().at.wallUtcMs + DAY_MS, LATER.wallUtcMs + 2 * DAY_MS)).toMatchObject({
      admittedIn: 0,
      refused: 0,
    });
  });
});

describe('nothing is taken back', () => {
  test('twice, also not by a second hand on the same log', () => {
    const dataDir = temporaryDir();
    const store = openTestStore(dataDir);
    commitOne(store);
    takeBack(store, 1);
    expect(takeBack(store, 1)).toEqual({ type: 'not-standing' });
    expect(takeBack(openTestStore(dataDir), 1)).toEqual({ type: 'not-standing' });
    expect(store.pending(10)).toHaveLength(2);
  });

  test('that was no admission, is not there, or is of another epoch', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store, { verdict: 'check' });
    expect(takeBack(store, 1)).toEqual({ type: 'not-standing' });
    expect(takeBack(store, 9)).toEqual({ type: 'not-standing' });
    commitOne(store);
    takeBack(store, 2);
    expect(takeBack(store, 3)).toEqual({ type: 'not-standing' });
    expect(store.takeBack({ ...idOf(store, 2), epoch: 'f'.repeat(32) }, LATER)).toEqual({ type: 'not-standing' });
  });
});
