/** Which states of the screen are worth a picture? A gate that holds still in each of them. */

import type { Page } from 'playwright-core';
import type { AuditItem, AuditPage } from '../src-main/contract/access-api.ts';
import type { Caller } from '../src-main/contract/caller.ts';
import type { Gate } from '../src-main/contract/gate.ts';
import type { GateEvent, GateSnapshot } from '../src-main/contract/gate-api.ts';
import type { PassItem } from '../src-main/contract/pass-api.ts';
import type { Settings } from '../src-main/contract/settings.ts';
import { defaultSettings } from '../src-main/contract/settings.ts';
import type { SetupStep } from '../src-main/contract/setup-settings.ts';
import { SETUP_STEPS } from '../src-main/contract/setup-settings.ts';
import type { GateStatus, ReaderStatus } from '../src-main/contract/status-api.ts';
import type { TrustListItem } from '../src-main/contract/trust-api.ts';
import type { Shown } from '../src-main/core/entry/entry.ts';
import { emptyTally } from '../src-main/core/entry/tally.ts';
import { ANYBODY, LOCKED, NO_ACCESS } from '../test/support/no-access.ts';
import { NO_SETUP } from '../test/support/no-setup.ts';
import { NO_SUBJECTS } from '../test/support/no-subjects.ts';
import { NO_VISITS, QUIET_DESK } from '../test/support/no-visits.ts';
import { posedDesks, posedLaneTrips } from './posed-desks.ts';
import { POSED_GUARDS } from './posed-guards.ts';
import { POSED_REPORTS } from './posed-reports.ts';
import { POSED_ROSTER } from './posed-roster.ts';

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
  exports: { state: 'off', trouble: null, lastAtUtcMs: null },
  silentLanes: [],
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

