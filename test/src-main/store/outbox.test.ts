import { describe, expect, test } from 'vitest';
import type { Sealer } from '../../../src-main/core/ports.ts';
import { openDatabase } from '../../../src-main/store/open-database.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { prepareOutbox } from '../../../src-main/store/outbox.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storePath, testVault, withRawDatabase } from './open-test-store.ts';
import { draft } from './store-drafts.ts';

function storeWith(entries: number, dir = temporaryDir()): { store: Store; epoch: string; dir: string } {
  const store = openTestStore(dir);
  for (let index = 0; index < entries; index += 1) {
    commitOne(store, { at: { ...draft().at, wallUtcMs: 1_000 + index } });
  }
  return { store, epoch: store.identity().epoch, dir };
}

function pendingSeqs(store: Store, limit = 100): number[] {
  return store.pending(limit).map((entry) => entry.id.seq);
}

describe('the outbox', () => {
  test('hands out the oldest first, no more than asked for', () => {
    const { store } = storeWith(5);
    expect(pendingSeqs(store, 3)).toEqual([1, 2, 3]);
    expect(store.counts()).toEqual({ pending: 5, oldestPendingAtUtcMs: 1_000, quarantined: 0 });
  });

  test('keeps the order in which people came, whatever the wall clock said meanwhile', () => {
    const store = openTestStore(temporaryDir());
    for (const year of [2026, 1970, 2099, 2026]) {
      commitOne(store, { at: { ...draft().at, wallUtcMs: Date.UTC(year, 0, 2) } });
    }
    expect(pendingSeqs(store)).toEqual([1, 2, 3, 4]);
  });

  test('is empty at first', () => {
    const { store } = storeWith(0);
    expect(store.pending(10)).toEqual([]);
    expect(store.counts()).toEqual({ pending: 0, oldestPendingAtUtcMs: null, quarantined: 0 });
  });

  test('lets go of what was acknowledged, by ranges, for good', () => {
    const { store, epoch, dir } = storeWith(6);
    store.acknowledge(
      epoch,
      [
        { from: 1, to: 2 },
        { from: 4, to: 4 },
      ],
      9_000,
    );
    expect(pendingSeqs(store)).toEqual([3, 5, 6]);
    expect(store.counts()).toEqual({ pending: 3, oldestPendingAtUtcMs: 1_002, quarantined: 0 });
    store.close();
    expect(pendingSeqs(openTestStore(dir))).toEqual([3, 5, 6]);
  });

  test('keeps the first acknowledgement when the answer comes twice', () => {
    const { store, epoch, dir } = storeWith(1);
    store.acknowledge(epoch, [{ from: 1, to: 1 }], 9_000);
    store.acknowledge(epoch, [{ from: 1, to: 1 }], 10_000);
    withRawDatabase(dir, (raw) =>
      expect(raw.prepare('select acknowledged_at_utc_ms as at from outbox').get()).toEqual({ at: 9_000 }),
    );
  });

  test('takes no notice of another epoch, of seqs that are not there, and of ranges the wrong way round', () => {
    const { store, epoch } = storeWith(2);
    store.acknowledge('f'.repeat(32), [{ from: 1, to: 2 }], 9_000);
    store.acknowledge(
      epoch,
      [
        { from: 3, to: 99 },
        { from: 2, to: 1 },
      ],
      9_000,
    );
    store.quarantine('f'.repeat(32), [{ seq: 1, code: 'malformed' }]);
    store.quarantine(epoch, [{ seq: 3, code: 'malformed' }]);
    expect(store.counts()).toMatchObject({ pending: 2, quarantined: 0 });
  });

  test("sets a refused entry aside in nobody's way, and a late acknowledgement takes it out", () => {
    const { store, epoch, dir } = storeWith(3);
    store.quarantine(epoch, [
      { seq: 1, code: 'malformed' },
      { seq: 1, code: 'quota' },
    ]);
    expect(pendingSeqs(store)).toEqual([2, 3]);
    expect(store.counts()).toEqual({ pending: 2, oldestPendingAtUtcMs: 1_001, quarantined: 1 });
    withRawDatabase(dir, (raw) =>
      expect(raw.prepare("select refusal_code as code from outbox where state = 'quarantined'").all()).toEqual([
        { code: 'malformed' },
      ]),
    );
    store.acknowledge(epoch, [{ from: 1, to: 1 }], 9_000);
    expect(store.counts()).toMatchObject({ pending: 2, quarantined: 0 });
    store.quarantine(epoch, [{ seq: 1, code: 'malformed' }]);
    expect(store.counts().quarantined).toBe(0);
  });

  test('lets everything that was set aside wait again, in its old order, and says how many that were', () => {
    const { store, epoch, dir } = storeWith(4);
    store.quarantine(epoch, [
      { seq: 1, code: 'malformed' },
      { seq: 3, code: 'quota' },
    ]);
    store.acknowledge(epoch, [{ from: 2, to: 2 }], 9_000);
    expect(store.retryQuarantined()).toBe(2);
    expect(pendingSeqs(store)).toEqual([1, 3, 4]);
    expect(store.counts()).toMatchObject({ pending: 3, quarantined: 0 });
    withRawDatabase(dir, (raw) =>
      expect(raw.prepare('select count(refusal_code) as codes from outbox').get()).toEqual({ codes: 0 }),
    );
    expect(store.retryQuarantined()).toBe(0);
  });

  test('hands out one epoch at a time, the older first', () => {
    const dir = temporaryDir();
    const { store: before, epoch } = storeWith(2, dir);
    before.close();
    const after = openTestStore(dir, { device: '00000000-0000-4000-8000-000000000000' });
    commitOne(after);
    expect(after.pending(10).map((entry) => entry.id.epoch)).toEqual([epoch, epoch]);
    after.acknowledge(epoch, [{ from: 1, to: 2 }], 9_000);
    expect(after.pending(10).map((entry) => entry.id)).toEqual([{ ...after.identity(), seq: 1 }]);
  });

  test('still hands out every entry when the key to the person is lost', () => {
    const dir = temporaryDir();
    const { store } = storeWith(2, dir);
    store.close();
    const keyless: Sealer = { keyId: 'other', seal: () => new Uint8Array(), open: () => null };
    const reopened = openTestStore(dir, { sealer: keyless });
    expect(reopened.pending(10)).toMatchObject([
      { id: { seq: 1 }, personal: null, verdict: 'admit' },
      { id: { seq: 2 }, personal: null, verdict: 'admit' },
    ]);
    expect(reopened.verifyChain()).toMatchObject({ entries: 2, broken: 0, firstBrokenSeq: null });
  });
});

