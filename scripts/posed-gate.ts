/** Which states of the screen are worth a picture? A gate that holds still in each of them. */

import type { Page } from 'playwright-core';
import type { Gate } from '../src-main/contract/gate.ts';
import type { GateEvent, GateSnapshot, GateStatus, ReaderStatus } from '../src-main/contract/gate-api.ts';
import type { PassItem } from '../src-main/contract/pass-api.ts';
import type { Settings } from '../src-main/contract/settings.ts';
import { defaultSettings } from '../src-main/contract/settings.ts';
import type { TrustListItem } from '../src-main/contract/trust-api.ts';
import type { Shown } from '../src-main/core/entry/entry.ts';
import { emptyTally } from '../src-main/core/entry/tally.ts';
import { NO_SUBJECTS } from '../test/support/no-subjects.ts';

export type Pose = {
  readonly name: string;
  readonly make: (
    language: Settings['screen']['language'],
    theme: Settings['screen']['theme'],
  ) => { readonly gate: Gate; readonly show: () => void };
  /** What a guard would press to get there. */
  readonly open?: (page: Page) => Promise<void>;
};

const NOW_UTC_MS = Date.now();
const MINUTE_MS = 60_000;

const WELL: GateStatus = {
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
  settings: 'ok',
  authority: { type: 'none' },
  tracing: { type: 'none' },
  keys: { state: 'ok', kept: 'file' },
  trust: { state: 'fresh', oldestAtUtcMs: NOW_UTC_MS - 40 * MINUTE_MS },
};

const UNWELL: GateStatus = {
  ...WELL,
  readers: WELL.readers.map((reader) =>
    reader.kind === 'serial' ? { ...reader, state: 'lost', trouble: 'unplugged' } : reader,
  ),
  clock: { state: 'doubtful', offsetMs: 3_700_000 },
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

const ADMITTED: Shown = {
  laneId: 'lane-1',
  direction: 'in',
  readerKind: 'camera',
  verdict: 'admit',
  reasons: [],
  codeKind: 'can-cuoc',
  maskedName: 'Nguyễn Thị Thùy ***',
  maskedNumber: '******000000',
  verification: 'unsigned',
  issuer: null,
  atUtcMs: NOW_UTC_MS,
  entry: { device: 'posed', epoch: 'posed', seq: 1 },
  recordedAtUtcMs: null,
};
const NOBODY = { maskedName: null, maskedNumber: null, verification: 'none', issuer: null } as const;

const VERDICTS: Readonly<Record<string, Shown>> = {
  admit: ADMITTED,
  'admit-out': { ...ADMITTED, direction: 'out', codeKind: 'cccd' },
  'admit-with-warning': {
    ...ADMITTED,
    reasons: ['birth-year-differs-from-number', 'card-out-of-date'],
    codeKind: 'bhyt-a',
  },
  'already-recorded': {
    ...ADMITTED,
    verdict: 'already-recorded',
    reasons: ['recorded-moments-ago'],
    recordedAtUtcMs: NOW_UTC_MS - 9_000,
  },
  check: { ...ADMITTED, ...NOBODY, verdict: 'check', reasons: ['unknown-code'], codeKind: 'opaque' },
  'check-watch-list': { ...ADMITTED, verdict: 'check', reasons: ['on-watch-list'] },
  refuse: { ...ADMITTED, ...NOBODY, verdict: 'refuse', reasons: ['place-code'], codeKind: 'place' },
  'signed-verified': { ...ADMITTED, codeKind: 'eu-dcc', maskedNumber: null, verification: 'verified', issuer: 'VN' },
  'signed-signer-expired': {
    ...ADMITTED,
    verdict: 'check',
    reasons: ['signer-expired'],
    codeKind: 'eu-dcc',
    maskedNumber: null,
    verification: 'signer-expired',
    issuer: 'VN',
  },
  'signed-unknown-issuer': {
    ...ADMITTED,
    ...NOBODY,
    verdict: 'check',
    reasons: ['unknown-issuer'],
    codeKind: 'shc',
    verification: 'unknown-issuer',
  },
  forged: {
    ...ADMITTED,
    ...NOBODY,
    verdict: 'refuse',
    reasons: ['forged'],
    codeKind: 'eu-dcc',
    verification: 'forged',
  },
  'pass-used': {
    ...ADMITTED,
    verdict: 'refuse',
    reasons: ['pass-used'],
    codeKind: 'pass',
    maskedNumber: null,
    verification: 'verified',
    issuer: 'Nhà máy Bình Minh',
  },
  unreadable: { ...ADMITTED, ...NOBODY, verdict: 'unreadable', reasons: ['half-code'], codeKind: null, entry: null },
  'out-of-order': { ...ADMITTED, verdict: 'out-of-order', reasons: ['disk-full'], entry: null },
};

function poseOf(name: string, status: GateStatus, shown: Shown | null, open?: Pose['open']): Pose {
  const pose: Pose = { name, make: (language, theme) => poseGate(language, theme, status, shown) };
  return open === undefined ? pose : { ...pose, open };
}

export const POSES: readonly Pose[] = [
  poseOf('ready', WELL, null),
  ...Object.entries(VERDICTS).map(([name, shown]) => poseOf(name, WELL, shown)),
  poseOf('lost-reader', UNWELL, null),
  poseOf('manual-entry', WELL, null, (page) => page.getByTestId('open-manual-entry').first().click()),
  poseOf('menu', WELL, null, (page) => page.getByTestId('open-menu').click()),
  poseOf('passes', WELL, null, async (page) => {
    await page.getByTestId('open-menu').click();
    await page.getByTestId('open-passes').click();
  }),
  poseOf('settings', WELL, null, (page) => page.getByTestId('open-settings').click()),
  poseOf('settings-signed', WELL, null, async (page) => {
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="signed"]').click();
  }),
];

