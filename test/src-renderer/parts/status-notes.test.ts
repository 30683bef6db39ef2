import { describe, expect, test } from 'vitest';
import vi from '../../../resources/locales/vi.json' with { type: 'json' };
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { GateStatus } from '../../../src-main/contract/status-api.ts';
import { UPLOAD_FAILURES } from '../../../src-main/core/outbox/plan.ts';
import { startWords } from '../../../src-renderer/i18n/start-words.ts';
import { groupedNumber } from '../../../src-renderer/parts/grouped-number.ts';
import type { StatusNote } from '../../../src-renderer/parts/status-note.ts';
import { statusNotes } from '../../../src-renderer/parts/status-notes.ts';
import type { Hearing } from '../../../src-renderer/parts/use-verdict-sound.ts';
import { createFakeGate, fakeReader } from '../../support/fake-gate.ts';

const NOW_UTC_MS = 1_000_000_000;
const QUIET = createFakeGate().gate.snapshot();

function failingBackup(trouble: NonNullable<GateStatus['backup']['trouble']>): Partial<GateStatus> {
  return { backup: { state: 'failing', trouble, lastAtUtcMs: null } };
}

describe('the status strip', () => {
  test('a gate that is well has nothing to be seen to', () => {
    expect(notes({}).filter(({ toDo }) => toDo !== null)).toEqual([]);
  });

  test('a lost reader says which one, what is wrong and what to do', () => {
    const note = find(notes({ readers: [lost('unplugged')] }, SERIAL), 'reader serial-1');
    expect(note).toEqual({
      key: 'reader serial-1',
      isOfReader: true,
      icon: 'scanner',
      tone: 'warning',
      text: 'Đầu đọc ttyACM0 bị rút dây',
      toDo: 'Cắm lại dây, máy tự nhận.',
    });
  });

  test('readers name their lane where there are several', () => {
    const lanes = [...QUIET.lanes, { id: 'lane-2', name: 'Cổng 2', direction: 'out' as const }];
    expect(find(notes({ readers: [lost('other')] }, { ...SERIAL, lanes }), 'reader serial-1').text).toContain('Cổng 1');
  });

  test.each([
    ['a doubtful clock', { clock: { state: 'doubtful', offsetMs: null } }, 'clock', 'warning'],
    ['a disk nearly full', { disk: { state: 'low', freeBytes: 700_000_000 } }, 'disk', 'warning'],
    ['a full disk', { disk: { state: 'full', freeBytes: 0 } }, 'disk', 'alarm'],
    ['a log that gave way to its backup', { damagedLog: 'restored' }, 'damaged-log', 'warning'],
    ['a log that had to be begun anew', { damagedLog: 'begun-anew' }, 'damaged-log', 'alarm'],
    ['a backup disk that was pulled', failingBackup('folder-gone'), 'backup', 'warning'],
    ['a backup disk that is full', failingBackup('full'), 'backup', 'warning'],
    ['unreadable settings', { settings: 'unreadable' }, 'settings', 'warning'],
    [
      'a collector that refuses',
      { outbox: { ...QUIET.status.outbox, collector: 'refused', trouble: 'refused' } },
      'collector',
      'warning',
    ],
    ['entries sent back', { outbox: { ...QUIET.status.outbox, quarantined: 2 } }, 'quarantined', 'warning'],
  ] satisfies [string, Partial<GateStatus>, string, string][])('%s is seen, with what to do', (_, part, key, tone) => {
    const note = find(notes(part), key);
    expect(note.tone).toBe(tone);
    expect(note.toDo).not.toBeNull();
  });

  test('a second disk is spoken of where there is one, and asks for nothing while it is well', () => {
    expect(notes({}).map(({ key }) => key)).not.toContain('backup');
    const backup: GateStatus['backup'] = { state: 'ok', trouble: null, lastAtUtcMs: NOW_UTC_MS };
    expect(find(notes({ backup }), 'backup')).toMatchObject({ tone: 'well', text: 'Đã sao lưu', toDo: null });
  });

  test.each(UPLOAD_FAILURES)(
    'an upload that failed by “%s” says so, and what to do where it does not pass by itself',
    (trouble) => {
      const collector = trouble === 'refused' ? 'refused' : 'unreachable';
      const note = find(notes({ outbox: { ...QUIET.status.outbox, collector, trouble } }), 'collector');
      const passes = ['network', 'timeout', 'server-error', 'too-large', 'throttled'].includes(trouble);
      expect(note).toMatchObject({ tone: passes ? 'calm' : 'warning', text: vi.uploadTrouble[trouble].what });
      expect(note.toDo).toBe(passes ? null : vi.uploadTrouble[trouble].do);
    },
  );

  test('what waits for the collector is counted, with the age of the oldest', () => {
    const outbox: GateStatus['outbox'] = {
      ...QUIET.status.outbox,
      collector: 'unreachable',
      pending: 1_284,
      oldestPendingAtUtcMs: NOW_UTC_MS - 190 * 60_000,
    };
    expect(find(notes({ outbox }), 'waiting').text).toBe('Chờ gửi 1.284, lâu nhất 3 giờ');
  });

  test('a gate that works alone speaks of no collector but that', () => {
    expect(notes({}).map(({ key }) => key)).not.toContain('waiting');
    expect(find(notes({}), 'collector').text).toBe('Làm việc độc lập');
  });

  test('sound that is off, or held back by the browser, is said', () => {
    const screen = { ...QUIET.settings.screen, volume: 0 };
    expect(find(notes({}, { settings: { ...QUIET.settings, screen } }), 'sound').text).toBe('Đang tắt tiếng');
    expect(find(notes({}, {}, 'locked'), 'sound').text).toBe('Chạm màn hình để bật tiếng');
    expect(find(notes({}, {}, 'no-output'), 'sound').tone).toBe('warning');
    expect(notes({}).map(({ key }) => key)).not.toContain('sound');
  });
});

test.each([
  [0, '0', '0'],
  [999, '999', '999'],
  [1_204, '1.204', '1,204'],
  [1_234_567, '1.234.567', '1,234,567'],
])('%i is read as each language writes it', (count, vietnamese, english) => {
  expect([groupedNumber(count, 'vi'), groupedNumber(count, 'en')]).toEqual([vietnamese, english]);
});

const SERIAL: Partial<GateSnapshot> = {
  settings: {
    ...QUIET.settings,
    readers: [{ kind: 'serial', id: 'serial-1', laneId: 'lane-1', path: '/dev/ttyACM0', baudRate: 9600 }],
  },
};

function lost(trouble: 'unplugged' | 'other'): GateStatus['readers'][number] {
  return fakeReader({ id: 'serial-1', laneId: 'lane-1', kind: 'serial', state: 'lost', trouble });
}

function notes(
  status: Partial<GateStatus>,
  snapshot: Partial<GateSnapshot> = {},
  hearing: Hearing = 'heard',
): readonly StatusNote[] {
  return statusNotes({
    snapshot: { ...QUIET, ...snapshot, status: { ...QUIET.status, ...status } },
    nowUtcMs: NOW_UTC_MS,
    hearing,
    t: startWords().t,
  });
}

function find(all: readonly StatusNote[], key: string): StatusNote {
  const note = all.find((each) => each.key === key);
  if (note === undefined) throw new Error(`no note ${key}`);
  return note;
}