test('an acknowledgement waits for no disk, and every entry after it does, also after one that the disk refused', () => {
  const { epoch, dir } = storeWith(2);
  const opened = openDatabase(storePath(dir));
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { database } = opened;
  const outbox = prepareOutbox(database, testVault(dir).sealer);
  const FULL = 2;
  database.exec('create temp table during (synchronous int)');
  database.exec(`create temp trigger looking before update on outbox begin
    insert into during select synchronous from pragma_synchronous; end`);
  outbox.acknowledge(epoch, [{ from: 1, to: 1 }], 5);
  expect(database.prepare('select synchronous from during').pluck().all()).toEqual([1]);
  expect(database.pragma('synchronous', { simple: true })).toBe(FULL);
  database.exec("create temp trigger refusing before update on outbox begin select raise(abort, 'no'); end");
  expect(() => outbox.acknowledge(epoch, [{ from: 2, to: 2 }], 5)).toThrow('no');
  expect(database.pragma('synchronous', { simple: true })).toBe(FULL);
  database.close();
});

describe('the upload state', () => {
  test('starts from nothing tried, and survives a restart', () => {
    const dir = temporaryDir();
    const { store } = storeWith(0, dir);
    expect(store.uploadState()).toEqual({
      failures: 0,
      nextAttemptAtUtcMs: 0,
      batchLimit: 500,
      lastAcknowledgedAtUtcMs: null,
    });
    const state = { failures: 3, nextAttemptAtUtcMs: 1_234.5, batchLimit: 125, lastAcknowledgedAtUtcMs: 99 };
    store.saveUploadState({ ...state, failures: 2 });
    store.saveUploadState(state);
    store.close();
    expect(openTestStore(dir).uploadState()).toEqual(state);
  });
});
