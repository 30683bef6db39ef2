/** What is a gate that holds still: one that says one thing, and does nothing whatever it is asked? */

import type { Gate } from '../src-main/contract/gate.ts';
import type { GateEvent, GateSnapshot } from '../src-main/contract/gate-api.ts';
import type { Settings } from '../src-main/contract/settings.ts';
import { defaultSettings } from '../src-main/contract/settings.ts';
import type { GateStatus } from '../src-main/contract/status-api.ts';
import type { Shown } from '../src-main/core/entry/entry.ts';
import { emptyTally } from '../src-main/core/entry/tally.ts';
import { NO_ACCESS } from '../test/support/no-access.ts';
import { NO_SETUP } from '../test/support/no-setup.ts';
import { NO_SUBJECTS } from '../test/support/no-subjects.ts';
import { NO_VISITS, QUIET_DESK } from '../test/support/no-visits.ts';
import { posedDesks, posedLaneTrips } from './posed-desks.ts';
import { POSED_GUARDS } from './posed-guards.ts';
import { POSED_READINESS } from './posed-readiness.ts';
import { POSED_LISTS, POSED_PASSES } from './posed-records.ts';
import { POSED_REPORTS } from './posed-reports.ts';
import { POSED_ROSTER } from './posed-roster.ts';
import { NOW_UTC_MS } from './posed-status.ts';

export type VenueKind = Settings['venue']['kind'];

const VENUE_NAMES: Partial<Record<VenueKind, string>> = {
  hospital: 'Bệnh viện Đa khoa Bình Minh',
  station: 'Bến xe Bình Minh',
};

export function poseGate(
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
    shownBefore: () => [],
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
    takeUpdateNow: () => ({ type: 'noted' }),
    lookForUpdate: () => ({ type: 'looking' }),
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
    ...POSED_READINESS,
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
