import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src-main/store/open-store.ts';
import type { PurgeRule } from '../../../src-main/store/purge.ts';
import { preparePurge } from '../../../src-main/store/purge.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, testVault, withRawDatabase } from './open-test-store.ts';
import { draft } from './store-drafts.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 24, 5);
const RULE: PurgeRule = { nowUtcMs: NOW, days: 30 };

/** Somebody who came so many days ago; nobody compared the clock. */
function cameDaysAgo(days: number, changes: Parameters<typeof draft>[0] = {}): Partial<ReturnType<typeof draft>> {
  const at = { ...draft().at, wallUtcMs: NOW - days * DAY_MS, clockOffsetMs: null, clockUncertaintyMs: null };
  return { at, ...changes };
}

function purgeAll(dir: string, rule: PurgeRule = RULE, limit = 3): number {
  return withRawDatabase(dir, (raw) => {
    raw.pragma('foreign_keys = on');
    raw.pragma('secure_delete = on');
    const purge = preparePurge(raw, rule, testVault(dir).deviceId, testVault(dir).signer);
    let entries = 0;
    for (let slice = purge.slice(limit); slice.entries > 0; slice = purge.slice(limit)) entries += slice.entries;
    purge.finish();
    raw.pragma('wal_checkpoint(truncate)');
    return entries;
  });
}

function seqs(store: Store): number[] {
  return store.pending(500).map(({ id }) => id.seq);
}

describe('a purge', () => {
  test('takes what is older than the rule, uploaded or not, and leaves a signed receipt that the chain starts from', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    for (const days of [40, 39, 38, 31, 31, 20, 1]) commitOne(store, cameDaysAgo(days));
    const { epoch, device } = store.identity();
    store.acknowledge(epoch, [{ from: 1, to: 2 }], NOW - 39 * DAY_MS);
    store.quarantine(epoch, [{ seq: 3, code: 'malformed' }]);
    expect(purgeAll(dir, RULE, 2)).toBe(5);
    expect(seqs(store)).toEqual([6, 7]);
    expect(store.purgeReceipts()).toMatchObject([
      {
        device,
        epoch,
        firstSeq: 1,
        lastSeq: 5,
        uploaded: 2,
        notUploaded: 3,
        refused: 1,
        purgedAtUtcMs: NOW,
        ruleDays: 30,
      },
    ]);
    expect(store.verifyChain()).toMatchObject({
      entries: 2,
      broken: 0,
      receipts: { purges: 1, purgedEntries: 5, forged: 0, strange: 0, missing: 0 },
    });
    expect(store.pendingReceipts(10)).toHaveLength(1);
    store.acknowledgeReceipts(store.pendingReceipts(10).map(({ id }) => id));
    expect(store.pendingReceipts(10)).toEqual([]);
  });

  test('of the whole log lets the next entry go on where it ended: no seq is given out twice, by no restart either', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    for (const days of [40, 39, 38]) commitOne(store, cameDaysAgo(days));
    expect(purgeAll(dir)).toBe(3);
    expect(commitOne(store, cameDaysAgo(0))).toBe(4);
    store.close();
    const again = openTestStore(dir);
    expect(commitOne(again, cameDaysAgo(0))).toBe(5);
    expect(again.verifyChain()).toMatchObject({ entries: 2, broken: 0 });
  });

  test('does not take entries of today for old ones whose ids they were given anew', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    for (const days of [40, 39, 38]) commitOne(store, cameDaysAgo(days));
    store.markRetention(NOW - 38 * DAY_MS, NOW - 68 * DAY_MS);
    expect(purgeAll(dir)).toBe(3);
    // Their clock is a month slow, and they have the ids that a mark of long ago had named.
    for (let index = 0; index < 3; index += 1) commitOne(store, cameDaysAgo(37));
    expect(purgeAll(dir)).toBe(0);
    expect(seqs(store)).toEqual([4, 5, 6]);
  });

  test('goes on where it was cut, and once more for later entries', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    for (const days of [40, 39, 38, 37, 10]) commitOne(store, cameDaysAgo(days));
    withRawDatabase(dir, (raw) => preparePurge(raw, RULE, testVault(dir).deviceId, testVault(dir).signer).slice(2));
    expect(store.pendingReceipts(10)).toEqual([]);
    expect(purgeAll(dir)).toBe(2);
    expect(purgeAll(dir, { nowUtcMs: NOW + 25 * DAY_MS, days: 30 })).toBe(1);
    expect(store.pendingReceipts(10)).toMatchObject([
      { firstSeq: 1, lastSeq: 2 },
      { firstSeq: 3, lastSeq: 4 },
      { firstSeq: 5, lastSeq: 5 },
    ]);
    expect(store.verifyChain()).toMatchObject({
      entries: 0,
      broken: 0,
      receipts: { purges: 3, missing: 0, forged: 0 },
    });
  });

  test('leaves no byte of a purged person in any file of the folder', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir, {
      authority: { seal: () => ({ keyId: 'key-1', sealed: Buffer.alloc(90, 'S') }) },
    });
    for (let index = 0; index < 40; index += 1) {
      const letter = index < 20 ? 'd' : 'e';
      const tracing = { keyId: 'week-1', tag: letter.toUpperCase().repeat(64) };
      commitOne(store, cameDaysAgo(index < 20 ? 40 : 2, { subjectTag: letter.repeat(64), tracing }));
    }
    const blocks = withRawDatabase(dir, (raw) =>
      raw.prepare<[], Buffer>('select sealed_personal from entry order by id').pluck().all(),
    );
    // Folded in before, so that the database file itself held them.
    withRawDatabase(dir, (raw) => raw.pragma('wal_checkpoint(truncate)'));
    const foundIn = (needle: Buffer): string[] => filesOf(dir).filter((path) => readFileSync(path).includes(needle));
    expect(blocks.flatMap(foundIn)).toHaveLength(40);
    expect(purgeAll(dir)).toBe(20);
    expect(blocks.slice(0, 20).flatMap(foundIn)).toEqual([]);
    expect(['d', 'D'].flatMap((letter) => foundIn(Buffer.from(letter.repeat(64))))).toEqual([]);
    expect(blocks.slice(20).flatMap(foundIn)).toHaveLength(20);
    expect(['e', 'E'].map((letter) => foundIn(Buffer.from(letter.repeat(64))).length)).toEqual([1, 1]);
  });
});

