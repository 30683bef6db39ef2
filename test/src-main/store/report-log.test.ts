import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DAY_MS, HOUR_MS, periodAt } from '../../../src-main/core/report/period.ts';
import { countDaysAt, countReport } from '../../../src-main/store/count-report.ts';
import { listedEntries } from '../../../src-main/store/listed-entries.ts';
import { migrate } from '../../../src-main/store/migrations/migrate.ts';
import type { ReportLog } from '../../../src-main/store/report-log.ts';
import { openReportLog, prepareReportLog } from '../../../src-main/store/report-log.ts';
import { hitsOf, searchLog } from '../../../src-main/store/search-log.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storePath, testVault, withRawDatabase } from './open-test-store.ts';
import { draft, FAKE_PERSON } from './store-drafts.ts';

/** Monday, 23 November 2026, midnight in Vietnam. */
const MONDAY = Date.UTC(2026, 10, 22, 17);
const breathe = (): Promise<void> => Promise.resolve();

function openLogs(): { dataDir: string; store: ReturnType<typeof openTestStore>; log: ReportLog } {
  const dataDir = temporaryDir();
  const store = openTestStore(dataDir);
  const log = openReportLog(storePath(dataDir), testVault(dataDir).sealer);
  onTestFinished(() => log.close());
  return { dataDir, store, log };
}

function at(wallUtcMs: number): ReturnType<typeof draft>['at'] {
  return { ...draft().at, wallUtcMs };
}

function tag(person: number): string {
  return String(person).padStart(64, '0');
}

describe('what is asked of a long log', () => {
  test('is answered by an index each time, and never by going through all of it', () => {
    const database = new Database(':memory:');
    onTestFinished(() => void database.close());
    migrate(database);
    const asked: string[] = [];
    const prepare = database.prepare.bind(database);
    Object.defineProperty(database, 'prepare', {
      value: (sql: string) => {
        asked.push(sql);
        return prepare(sql);
      },
    });
    prepareReportLog(database, testVault(temporaryDir()).sealer);
    const plans = asked
      .filter((sql) => /\b(from|join|update) (entry|outbox)\b/.test(sql))
      .map((sql) => ({
        sql,
        plan: prepare(`explain query plan ${sql}`)
          .all(...(sql.match(/\?/g) ?? []).map(() => 0))
          .map((row) => (row as { detail: string }).detail),
      }));
    expect(plans.length).toBeGreaterThan(7);
    const scanning = plans.filter(({ plan }) => plan.some((step) => /^SCAN (entry|later|outbox)\b/.test(step)));
    expect(scanning).toEqual([]);
    const byTime = plans.filter(({ plan }) => plan.join().includes('entry_by_time (wall_utc_ms>? AND wall_utc_ms<?)'));
    expect(byTime).toHaveLength(4);
    expect(plans.filter(({ plan }) => plan.join().includes('entry_by_subject (subject_tag=?)'))).toHaveLength(1);
  });

  test('an entry that is written looks for its day by the primary key alone', () => {
    const { dataDir } = openLogs();
    const plan = withRawDatabase(dataDir, (database) =>
      database.prepare('explain query plan update day_summary set is_stale = 1 where day_start_utc_ms = ?').all(0),
    );
    expect(JSON.stringify(plan)).toContain('USING INTEGER PRIMARY KEY');
  });
});

