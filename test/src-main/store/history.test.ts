import { describe, expect, test } from 'vitest';
import type { HistoryQuery } from '../../../src-main/store/history.ts';
import { HISTORY_SQL, MOST_LOOKED_AT } from '../../../src-main/store/history.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { PASSINGS_SQL } from '../../../src-main/store/passings.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, withRawDatabase } from './open-test-store.ts';
import { draft, FAKE_PERSON } from './store-drafts.ts';

const AT = draft().at;
const ALL: HistoryQuery = { laneId: null, verdict: null, sinceUtcMs: null, before: null, limit: 50 };

function minutesLater(minutes: number) {
  return { ...AT, wallUtcMs: AT.wallUtcMs + minutes * 60_000 };
}

function seqs(store: Store, query: Partial<HistoryQuery> = {}): number[] {
  return store.readPast({ ...ALL, ...query }).entries.map(({ id }) => id.seq);
}

describe('the history', () => {
  test('is the newest first, with the person, and pages through everything once', () => {
    const store = openTestStore(temporaryDir());
    for (let minute = 0; minute < 7; minute += 1) commitOne(store, { at: minutesLater(minute) });
    expect(store.readPast(ALL).entries[0]).toMatchObject({ id: { seq: 7 }, personal: FAKE_PERSON, takenBack: null });
    const pages: number[][] = [];
    for (let before: number | null = null; ; ) {
      const { entries, next } = store.readPast({ ...ALL, before, limit: 3 });
      pages.push(entries.map(({ id }) => id.seq));
      if (next === null) break;
      before = next;
    }
    expect(pages).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
  });

  test('goes by the order of the log where a clock was wrong', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store, { at: minutesLater(500_000) });
    commitOne(store, { at: minutesLater(1) });
    expect(seqs(store)).toEqual([2, 1]);
    expect(seqs(store, { sinceUtcMs: minutesLater(2).wallUtcMs })).toEqual([1]);
  });

  test('is filtered by lane, verdict and time together', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store, { verdict: 'refuse' });
    commitOne(store, { laneId: 'lane-2', verdict: 'refuse', at: minutesLater(10) });
    commitOne(store, { laneId: 'lane-2', at: minutesLater(11) });
    commitOne(store, { laneId: 'lane-2', verdict: 'refuse', at: minutesLater(12) });
    expect(seqs(store, { laneId: 'lane-2' })).toEqual([4, 3, 2]);
    expect(seqs(store, { verdict: 'refuse' })).toEqual([4, 2, 1]);
    expect(seqs(store, { laneId: 'lane-2', verdict: 'refuse', sinceUtcMs: minutesLater(12).wallUtcMs })).toEqual([4]);
    expect(seqs(store, { sinceUtcMs: minutesLater(13).wallUtcMs })).toEqual([]);
  });

  test('shows a correction at what it corrects, and not as somebody who came', () => {
    const store = openTestStore(temporaryDir());
    commitOne(store);
    commitOne(store);
    store.correct({ entry: { ...store.identity(), seq: 1 }, reason: 'wrong-person', note: null }, minutesLater(3));
    const { entries } = store.readPast(ALL);
    expect(entries.map(({ id }) => id.seq)).toEqual([2, 1]);
    expect(entries[1]?.takenBack).toEqual({ why: 'wrong-person', atUtcMs: minutesLater(3).wallUtcMs });
  });

  test('stops looking after so many that do not fit, says where, and finds the rest from there', () => {
    const dataDir = temporaryDir();
    const store = openTestStore(dataDir);
    commitOne(store, { laneId: 'lane-9' });
    fill(dataDir, MOST_LOOKED_AT);
    const first = store.readPast({ ...ALL, laneId: 'lane-9' });
    expect(first.entries).toEqual([]);
    expect(first.next).not.toBeNull();
    const second = store.readPast({ ...ALL, laneId: 'lane-9', before: first.next });
    expect(second).toMatchObject({ entries: [{ id: { seq: 1 } }], next: null });
  });
});

describe('how SQLite goes about it', () => {
  test.each([
    ['firstSince', HISTORY_SQL.firstSince, ['SEARCH entry USING COVERING INDEX entry_by_time (wall_utc_ms>?)']],
    ['places', HISTORY_SQL.places, ['SEARCH entry USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)']],
    ['lastLookedAt', HISTORY_SQL.lastLookedAt, ['SEARCH entry USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)']],
    [
      'takenBack',
      HISTORY_SQL.takenBack,
      [
        'SEARCH entry USING INTEGER PRIMARY KEY (rowid=?)',
        'SEARCH later USING INDEX entry_by_corrected (epoch_id=? AND corrects=?)',
      ],
    ],
    [
      'passings',
      PASSINGS_SQL,
      [
        'SEARCH entry USING INDEX entry_by_time (wall_utc_ms>?)',
        'SEARCH later USING COVERING INDEX entry_by_corrected (epoch_id=? AND corrects=?)',
      ],
    ],
  ])('%s: no table is read from end to end', (_name, sql, expected) => {
    const dataDir = temporaryDir();
    openTestStore(dataDir);
    const plan = withRawDatabase(dataDir, (database) =>
      (database.prepare(`explain query plan ${sql.replace(/\?|@\w+/g, '1')}`).all() as { detail: string }[]).map(
        ({ detail }) => detail,
      ),
    );
    expect(plan).toEqual(expect.arrayContaining(expected));
    expect(plan.filter((detail) => /SCAN (entry|later)/.test(detail))).toEqual([]);
  });
});

/** Entries of the first lane by another program's hand, all alike. */
function fill(dataDir: string, total: number): void {
  withRawDatabase(dataDir, (database) => {
    const columns = (database.prepare("select name from pragma_table_info('entry')").pluck().all() as string[])
      .filter((name) => !['id', 'seq', 'lane_id'].includes(name))
      .join(', ');
    database.exec(`
      with recursive number (n) as (select 1 union all select n + 1 from number where n < ${total})
      insert into entry (seq, lane_id, ${columns}) select n + 1, 'lane-1', ${columns} from number, entry where entry.id = 1`);
  });
}
