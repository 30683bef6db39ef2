import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ExportStatus } from '../../../src-main/contract/report-api.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { DAY_MS, HOUR_MS } from '../../../src-main/core/report/period.ts';
import type { Audit } from '../../../src-main/gate/audit-desk.ts';
import { openExportDesk } from '../../../src-main/gate/export-desk.ts';
import { openExportScheduler } from '../../../src-main/gate/export-schedule.ts';
import { folderTrouble } from '../../../src-main/gate/folder-trouble.ts';
import { openReportReader } from '../../../src-main/gate/report-reader.ts';
import { openSearchDesk } from '../../../src-main/gate/search-desk.ts';
import { gateAt } from '../../support/gate-at.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storePath, testVault } from '../store/open-test-store.ts';
import { draft, FAKE_PERSON } from '../store/store-drafts.ts';

/** Monday, 23 November 2026, midnight in Vietnam. */
const MONDAY = Date.UTC(2026, 10, 22, 17);

/** A log of one entry at noon on Monday, and the desks over it. */
function openDesks(changes: { readonly folder?: string } = {}) {
  const dataDir = temporaryDir();
  const store = openTestStore(dataDir);
  const vault = testVault(dataDir);
  const subjectTag = vault.tagger.tag({ scheme: 'citizen', value: FAKE_PERSON.number ?? '' });
  commitOne(store, { at: { ...draft().at, wallUtcMs: MONDAY + 12 * HOUR_MS }, subjectTag, laneId: 'lane-1' });
  const reader = openReportReader({ logPath: storePath(dataDir), dataKeys: vault.dataKeys });
  onTestFinished(() => reader.close());
  const notes: Parameters<Audit['note']>[] = [];
  const logged: string[] = [];
  const settings: Settings = {
    ...defaultSettings(),
    venue: { ...defaultSettings().venue, name: 'Nhà máy Kiểm Thử' },
    exports: { ...defaultSettings().exports, folder: changes.folder ?? '' },
  };
  const common = {
    reader,
    note: (...noted: Parameters<Audit['note']>) => void notes.push(noted),
    noteFirst: (...noted: Parameters<Audit['note']>) => notes.push(noted) > 0,
    log: (event: string, fields?: Record<string, number | string>) => void logged.push(JSON.stringify([event, fields])),
  };
  const search = openSearchDesk({ ...common, tagger: vault.tagger });
  const exports = openExportDesk({
    ...common,
    dataDir,
    settings: () => settings,
    nowUtcMs: () => MONDAY + 2 * DAY_MS,
    readSubject: () => ({
      summary: {
        entries: 1,
        uploaded: 0,
        sealedForAuthority: 0,
        firstAtUtcMs: null,
        lastAtUtcMs: null,
        isWatched: false,
        rosterPeople: 0,
        handOverNotes: 0,
        damagedLogs: 0,
      },
      entries: [],
      roster: [],
      watched: [],
      handOvers: [],
      text: 'một dòng\n',
    }),
  });
  return { dataDir, store, search, exports, notes, logged, settings };
}

const MONDAYS = { fromUtcMs: MONDAY, untilUtcMs: MONDAY + DAY_MS, laneIds: null, verdicts: null } as const;

describe('somebody who is looked up', () => {
  test('is found by the number, shown masked, and opened with a reason that is noted and logged nowhere', async () => {
    const { search, notes, logged } = openDesks();
    const answer = await search.searchEntries({ ...MONDAYS, number: '001099000000', name: null, after: null });
    if (answer.type === 'refused') throw new Error('refused');
    expect(answer.entries).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain(FAKE_PERSON.name);
    expect(JSON.stringify(answer)).not.toContain(FAKE_PERSON.number);
    expect(notes).toEqual([]);
    const [{ epoch = '', seq = 0 } = {}] = answer.entries;
    const opened = await search.revealEntry({ epoch, seq, reason: 'khách hỏi' });
    expect(opened).toEqual({ type: 'revealed', person: FAKE_PERSON });
    expect(notes).toEqual([['person-revealed', { seq }, 'khách hỏi']]);
    expect(logged.join()).not.toContain('khách hỏi');
  });

  test('is not opened where it cannot be noted, nor where there is no such entry', async () => {
    const { search, store } = openDesks();
    const { epoch } = store.identity();
    expect(await search.revealEntry({ epoch, seq: 99, reason: 'khách hỏi' })).toEqual({
      type: 'refused',
      reason: 'unknown-entry',
    });
    expect(await search.revealEntry({ epoch: 'other', seq: 1, reason: 'khách hỏi' })).toMatchObject({
      type: 'refused',
    });
  });

  test('is found by nobody who types another number', async () => {
    const { search } = openDesks();
    const answer = await search.searchEntries({ ...MONDAYS, number: '002099000000', name: null, after: null });
    expect(answer).toMatchObject({ type: 'found', entries: [] });
  });
});

