import { expect, test } from 'vitest';
import type { KnownGate } from '../../../src-collector/fleet/alarms.ts';
import { alarmsOf } from '../../../src-collector/fleet/alarms.ts';

const NOW_UTC_MS = Date.parse('2026-11-20T08:00:00+07:00');
const MINUTE_MS = 60_000;

const WELL = {
  readers: [{ kind: 'serial', state: 'ready' }],
  outbox: { pending: 3, oldestPendingAtUtcMs: NOW_UTC_MS - MINUTE_MS, quarantined: 0 },
  clock: { state: 'ok', offsetMs: 400 },
  disk: { state: 'ok', freeBytes: 1 },
  troubles: [],
};
const KNOWN: KnownGate = { enrolledAtUtcMs: NOW_UTC_MS - 90 * MINUTE_MS, heardAtUtcMs: NOW_UTC_MS, report: WELL };

test('a gate that is well, or was enrolled moments ago, alarms nobody', () => {
  expect(alarmsOf(KNOWN, NOW_UTC_MS)).toEqual([]);
  expect(alarmsOf({ enrolledAtUtcMs: NOW_UTC_MS, heardAtUtcMs: null, report: null }, NOW_UTC_MS)).toEqual([]);
  // An older gate, which sends entries and no reports.
  expect(alarmsOf({ ...KNOWN, report: null }, NOW_UTC_MS)).toEqual([]);
});

test.each<[string, Partial<KnownGate>]>([
  ['away', { heardAtUtcMs: NOW_UTC_MS - 20 * MINUTE_MS }],
  ['never-heard', { heardAtUtcMs: null, report: null }],
  [
    'waits-long',
    { report: { ...WELL, outbox: { ...WELL.outbox, oldestPendingAtUtcMs: NOW_UTC_MS - 61 * MINUTE_MS } } },
  ],
  ['quarantine', { report: { ...WELL, outbox: { ...WELL.outbox, quarantined: 1 } } }],
  ['clock', { report: { ...WELL, clock: { state: 'ok', offsetMs: -90_000 } } }],
  ['clock', { report: { ...WELL, clock: { state: 'doubtful', offsetMs: null } } }],
  ['disk', { report: { ...WELL, disk: { state: 'low', freeBytes: 1 } } }],
  ['reader', { report: { ...WELL, readers: [{ kind: 'camera', state: 'lost' }] } }],
  ['log', { report: { ...WELL, troubles: ['copy-older-copy'] } }],
  ['keys', { report: { ...WELL, troubles: ['keys-lost'] } }],
  ['other', { report: { ...WELL, troubles: ['a-newer-word'] } }],
])('%s', (alarm, change) => {
  expect(alarmsOf({ ...KNOWN, ...change }, NOW_UTC_MS)).toEqual([alarm]);
});

test('the gravest comes first', () => {
  const report = { ...WELL, troubles: ['lane-silent', 'keys-lost', 'log-failing'] };
  expect(alarmsOf({ ...KNOWN, report }, NOW_UTC_MS)).toEqual(['log', 'keys', 'other']);
});