const SILENT: GateStatus = {
  ...WELL,
  exports: { state: 'failing', trouble: 'folder-gone', lastAtUtcMs: NOW_UTC_MS - 24 * 60 * MINUTE_MS },
  silentLanes: [{ laneId: 'lane-1', usualScans: 86 }],
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
  'check-badge-out': {
    ...ADMITTED,
    direction: 'out',
    verdict: 'check',
    reasons: ['badge-not-back'],
    group: 'visitor',
    codeKind: 'badge',
  },
  'admit-badge': { ...ADMITTED, group: 'staff', codeKind: 'badge', verification: 'none' },
  'refuse-not-on-roster': { ...ADMITTED, verdict: 'refuse', reasons: ['not-on-roster'] },
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

type VenueKind = Settings['venue']['kind'];

function poseOfStep(step: SetupStep): Pose {
  const part = { setup: { doneAtUtcMs: null, step } };
  return {
    name: `first-run-${step}`,
    make: (language, theme) => poseGate(language, theme, WELL, null, 'factory', part),
    open: (page) => page.getByTestId('begin-setup').click(),
  };
}

function poseOfSection(section: string): Pose {
  return poseOf(`settings-${section}`, WELL, null, async (page) => {
    await page.getByTestId('open-settings').click();
    await page.locator(`[data-section="${section}"]`).click();
  });
}

function poseOf(
  name: string,
  status: GateStatus,
  shown: Shown | null,
  open?: Pose['open'],
  kind: VenueKind = 'factory',
): Pose {
  const pose: Pose = { name, make: (language, theme) => poseGate(language, theme, status, shown, kind) };
  return open === undefined ? pose : { ...pose, open };
}

/** An administrator who is in. */
const UNLOCKED: Caller = { ...ANYBODY, accessState: () => ({ ...LOCKED.accessState(), role: 'administrator' }) };

export const POSES: readonly Pose[] = [
  poseOf('ready', WELL, null),
  ...Object.entries(VERDICTS).map(([name, shown]) => poseOf(name, WELL, shown)),
  poseOf('lost-reader', UNWELL, null),
  poseOf('manual-entry', WELL, null, (page) => page.getByTestId('open-manual-entry').first().click()),
  poseOf('menu', WELL, null, (page) => page.getByTestId('open-menu').click()),
  poseOf('manual-vehicle', WELL, null, async (page) => {
    await page.getByTestId('open-manual-entry').first().click();
    await page.getByTestId('manual-vehicle').click();
  }),
  poseOf('history', WELL, null, (page) => openPlace(page, 'history')),
  poseOf('undo', WELL, null, async (page) => {
    await openPlace(page, 'history');
    await page.getByTestId('undo').first().click();
  }),
  poseOf('inside', WELL, null, (page) => openPlace(page, 'inside')),
  poseOf('handover', WELL, null, (page) => openPlace(page, 'handover')),
  poseOf('passes', WELL, null, async (page) => {
    await page.getByTestId('open-menu').click();
    await page.getByTestId('open-passes').click();
  }),
  poseOf('people', WELL, null, (page) => openPlace(page, 'people')),
  poseOf('people-person', WELL, null, async (page) => {
    await openPlace(page, 'people');
    await page.locator('[data-person="8"]').getByRole('button').nth(1).click();
  }),
  poseOf('people-visitor', WELL, null, async (page) => {
    await openPlace(page, 'people');
    await page.getByTestId('people-visitor').click();
  }),
  poseOf('people-import', WELL, null, async (page) => {
    await openPlace(page, 'people');
    await page.getByTestId('people-import').click();
    await page
      .getByTestId('import-file')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('posed') });
    await page.getByTestId('import-findings').waitFor();
  }),
  poseOf('load', WELL, null, async (page) => {
    await openPlace(page, 'load');
    await page.getByTestId('load').waitFor();
  }),
  poseOf('visits', WELL, null, (page) => openPlace(page, 'visits'), 'hospital'),
  poseOf(
    'visits-declaration',
    WELL,
    null,
    async (page) => {
      await openPlace(page, 'visits');
      await page.getByTestId('declare').click();
    },
    'hospital',
  ),
  poseOf('boarding', WELL, null, undefined, 'station'),
  poseOf('trips', WELL, null, (page) => openPlace(page, 'trips'), 'station'),
  poseOf(
    'trips-seat',
    WELL,
    null,
    async (page) => {
      await openPlace(page, 'trips');
      await page.getByTestId('seat').nth(2).click();
    },
    'station',
  ),
  poseOf(
    'trips-new',
    WELL,
    null,
    async (page) => {
      await openPlace(page, 'trips');
      await page.getByTestId('new-trip').click();
    },
    'station',
  ),
  poseOf('visitor', WELL, null, (page) => openPlace(page, 'visitor'), 'hospital'),
  ...(['vi', 'en', 'ko', 'zh', 'ja'] as const).flatMap((language) => [
    poseOf(`visitor-face-${language}`, WELL, null, (page) => turnScreen(page, language), 'hospital'),
    poseOf(`visitor-admit-${language}`, WELL, ADMITTED, (page) => turnScreen(page, language), 'hospital'),
  ]),
  {
    name: 'setup-card',
    make: (language, theme) =>
      poseGate(language, theme, WELL, null, 'factory', { setup: { doneAtUtcMs: null, step: 'venue' } }),
  },
  ...SETUP_STEPS.map(poseOfStep),
  poseOfSection('retention'),
  poseOfSection('fleet'),
  poseOf('reports', WELL, null, async (page) => {
    await openPlace(page, 'reports');
    await page
      .getByText('Tháng', { exact: true })
      .or(page.getByText('Month', { exact: true }))
      .first()
      .click();
    await page.locator('[data-report]').first().waitFor();
  }),
  poseOf('search', WELL, null, async (page) => {
    await openPlace(page, 'search');
    await page.getByTestId('find-entries').click();
    await page.getByTestId('open-entry').first().click();
  }),
  poseOf('search-subject', WELL, null, async (page) => {
    await openPlace(page, 'search');
    await page.getByTestId('search-tab-subject').click();
    await page.locator('input[name="subject-number"]').fill('001099000000');
    await page.getByTestId('find-subject').click();
    await page.getByTestId('erase-subject').waitFor();
  }),
  poseOf('silent-lane', SILENT, null),
  poseOf('settings', WELL, null, (page) => page.getByTestId('open-settings').click()),
  poseOf('settings-signed', WELL, null, async (page) => {
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="signed"]').click();
  }),
  poseFor(
    LOCKED,
    poseOf('pin-pad', WELL, null, async (page) => {
      await page.getByTestId('open-settings').click();
      await page.getByTestId('pin').fill('771904');
      await page.getByTestId('unlock').click();
      await page.locator('[data-wrong="true"]').waitFor();
    }),
  ),
  poseFor(
    UNLOCKED,
    poseOf('settings-access', WELL, null, async (page) => {
      await page.getByTestId('open-settings').click();
      await page.locator('[data-section="access"]').click();
      await page.locator('[data-audit]').first().waitFor();
    }),
  ),
  poseFor(UNLOCKED, poseOf('unlocked', WELL, null)),
  poseOf('settings-screen', WELL, null, async (page) => {
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="screen"]').click();
  }),
  { name: 'muted', make: poseMuted },
];