const POSED_LISTS: TrustListItem[] = [
  poseOfList('eu-dsc-de', 2_104, NOW_UTC_MS - 40 * MINUTE_MS, true),
  poseOfList('vci', 961, NOW_UTC_MS - 3 * 24 * 60 * MINUTE_MS, false),
];

function poseOfList(source: string, keys: number, importedAtUtcMs: number, isSigned: boolean): TrustListItem {
  const isStale = !isSigned;
  return { source, form: source, state: 'in-force', keys, hashes: 0, cards: 0, importedAtUtcMs, isStale, isSigned };
}

const POSED_PASSES: PassItem[] = [
  poseOfPass('visitor', 'Trần Thị ***', true, null),
  poseOfPass('driver', 'Lê Văn ***', false, null),
  poseOfPass('contractor', '', false, NOW_UTC_MS),
];

function poseOfPass(
  purpose: PassItem['purpose'],
  maskedName: string,
  isOneTime: boolean,
  revokedAtUtcMs: number | null,
): PassItem {
  const times = { madeAtUtcMs: NOW_UTC_MS, expiresAtUtcMs: NOW_UTC_MS + 8 * 3_600_000, revokedAtUtcMs };
  return { id: purpose.padEnd(22, 'A'), purpose, maskedName, isOneTime, ...times };
}

function poseGate(
  language: Settings['screen']['language'],
  theme: Settings['screen']['theme'],
  status: GateStatus,
  shown: Shown | null,
): { gate: Gate; show: () => void } {
  const defaults = defaultSettings();
  const settings: Settings = {
    ...defaults,
    venue: { kind: 'factory', name: 'Nhà máy Bình Minh' },
    readers: [
      ...defaults.readers,
      { kind: 'serial', id: 'serial-1', laneId: 'lane-1', path: '/dev/ttyACM0', baudRate: 9600 },
    ],
    screen: { language, theme, volume: 0.8 },
  };
  const tally = { ...emptyTally(NOW_UTC_MS), admittedIn: 1_204, admittedOut: 311, checked: 7, refused: 2, manual: 19 };
  const snapshot: GateSnapshot = { version: '0.1.0', settings, lanes: settings.lanes, status, tally };
  const listeners = new Set<(event: GateEvent) => void>();
  const gate: Gate = {
    snapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    submitReading: () => ({ type: 'unknown-lane' }), // The posed gate answers no readings: the camera's card changes nothing.
    submitManualEntry: () => ({ type: 'unknown-lane' }),
    testBarrier: () => ({ type: 'no-barrier' }),
    testLane: () => ({ type: 'set' }),
    setDirection: () => ({ type: 'set' }),
    reportReader: () => undefined,
    saveSettings: () => ({ type: 'saved' }),
    listSerialPorts: () =>
      Promise.resolve([
        {
          path: '/dev/ttyACM0',
          manufacturer: 'Honeywell',
          vendorId: '0c2e',
          productId: '0b6a',
          serialNumber: 'S1',
          scanner: 'Honeywell',
        },
      ]),
    listWrongModeScanners: () => Promise.resolve([]),
    enrol: () => Promise.resolve({ type: 'refused', reason: 'unreachable' }),
    retryQuarantined: () => ({ type: 'retried', count: 0 }),
    listWatched: () => [
      {
        id: 1,
        maskedNumber: '******000000',
        action: 'check',
        addedAtUtcMs: NOW_UTC_MS,
        untilUtcMs: NOW_UTC_MS + 30 * 86_400_000,
      },
    ],
    addWatched: () => ({ type: 'added' }),
    ...NO_SUBJECTS,
    removeWatched: () => ({ type: 'removed' }),
    listTrust: () => POSED_LISTS,
    importTrust: () => Promise.resolve([]),
    makePasses: () => ({ type: 'refused', reason: 'cannot-write' }),
    listPasses: () => POSED_PASSES,
    revokePass: () => ({ type: 'revoked' }),
    close: () => Promise.resolve(),
  };
  const show = (): void => {
    if (shown === null) return;
    for (const listener of listeners)
      listener({ type: 'shown', shown: { ...shown, reasons: [...shown.reasons] }, tally });
  };
  return { gate, show };
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