describe('the number of persons', () => {
  test('has who was typed by name alone once a name, by the phone where there is one, and nobody for vehicles and odd codes', async () => {
    const gate = gateAt(temporaryDir());
    const nobody = { laneId: 'lane-1', number: null, phone: null, note: 'quên giấy tờ' };
    for (const name of ['Nguyễn Văn Thử', 'NGUYỄN  VĂN THỬ', 'Trần Thị Khác'])
      gate.submitManualEntry({ ...nobody, name });
    for (const phone of ['0900000000', '0900000001']) gate.submitManualEntry({ ...nobody, name: 'Lê Thử', phone });
    gate.openByHand({ laneId: 'lane-1', note: 'xe giao hàng' });
    gate.scan({ readerKind: 'command', text: 'MA-LA-000000', encoding: 'utf-8' });
    const answer = await gate.report({ kind: 'day', atUtcMs: Date.now() });
    expect(answer).toMatchObject({ report: { figures: { scans: 7, persons: 4, untagged: 2 } } });
  });
});

describe('a file', () => {
  test('of entries is masked, and in full only where a reason is noted', async () => {
    const { exports, notes, dataDir } = openDesks();
    const what = { type: 'entries', ...MONDAYS } as const;
    const masked = await exports.writeExport({ what, format: 'csv', folder: '' });
    if (masked.type === 'refused') throw new Error(masked.reason);
    expect(masked.path).toBe(join(dataDir, 'exports', 'Nha-may-Kiem-Thu_danh-sach-luot_2026-11-23.csv'));
    const text = readFileSync(masked.path, 'utf8');
    expect(text).not.toContain(FAKE_PERSON.name);
    expect(text).not.toContain(FAKE_PERSON.number);
    expect(text).not.toContain(FAKE_PERSON.phone);
    expect(notes).toEqual([['exported', { what: 'entries', format: 'csv', isFull: false }, null]]);
    const full = await exports.writeFullExport({ what, format: 'csv', folder: '', reason: 'thanh tra' });
    if (full.type === 'refused') throw new Error(full.reason);
    const [head, row] = parse(readFileSync(full.path, 'utf8'), { bom: true });
    expect(head).toContain('Số giấy tờ');
    expect(row).toEqual(expect.arrayContaining([FAKE_PERSON.name, FAKE_PERSON.number, '2026-11-23 12:00:00']));
    expect(notes.slice(1)).toEqual([['exported', { what: 'entries', format: 'csv', isFull: true }, 'thanh tra']]);
  });

  test('of a report says its figures and what they mean', async () => {
    const { exports } = openDesks();
    const answer = await exports.writeExport({
      what: { type: 'report', kind: 'day', atUtcMs: MONDAY },
      format: 'csv',
      folder: '',
    });
    if (answer.type === 'refused') throw new Error(answer.reason);
    const rows = parse(readFileSync(answer.path, 'utf8'), { bom: true });
    expect(rows).toContainEqual(['Tổng hợp', 'Lượt quét', 'Kỳ này', '1']);
    expect(rows).toContainEqual(['Theo giờ', '12:00–13:00', 'Lượt quét', '1']);
    expect(rows.filter(([name]) => name === 'Giải thích').length).toBeGreaterThan(10);
  });

  test('goes to the folder that was named, which is not made, and a refusal says why', async () => {
    const stick = join(temporaryDir(), 'usb');
    const { exports } = openDesks({ folder: stick });
    const write = (folder: string) =>
      exports.writeExport({ what: { type: 'report', kind: 'day', atUtcMs: MONDAY }, format: 'csv', folder });
    expect(await write('')).toEqual({ type: 'refused', reason: 'folder-gone', most: null });
    expect(await write('usb')).toEqual({ type: 'refused', reason: 'not-a-folder', most: null });
    mkdirSync(stick);
    expect(await write('')).toMatchObject({ type: 'written' });
    expect(['ENOSPC', 'EROFS', 'EIO', 'x'].map(folderTrouble)).toEqual([
      'full',
      'no-permission',
      'folder-gone',
      'other',
    ]);
  });

  test('for a person is noted with its reason', async () => {
    const { exports, notes } = openDesks();
    const answer = await exports.writeSubjectFile({ number: '001099000000', folder: '', reason: 'đơn số 1' });
    if (answer.type === 'refused') throw new Error(answer.reason);
    expect(readFileSync(answer.path, 'utf8')).toBe('\uFEFFmột dòng\n');
    expect(notes).toEqual([['exported', { what: 'subject-file', entries: 1 }, 'đơn số 1']]);
  });
});

