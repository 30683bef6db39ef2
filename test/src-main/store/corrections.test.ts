import { describe, expect, test } from 'vitest';
import type { EntryId } from '../../../src-main/core/entry/entry.ts';
import type { GuardOrder, TakeBack } from '../../../src-main/core/ports.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { toUploadedEntry } from '../../../src-main/upload/to-uploaded-entry.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, withRawDatabase } from './open-test-store.ts';
import { draft, FAKE_PERSON } from './store-drafts.ts';

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

describe('what a guard takes back', () => {
  const by = (store: Store, seq: number, reason: GuardOrder['reason'], note: string | null = null) =>
    store.correct({ entry: idOf(store, seq), reason, note }, LATER);

  test('is admitted or to be checked, once; nothing refused, no correction, nothing of another epoch', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store, { verdict: 'check' });
    commitOne(store, { verdict: 'refuse' });
    expect(by(store, 1, 'did-not-go-in')).toEqual({
      type: 'committed',
      laneId: 'lane-1',
      correction: idOf(store, 3),
      instead: null,
    });
    for (const seq of [1, 2, 3, 9]) expect(by(store, seq, 'wrong-person')).toEqual({ type: 'not-standing' });
    const elsewhere = { ...idOf(store, 1), epoch: 'f'.repeat(32) };
    expect(store.correct({ entry: elsewhere, reason: 'wrong-person', note: null }, LATER)).toEqual({
      type: 'not-standing',
    });
  });

  test('is not taken back a second time by the barrier that waited for the same person', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store);
    by(store, 1, 'scanned-twice');
    expect(takeBack(store, 1)).toEqual({ type: 'not-standing' });
  });

  test('is young: after a day nobody at the gate remembers', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store);
    const order = { entry: idOf(store, 1), reason: 'wrong-person', note: null } as const;
    const at = (ms: number) => ({ ...LATER, wallUtcMs: draft().at.wallUtcMs + ms });
    expect(store.correct(order, at(DAY_MS + 1))).toEqual({ type: 'too-old' });
    expect(store.correct(order, at(DAY_MS))).toMatchObject({ type: 'committed' });
  });

  test('of a wrong direction is written anew the other way, with the person, in one go', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store, { reasons: [] });
    expect(by(store, 1, 'wrong-direction')).toMatchObject({ instead: { id: { seq: 3 }, direction: 'out' } });
    expect(store.pending(10)).toMatchObject([
      { id: { seq: 1 }, direction: 'in' },
      { id: { seq: 2 }, verdict: 'refuse', reasons: ['wrong-direction'], corrects: 1, readerKind: 'correction' },
      {
        id: { seq: 3 },
        verdict: 'admit',
        direction: 'out',
        reasons: ['direction-corrected'],
        corrects: null,
        personal: FAKE_PERSON,
        readerKind: 'serial',
        at: LATER,
      },
    ]);
    expect(store.lastEntry(TAG, 'lane-1', 'in')).toBeNull();
    expect(store.lastEntry(TAG, 'lane-1', 'out')).toMatchObject({ id: { seq: 3 } });
    expect(today(store)).toMatchObject({ admittedIn: 0, admittedOut: 1, refused: 0 });
    expect(store.verifyChain()).toMatchObject({ entries: 3, broken: 0 });
    // Turned once too often: it goes back, and says once that it was turned.
    expect(by(store, 3, 'wrong-direction')).toMatchObject({ instead: { direction: 'in' } });
    expect(store.pending(10).at(-1)?.reasons).toEqual(['direction-corrected']);
  });

  test('leaves the counts of the day: a check is no check any more', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store, { verdict: 'check', readerKind: 'manual' });
    by(store, 1, 'did-not-go-in');
    expect(today(store)).toEqual({ admittedIn: 0, admittedOut: 0, checked: 0, refused: 0, manual: 0 });
  });

  test('keeps the guard’s own words encrypted, and sends none of them', () => {
    const dataDir = temporaryDir();
    const store = openTestStore(dataDir);
    commitOne(store, { personal: null });
    by(store, 1, 'corrected-otherwise', 'khách đổi ý');
    const correction = store.pending(10)[1];
    expect(correction?.personal?.note).toBe('khách đổi ý');
    expect(JSON.stringify(correction && toUploadedEntry(correction))).not.toContain('đổi ý');
    withRawDatabase(dataDir, (database) => {
      expect(JSON.stringify(database.prepare('select * from entry').all())).not.toContain('đổi ý');
    });
  });
});