async function openPlace(page: Page, name: string): Promise<void> {
  await page.getByTestId('open-menu').click();
  await page.getByTestId(`open-${name}`).click();
}

async function turnScreen(page: Page, language: string): Promise<void> {
  await openPlace(page, 'visitor');
  await page.getByTestId('turn-screen').click();
  await page.getByTestId(`language-${language}`).click();
}

/** The same before somebody of whom the gate knows, or does not know, a PIN. */
function poseFor(caller: Caller, pose: Pose): Pose {
  return {
    ...pose,
    make: (language, theme) => {
      const { gate, show } = pose.make(language, theme);
      return { gate: { ...gate, openCaller: () => caller, listAudit: () => POSED_AUDIT }, show };
    },
  };
}

function auditLine(id: number, actor: string, action: string, detail: AuditItem['detail'], reason: string | null) {
  return { id, atUtcMs: NOW_UTC_MS - (9 - id) * 7 * MINUTE_MS, actor, action, detail, reason };
}

const POSED_AUDIT: AuditPage = {
  items: [
    auditLine(8, 'administrator', 'called', { call: 'listAudit' }, null),
    auditLine(7, 'administrator', 'settings-saved', { fields: 'venue,lanes' }, null),
    auditLine(6, 'administrator', 'person-erased', { entries: 3 }, null),
    auditLine(5, 'administrator', 'called', { call: 'eraseSubject' }, 'Theo đơn yêu cầu xóa dữ liệu số 12'),
    auditLine(4, 'administrator', 'unlocked', { role: 'administrator' }, null),
    auditLine(3, 'guard', 'locked-out', { seconds: 30 }, null),
    auditLine(2, 'guard', 'unlock-failed', { failures: 5 }, null),
    auditLine(1, 'anybody', 'pin-set', { role: 'administrator' }, null),
  ],
  isMore: true,
};

/** Nobody hears the verdicts, by somebody's choice: the top bar says so. */
function poseMuted(...look: Parameters<Pose['make']>): ReturnType<Pose['make']> {
  const { gate, show } = poseGate(...look, WELL, null, 'factory');
  const snapshot = (): GateSnapshot => {
    const { settings, ...rest } = gate.snapshot();
    return { ...rest, settings: { ...settings, screen: { ...settings.screen, volume: 0 } } };
  };
  return { gate: { ...gate, snapshot }, show };
}

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

const VENUE_NAMES: Partial<Record<VenueKind, string>> = {
  hospital: 'Bệnh viện Đa khoa Bình Minh',
  station: 'Bến xe Bình Minh',
};

function poseGate(
  language: Settings['screen']['language'],
  theme: Settings['screen']['theme'],
  status: GateStatus,
  shown: Shown | null,
  kind: VenueKind,
  part: Partial<Settings> = {},
): { gate: Gate; show: () => void } {
  const defaults = defaultSettings();
  const settings: Settings = {
    ...defaults,
    venue: {
      ...defaults.venue,
      kind,
      name: VENUE_NAMES[kind] ?? 'Nhà máy Bình Minh',
      unit: [
        { level: 'province', name: 'Đồng Nai' },
        { level: 'commune', name: 'Phường Mẫu' },
      ],
    },
    readers: [
      ...defaults.readers,
      { kind: 'serial', id: 'serial-1', laneId: 'lane-1', path: '/dev/ttyACM0', baudRate: 9600 },
    ],
    screen: { language, theme, volume: 0.8 },
    ...part,
  };
  const tally = { ...emptyTally(NOW_UTC_MS), admittedIn: 1_204, admittedOut: 311, checked: 7, refused: 2, manual: 19 };
  const desk = kind === 'station' ? { ...QUIET_DESK, laneTrips: posedLaneTrips(NOW_UTC_MS) } : QUIET_DESK;
  const snapshot: GateSnapshot = { version: '0.1.0', settings, lanes: settings.lanes, status, tally, desk };
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
    ...NO_ACCESS,
    ...POSED_ROSTER,
    ...NO_SUBJECTS,
    ...POSED_GUARDS,
    ...NO_VISITS,
    ...posedDesks(NOW_UTC_MS),
    ...NO_SETUP,
    ...POSED_REPORTS,
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
