/** How is a gate doing that holds still: well, unwell, or with a lane that nobody passes? */

import type { GateStatus, ReaderStatus } from '../src-main/contract/status-api.ts';
import { NOT_MANAGED } from '../src-main/contract/update-api.ts';

/** The moment at which everything holds still. */
export const NOW_UTC_MS = Date.now();
export const MINUTE_MS = 60_000;

export const WELL: GateStatus = {
  readers: [
    posedReader('camera-1', 'camera', null),
    posedReader('serial-1', 'serial', '/dev/ttyACM0'),
    posedReader('wedge-1', 'wedge', null),
  ],
  barriers: [],
  clock: { state: 'ok', offsetMs: 12 },
  disk: { state: 'ok', freeBytes: 60_000_000_000 },
  outbox: {
    pending: 3,
    oldestPendingAtUtcMs: NOW_UTC_MS - MINUTE_MS,
    quarantined: 0,
    lastAcknowledgedAtUtcMs: NOW_UTC_MS - 2 * MINUTE_MS,
    collector: 'reachable',
    trouble: null,
  },
  log: 'ok',
  damagedLog: 'none',
  copiedLog: 'none',
  backup: { state: 'none', trouble: null, lastAtUtcMs: null },
  retention: { state: 'ok', unsent: 0, firstGoesAtUtcMs: null },
  exports: { state: 'off', trouble: null, lastAtUtcMs: null },
  silentLanes: [],
  settings: 'ok',
  authority: { type: 'none' },
  tracing: { type: 'none' },
  keys: { state: 'ok', kept: 'file' },
  updates: {
    ...NOT_MANAGED,
    state: 'waiting',
    version: '0.2.0',
    notes: { vi: 'Đọc nhanh hơn mã mờ trên giấy.', en: 'Reads faded codes on paper faster.' },
    waitsFor: 'in-use',
    canBeTakenNow: true,
    nextAtUtcMs: null,
    lastLookAtUtcMs: NOW_UTC_MS - 40 * MINUTE_MS,
    last: { outcome: 'taken', version: '0.1.0', reason: null, atUtcMs: NOW_UTC_MS - 12 * 24 * 60 * MINUTE_MS },
  },
  trust: { state: 'fresh', oldestAtUtcMs: NOW_UTC_MS - 40 * MINUTE_MS },
};

export const UNWELL: GateStatus = {
  ...WELL,
  readers: WELL.readers.map((reader) =>
    reader.kind === 'serial' ? { ...reader, state: 'lost', trouble: 'unplugged' } : reader,
  ),
  clock: { state: 'doubtful', offsetMs: 3_700_000 },
  updates: {
    ...WELL.updates,
    state: 'idle',
    version: null,
    notes: null,
    waitsFor: null,
    canBeTakenNow: false,
    refusal: 'forged',
    last: { outcome: 'rolled-back', version: '0.2.0', reason: 'crashed', atUtcMs: NOW_UTC_MS - 9 * 60 * MINUTE_MS },
  },
  trust: { state: 'stale', oldestAtUtcMs: NOW_UTC_MS - 3 * 24 * 60 * MINUTE_MS },
  disk: { state: 'low', freeBytes: 700_000_000 },
  outbox: {
    ...WELL.outbox,
    pending: 1_284,
    oldestPendingAtUtcMs: NOW_UTC_MS - 190 * MINUTE_MS,
    quarantined: 2,
    collector: 'unreachable',
    trouble: 'network',
  },
};

export const SILENT: GateStatus = {
  ...WELL,
  exports: { state: 'failing', trouble: 'folder-gone', lastAtUtcMs: NOW_UTC_MS - 24 * 60 * MINUTE_MS },
  silentLanes: [{ laneId: 'lane-1', usualScans: 86 }],
};

/** Its unit has set a part of it, and is trying more. */
export const SET_FROM_AFAR: GateStatus = {
  ...WELL,
  fromAfar: {
    locked: [
      ...['rules.acceptedKinds', 'rules.repeatWindowMs', 'roster.mode', 'roster.keepDays', 'support.phone'].map(
        setBy(12),
      ),
      ...['venue.hours', 'retention.days', 'notice.purpose', 'trust.urls', 'screen.theme'].map(setBy(9)),
    ],
    trial: null,
    waiting: [13],
    rolledBack: { version: 11, reason: 'device-lost', atUtcMs: NOW_UTC_MS - 3 * 24 * 60 * MINUTE_MS },
    refusal: null,
    isUnreadable: false,
  },
};

function setBy(version: number) {
  return (field: string) => ({ field, by: 'nguyễn.văn.a', version, atUtcMs: NOW_UTC_MS - 24 * 60 * MINUTE_MS });
}

function posedReader(id: string, kind: ReaderStatus['kind'], port: string | null): ReaderStatus {
  const health = {
    sinceUtcMs: NOW_UTC_MS - 90 * MINUTE_MS,
    codes: 412,
    halfCodes: 0,
    babbledCodes: 0,
    decodeWarnings: 0,
  };
  return { id, laneId: 'lane-1', kind, state: 'ready', trouble: null, lastReadingAtUtcMs: NOW_UTC_MS, port, health };
}