describe('an entry whose clock was wrong', () => {
  test.each([
    ['1970', NOW - 20_000 * DAY_MS],
    ['a month slow', NOW - 45 * DAY_MS],
    ['2099', Date.UTC(2099, 0, 1)],
  ])('(%s) stays as long as the marks around it allow, and goes then', (_name, wallUtcMs) => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const at = { ...draft().at, wallUtcMs, clockOffsetMs: null, clockUncertaintyMs: null };
    store.markRetention(NOW - 3 * DAY_MS, NOW - 33 * DAY_MS);
    commitOne(store, { at });
    store.markRetention(NOW - 2 * DAY_MS, NOW - 32 * DAY_MS);
    expect(purgeAll(dir)).toBe(0);
    expect(purgeAll(dir, { nowUtcMs: NOW + 27 * DAY_MS, days: 30 })).toBe(0);
    expect(purgeAll(dir, { nowUtcMs: NOW + 28 * DAY_MS, days: 30 })).toBe(1);
  });

  test('but had been compared with the collector is dated by that', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const at = { ...draft().at, wallUtcMs: NOW, clockOffsetMs: 40 * DAY_MS, clockUncertaintyMs: 50 };
    commitOne(store, { at });
    expect(purgeAll(dir)).toBe(1);
  });
});

describe('receipts', () => {
  function purgedLog(): { dir: string; store: Store } {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    for (const days of [40, 39, 38, 20, 19]) commitOne(store, cameDaysAgo(days));
    purgeAll(dir);
    return { dir, store };
  }

  test.each([
    ['is gone', 'delete from purge_receipt', { broken: 1, firstBrokenSeq: 4 }],
    [
      'says another count',
      'update purge_receipt set not_uploaded = 0, uploaded = 3',
      { broken: 1, receipts: { forged: 1 } },
    ],
    [
      'was moved to hide that one more is gone',
      `drop trigger entry_never_goes; delete from outbox where entry_id = 4; delete from entry where seq = 4;
       update purge_receipt set last_seq = 4, last_hash = (select previous_hash from entry where seq = 5)`,
      { broken: 1, firstBrokenSeq: 5, receipts: { forged: 1 } },
    ],
  ])('are missed where one %s', (_name, sql, report) => {
    const { dir, store } = purgedLog();
    withRawDatabase(dir, (raw) => raw.exec(sql));
    expect(store.verifyChain()).toMatchObject(report);
  });

  test('of another key are not counted on', () => {
    const { dir } = purgedLog();
    const { signer } = testVault(temporaryDir());
    expect(openTestStore(dir, { receiptKey: signer }).verifyChain()).toMatchObject({
      broken: 1,
      receipts: { strange: 1, forged: 0 },
    });
  });

  test('one in the middle that is gone is missed', () => {
    const { dir, store } = purgedLog();
    purgeAll(dir, { nowUtcMs: NOW + 30 * DAY_MS, days: 30 });
    withRawDatabase(dir, (raw) => raw.exec('delete from purge_receipt where first_seq = 1'));
    expect(store.verifyChain()).toMatchObject({ receipts: { missing: 1 } });
  });
});

test('outside a purge nothing can be deleted', () => {
  const dir = temporaryDir();
  const store = openTestStore(dir, { authority: { seal: () => ({ keyId: 'key-1', sealed: Buffer.alloc(90) }) } });
  commitOne(store);
  withRawDatabase(dir, (raw) => {
    raw.pragma('foreign_keys = off');
    expect(() => raw.exec('delete from entry')).toThrow('append-only');
    expect(() => raw.exec('delete from entry_for_authority')).toThrow('append-only');
    expect(() => raw.exec("update entry set verdict = 'refuse'")).toThrow('append-only');
    expect(() => raw.exec('update entry set sealed_personal = null, key_id = null, subject_tag = null')).toThrow(
      'append-only',
    );
  });
});

function filesOf(dir: string): string[] {
  return readdirSync(dir)
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile());
}
