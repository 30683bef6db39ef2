import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src-main/store/open-database.ts';
import { preparePurge } from '../../../src-main/store/purge.ts';
import type { RescueReport } from '../../../src-main/store/rescue-log.ts';
import { rescueLog } from '../../../src-main/store/rescue-log.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { makeOldLog } from './old-log.ts';
import { commitOne, openTestStore, storeOptions, storePath, withRawDatabase } from './open-test-store.ts';
import { draft } from './store-drafts.ts';

const PAGE_BYTES = 4_096;

function rescue(copyPath: string, dataDir: string): RescueReport | null {
  const opened = openDatabase(storePath(dataDir));
  if (opened.type === 'refused') throw new Error(opened.reason);
  try {
    return rescueLog(copyPath, opened.database, storeOptions(dataDir).digest);
  } finally {
    opened.database.close();
  }
}

/** Over some of the middle, and never over the first page: a stick of dead sectors. */
function damage(path: string, fromPage: number, toPage: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xff, fromPage * PAGE_BYTES, toPage * PAGE_BYTES);
  writeFileSync(path, bytes);
}

describe('a damaged log', () => {
  test('gives all that can be read to the one that took its place; what no collector has waits, once', () => {
    const dir = temporaryDir();
    const { path, entries } = makeOldLog(dir, 40, 20);
    const pages = withRawDatabase(dir, (raw) => raw.pragma('page_count', { simple: true })) as number;
    const broken = join(temporaryDir(), 'gate.sqlite');
    cpSync(path, broken);
    damage(broken, Math.floor(pages / 2), Math.floor(pages / 2) + 3);

    const fresh = temporaryDir();
    cpSync(join(dir, 'keys.json'), join(fresh, 'keys.json'));
    const store = openTestStore(fresh);
    commitOne(store);
    const report = rescue(broken, fresh);
    expect(report?.rescued).toBeGreaterThan(entries.length / 2);
    expect(report).toMatchObject({ readable: report?.rescued, known: 0 });
    expect((report?.rescued ?? 0) + (report?.lost ?? 0)).toBe(entries.length);
    expect(store.pending(1_000)[0]?.id).toMatchObject({ epoch: 'a'.repeat(32) });
    expect(store.counts().pending).toBe((report?.pending ?? 0) + 1);
    // What stands after it goes on in its own epoch; and a second rescue finds nothing more to do.
    expect(commitOne(store)).toBe(2);
    expect(rescue(broken, fresh)).toMatchObject({ rescued: 0, known: report?.readable });
    expect(openTestStore(fresh).identity()).toEqual(store.identity());
  });

  test('that is whole after all comes over whole, and its chain holds', () => {
    const dir = temporaryDir();
    const { path, entries } = makeOldLog(dir, 10, 4);
    const copy = join(temporaryDir(), 'gate.sqlite');
    cpSync(path, copy);
    const fresh = temporaryDir();
    cpSync(join(dir, 'keys.json'), join(fresh, 'keys.json'));
    const store = openTestStore(fresh);
    expect(rescue(copy, fresh)).toMatchObject({ rescued: entries.length, lost: 0 });
    expect(store.verifyChain()).toMatchObject({ entries: entries.length, broken: 0 });
    expect(store.counts().quarantined).toBe(entries.filter(({ state }) => state === 'quarantined').length);
  });

  test('brings back neither who was purged nor who was taken out, and no tag of a week is lost on the way', () => {
    const dir = temporaryDir();
    const { receiptKey, device } = storeOptions(dir);
    if (receiptKey === undefined) throw new Error('the device has a key');
    const store = openTestStore(dir);
    for (let index = 0; index < 6; index += 1) {
      const tracing = { keyId: 'week-1', tag: String(index).repeat(64) };
      const wallUtcMs = draft().at.wallUtcMs + (index < 2 ? 0 : 40 * 86_400_000);
      commitOne(store, { tracing, at: { ...draft().at, wallUtcMs }, subjectTag: String(index).repeat(64) });
    }
    const copy = join(temporaryDir(), 'gate.sqlite');
    store.erase(['3'.repeat(64)], draft().at.wallUtcMs);
    withRawDatabase(dir, (raw) => {
      const rule = { nowUtcMs: draft().at.wallUtcMs + 41 * 86_400_000, days: 30 };
      const purge = preparePurge(raw, rule, device, receiptKey);
      expect(purge.slice(10).entries).toBe(2);
      purge.finish();
      raw.pragma('wal_checkpoint(truncate)');
    });
    store.close();
    cpSync(storePath(dir), copy);
    const fresh = temporaryDir();
    cpSync(join(dir, 'keys.json'), join(fresh, 'keys.json'));
    const next = openTestStore(fresh);
    expect(rescue(copy, fresh)).toMatchObject({ rescued: 4, lost: 0 });
    expect(rescue(copy, fresh)).toMatchObject({ rescued: 0, known: 4 });
    expect(next.verifyChain()).toMatchObject({
      entries: 4,
      broken: 0,
      erased: 1,
      receipts: { purges: 1, erasures: 1, forged: 0, missing: 0 },
    });
    // The collector has to hear of it by the log that took its place.
    next.acknowledge(next.pending(1)[0]?.id.epoch ?? '', [{ from: 1, to: 6 }], 1);
    expect(next.pendingNotices(9, 9)).toMatchObject([{ seqs: [4] }]);
  });

  test('never gives an entry that somebody changed', () => {
    const dir = temporaryDir();
    const { path, entries } = makeOldLog(dir, 40, 2);
    withRawDatabase(dir, (raw) =>
      raw.exec("drop trigger entry_never_changes; update entry set verdict = 'refuse' where id = 3"),
    );
    const fresh = temporaryDir();
    openTestStore(fresh);
    expect(rescue(path, fresh)).toMatchObject({ rescued: entries.length - 1, lost: 1 });
  });

  test('that SQLite makes nothing of is said to be so', () => {
    const fresh = temporaryDir();
    openTestStore(fresh);
    const path = join(temporaryDir(), 'gate.sqlite');
    writeFileSync(path, 'không phải cơ sở dữ liệu');
    expect(rescue(path, fresh)).toBeNull();
  });
});