describe('files by schedule', () => {
  function openSchedule(dataDir: string) {
    const clock = { nowUtcMs: MONDAY + 9 * HOUR_MS, isDoubted: false };
    const files: string[] = [];
    const scheduler = openExportScheduler({
      dataDir,
      desk: {
        writeExport: async ({ what, format }) => {
          const from = what.type === 'report' ? what.atUtcMs : what.fromUtcMs;
          files.push(`${what.type} ${format} ${(from - MONDAY) / DAY_MS}`);
          return { type: 'written', path: '', rows: 0 };
        },
      },
      nowUtcMs: () => clock.nowUtcMs,
      isClockDoubted: () => clock.isDoubted,
      onChange: () => undefined,
      log: () => undefined,
    });
    const settings = defaultSettings();
    scheduler.apply({ ...settings, exports: { ...settings.exports, schedule: 'daily', what: 'both', hour: 6 } });
    return { scheduler, clock, files };
  }

  test('are written once, and made up for after a power cut', async () => {
    const dataDir = temporaryDir();
    const first = openSchedule(dataDir);
    await first.scheduler.look();
    expect(first.files).toEqual([]);
    expect(first.scheduler.status().state).toBe('waiting');
    first.clock.nowUtcMs = MONDAY + DAY_MS + 6 * HOUR_MS;
    await first.scheduler.look();
    await first.scheduler.look();
    expect(first.files).toEqual(['report xlsx 0', 'entries csv 0']);
    expect(first.scheduler.status()).toMatchObject({ state: 'ok', trouble: null });

    // The machine was off for two nights.
    const second = openSchedule(dataDir);
    second.clock.nowUtcMs = MONDAY + 3 * DAY_MS + 10 * HOUR_MS;
    await second.scheduler.look();
    expect(second.files).toEqual(['report xlsx 1', 'entries csv 1', 'report xlsx 2', 'entries csv 2']);
  });

  test('wait for a clock that is sure', async () => {
    const dataDir = temporaryDir();
    const { scheduler, clock, files } = openSchedule(dataDir);
    await scheduler.look();
    clock.nowUtcMs += 5 * DAY_MS;
    clock.isDoubted = true;
    await scheduler.look();
    expect(files).toEqual([]);
  });

  test('that fail are said, and written when the folder is back', async () => {
    const { dataDir, exports, settings } = openDesks({ folder: join(temporaryDir(), 'usb') });
    const stick = settings.exports.folder;
    let nowUtcMs = MONDAY + HOUR_MS;
    const told: ExportStatus['state'][] = [];
    const scheduler = openExportScheduler({
      dataDir,
      desk: exports,
      nowUtcMs: () => nowUtcMs,
      isClockDoubted: () => false,
      onChange: () => told.push(scheduler.status().state),
      log: () => undefined,
    });
    scheduler.apply({
      ...settings,
      exports: { ...settings.exports, schedule: 'daily', what: 'report', format: 'pdf' },
    });
    await scheduler.look();
    nowUtcMs = MONDAY + DAY_MS + 7 * HOUR_MS;
    await scheduler.look();
    expect(scheduler.status()).toMatchObject({ state: 'failing', trouble: 'folder-gone' });
    mkdirSync(stick);
    await scheduler.look();
    expect(scheduler.status()).toMatchObject({ state: 'ok', trouble: null });
    expect(readdirSync(stick)).toEqual(['Nha-may-Kiem-Thu_bao-cao_2026-11-23.pdf']);
    expect(told).toContain('failing');
  });

  test('a list of people in the gate’s own folder goes when its time is over, and a report stays', async () => {
    const dataDir = temporaryDir();
    const folder = join(dataDir, 'exports');
    mkdirSync(folder);
    for (const name of ['Cong_bao-cao_2026-11.pdf', 'Cong_danh-sach-luot_2026-11-23.csv']) {
      writeFileSync(join(folder, name), 'x');
    }
    const { scheduler, clock } = openSchedule(dataDir);
    clock.nowUtcMs = Date.now() + 31 * DAY_MS;
    await scheduler.look();
    expect(readdirSync(folder)).toEqual(['Cong_bao-cao_2026-11.pdf']);
    renameSync(folder, `${folder}-gone`);
    await scheduler.look();
    rmSync(`${folder}-gone`, { recursive: true });
  });
});