describe('a report', () => {
  const question = { kind: 'week', atUtcMs: MONDAY, laneIds: ['lane-1', 'lane-2'] } as const;
  const NOW = MONDAY + 8 * DAY_MS;

  test('counts what was committed, by the day in Vietnam', async () => {
    const { store, log } = openLogs();
    // The last moment of Sunday, and the first of Monday.
    commitOne(store, { at: at(MONDAY - 1), subjectTag: tag(1) });
    commitOne(store, { at: at(MONDAY), subjectTag: tag(1) });
    commitOne(store, { at: at(MONDAY + DAY_MS), subjectTag: tag(1), readerKind: 'manual' });
    commitOne(store, { at: at(MONDAY + DAY_MS + 1), subjectTag: tag(2), laneId: 'lane-2', direction: 'out' });
    commitOne(store, { at: at(MONDAY + 7 * DAY_MS), subjectTag: tag(3) });
    const report = await countReport(log, { ...question, nowUtcMs: NOW }, breathe);
    expect(report.period).toEqual(periodAt('week', MONDAY));
    expect(report.figures).toMatchObject({ scans: 3, persons: 2, admittedIn: 2, admittedOut: 1, manual: 1 });
    expect(report.before).toMatchObject({ scans: 1, persons: 1 });
    expect(report.days.map(({ scans }) => scans)).toEqual([1, 2, 0, 0, 0, 0, 0]);
    expect(report.silent).toContainEqual({ dayStartUtcMs: MONDAY, laneId: 'lane-2' });
  });

  test('counts nobody for a poster or an unknown code, although each is known again', async () => {
    const { store, log } = openLogs();
    commitOne(store, { at: at(MONDAY), subjectTag: tag(1) });
    commitOne(store, { at: at(MONDAY + 1), subjectTag: tag(2), codeKind: 'place', verdict: 'refuse' });
    commitOne(store, { at: at(MONDAY + 2), subjectTag: tag(3), codeKind: 'opaque', verdict: 'check' });
    const report = await countReport(log, { ...question, nowUtcMs: NOW }, breathe);
    expect(report.figures).toMatchObject({ scans: 3, persons: 1, untagged: 2 });
  });

  test('counts a day once, and again when an entry comes late or is taken back', async () => {
    const { dataDir, store, log } = openLogs();
    const seq = commitOne(store, { at: at(MONDAY + HOUR_MS), subjectTag: tag(1) });
    const scans = async () => (await countReport(log, { ...question, nowUtcMs: NOW }, breathe)).figures;
    expect(await scans()).toMatchObject({ scans: 1, persons: 1 });
    const summaries = () =>
      withRawDatabase(dataDir, (database) => database.prepare('select * from day_summary where is_stale = 1').all());
    expect(summaries()).toEqual([]);

    // A clock that was set back, and the day is the day that it says.
    commitOne(store, { at: at(MONDAY + 2 * HOUR_MS), subjectTag: tag(2) });
    expect(summaries()).toHaveLength(1);
    expect(await scans()).toMatchObject({ scans: 2, persons: 2 });
    expect(summaries()).toEqual([]);

    const { device, epoch } = store.identity();
    expect(store.takeBack({ device, epoch, seq }, at(NOW))).toMatchObject({ type: 'committed' });
    expect(summaries()).toHaveLength(1);
    expect(await scans()).toMatchObject({ scans: 1, persons: 1, takenBack: 1 });
  });

  test('reads no entry of a day that it has counted', async () => {
    const { store, log } = openLogs();
    commitOne(store, { at: at(MONDAY), subjectTag: tag(1) });
    const ask = { ...question, nowUtcMs: NOW };
    await countReport(log, ask, breathe);
    const read: number[] = [];
    const watched: ReportLog = {
      ...log,
      scansBetween: (from, until) => {
        read.push(from);
        return log.scansBetween(from, until);
      },
      tagsBetween: (from, until) => {
        read.push(from);
        return log.tagsBetween(from, until);
      },
    };
    const again = await countReport(watched, ask, breathe);
    expect(again.figures).toMatchObject({ scans: 1, persons: 1 });
    expect(read).toEqual([]);
  });

  test('does not keep a day that is not over, and compares with as much of the day before', async () => {
    const { dataDir, store, log } = openLogs();
    commitOne(store, { at: at(MONDAY - DAY_MS + HOUR_MS), subjectTag: tag(1) });
    commitOne(store, { at: at(MONDAY - HOUR_MS), subjectTag: tag(1) });
    commitOne(store, { at: at(MONDAY + HOUR_MS), subjectTag: tag(1) });
    const nowUtcMs = MONDAY + 2 * HOUR_MS;
    const report = await countReport(log, { ...question, kind: 'day', nowUtcMs }, breathe);
    expect([report.figures.scans, report.before.scans]).toEqual([1, 1]);
    expect(report.countedUntilUtcMs).toBe(nowUtcMs);
    const kept = withRawDatabase(dataDir, (database) =>
      database.prepare<[], number>('select max(day_start_utc_ms) from day_summary').pluck().get(),
    );
    expect(kept).toBe(MONDAY - DAY_MS);
  });

  test('still knows the figures of days whose entries went by the retention rule, and says which it does not know', async () => {
    const { dataDir, store, log } = openLogs();
    commitOne(store, { at: at(MONDAY), subjectTag: tag(1) });
    await countDaysAt(log, [MONDAY], NOW, breathe);
    withRawDatabase(dataDir, (database) => {
      database.exec(`
        insert into purging values (1, 1);
        delete from outbox; delete from entry; delete from purging;
        insert into purge_receipt (device, epoch, first_seq, last_seq, before_hash, last_hash, uploaded, not_uploaded, refused,
          purged_at_utc_ms, rule_days, public_key, signature, state)
        values ('d', 'e', 1, 1, '${'0'.repeat(64)}', '${'1'.repeat(64)}', 1, 0, 0, ${NOW}, 1, 'k', 's', 'pending');`);
    });
    const report = await countReport(log, { ...question, nowUtcMs: NOW }, breathe);
    expect(report.figures).toMatchObject({ scans: 1, persons: null });
    expect(report.missingDays).toHaveLength(6);
    expect(report.missingDays).not.toContain(MONDAY);
  });
});

