/** What does a gate say of itself that holds still: a machine that is well, and a test with something to see to? */

import type { ReadinessGate, SelfTest } from '../src-main/contract/readiness-api.ts';
import type { Finding } from '../src-main/core/readiness/finding.ts';
import { bad, doubtful, good } from '../src-main/core/readiness/finding.ts';
import { MINUTE_MS, NOW_UTC_MS } from './posed-status.ts';

const LANE = 'Cổng 1';

const MACHINE: readonly Finding[] = [
  good('clock', 'clock-compared', { time: '06:40 29/11/2026', seconds: 0 }),
  good('data-folder', 'folder-writable'),
  good('disk', 'disk-free', { gigabytes: 60 }),
  good('disk-writes', 'writes-quick', { ms: 4 }),
  good('log', 'log-whole'),
  good('chain', 'chain-whole', { links: 257 }),
  doubtful('backup', 'backup-old', { hours: 31 }),
  good('settings', 'settings-valid'),
  good('keys', 'keys-there'),
  good('trust-lists', 'lists-fresh', { lists: 2, hours: 5 }),
  good('roster', 'roster-there', { days: 3 }),
  good('collector', 'collector-answers', { ms: 38, line: 'https' }),
  good('outbox', 'outbox-waiting', { count: 3, minutes: 1 }),
  good('time-zone', 'zone-vietnam', { zone: 'Asia/Ho_Chi_Minh' }),
  good('memory', 'memory-free', { megabytes: 2_310 }),
  good('printer', 'printer-there', { count: 1 }),
];

export const POSED_TEST: SelfTest = {
  atUtcMs: NOW_UTC_MS,
  tookMs: 41_000,
  result: 'not-ready',
  findings: [
    bad('reader', 'reader-lost', { kind: 'serial', lane: LANE, trouble: 'unplugged' }, 'serial-1'),
    good('reader', 'reader-read', { kind: 'camera', lane: LANE }, 'camera-1'),
    good('reader', 'wedge-untried', { kind: 'wedge', lane: LANE }, 'wedge-1'),
    doubtful('camera', 'picture-dim', { width: 1_280, height: 720, fps: 30, light: 12, sharp: 54 }, 'camera-1'),
    good('sound', 'sound-heard', { percent: 80 }),
    ...MACHINE,
  ],
};

const YESTERDAY: SelfTest = {
  ...POSED_TEST,
  atUtcMs: NOW_UTC_MS - 24 * 60 * MINUTE_MS,
  result: 'ready',
  findings: MACHINE.filter(({ state }) => state === 'good'),
};

export const POSED_READINESS: ReadinessGate = {
  examine: () => Promise.resolve({ atUtcMs: NOW_UTC_MS, findings: [...MACHINE] }),
  finishSelfTest: () => Promise.resolve({ test: POSED_TEST, isKept: true }),
  listSelfTests: () => ({ tests: [YESTERDAY], isDue: false }),
  diagnostics: () => Promise.resolve({ name: 'gac-cong-diagnostics.zip', base64: '' }),
};