describe('a search', () => {
  const all = { laneIds: null, verdicts: null, tags: null, name: null, after: null, limit: 2 } as const;
  const time = { fromUtcMs: MONDAY, untilUtcMs: MONDAY + DAY_MS };

  test('goes page by page, newest first, without leaving anybody out', async () => {
    const { store, log } = openLogs();
    // Three of one and the same moment.
    const seqs = [0, 1, 1, 1, 2].map((hour) => commitOne(store, { at: at(MONDAY + hour * HOUR_MS) }));
    commitOne(store, { at: at(MONDAY + DAY_MS) });
    const seen: number[] = [];
    let after: Parameters<typeof searchLog>[1]['after'] = null;
    do {
      const page = await searchLog(log, { ...all, ...time, after }, breathe);
      seen.push(...page.found.map(({ entry }) => entry.id.seq));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual([...seqs].reverse());
  });

  test('finds by number, lane, result and encrypted name, and leaves corrections out', async () => {
    const { store, log } = openLogs();
    commitOne(store, { at: at(MONDAY), subjectTag: tag(1), personal: { ...FAKE_PERSON, name: 'Đỗ Thị Ngân' } });
    const seq = commitOne(store, { at: at(MONDAY + 1), subjectTag: tag(2), laneId: 'lane-2' });
    commitOne(store, { at: at(MONDAY + 2), subjectTag: tag(2), verdict: 'refuse' });
    const { device, epoch } = store.identity();
    store.takeBack({ device, epoch, seq }, at(MONDAY + 3));
    const found = async (part: Partial<Parameters<typeof searchLog>[1]>) =>
      (await searchLog(log, { ...all, ...time, limit: 10, ...part }, breathe)).found.map(({ entry }) => entry.id.seq);
    expect(await found({})).toEqual([3, 2, 1]);
    expect(await found({ tags: [tag(2)] })).toEqual([3, 2]);
    expect(await found({ tags: [tag(2)], untilUtcMs: MONDAY + 2 })).toEqual([2]);
    expect(await found({ laneIds: ['lane-2'] })).toEqual([2]);
    expect(await found({ verdicts: ['refuse'] })).toEqual([3]);
    expect(await found({ name: 'do ngan' })).toEqual([1]);
    const takenBack = await searchLog(log, { ...all, ...time, laneIds: ['lane-2'] }, breathe);
    expect(takenBack.found[0]?.isTakenBack).toBe(true);
  });

  test('says where it was cut short', async () => {
    const { store, log } = openLogs();
    for (const minute of [0, 1, 2, 3]) commitOne(store, { at: at(MONDAY + minute) });
    const hits = hitsOf(log, { ...all, ...time, name: 'tran' }, breathe, { opened: 2, lookedAt: 100 });
    const seen = [];
    for await (const hit of hits) seen.push(hit);
    expect(seen).toEqual([{ type: 'cut-short', atUtcMs: MONDAY + 1 }]);
  });

  test('a list that is handed out is oldest first, and refuses more rows than its form has', async () => {
    const { store, log } = openLogs();
    for (const minute of [2, 0, 1, 1]) commitOne(store, { at: at(MONDAY + minute) });
    const filter = { ...time, laneIds: null, verdicts: null };
    const seqs: number[] = [];
    for await (const slice of listedEntries(log, filter, 4, breathe))
      seqs.push(...slice.map(({ entry }) => entry.id.seq));
    expect(seqs).toEqual([2, 3, 4, 1]);
    const tooMany = listedEntries(log, filter, 3, breathe);
    await expect(tooMany.next()).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' });
  });
});
