/** Which room answers which call of a gate? */

import type { Gate } from '../contract/gate.ts';
import type { GateEvent } from '../contract/gate-api.ts';
import type { GateStatus } from '../contract/status-api.ts';
import { listSerialPorts } from '../devices/list-serial-ports.ts';
import { listWrongModeScanners } from '../devices/wrong-mode-scanners.ts';
import type { GateRooms } from './gate-rooms.ts';
import { laneCalls } from './lane-calls.ts';
import type { Log, OpenedGate } from './opened-gate.ts';
import { verifyLog } from './verify-log.ts';
import { openWatchDesk } from './watch-desk.ts';

const DAY_MS = 86_400_000;

/** What is of the gate as a whole, and of no room. */
export type GateAtLarge = {
  readonly version: string;
  readonly listeners: Set<(event: GateEvent) => void>;
  readonly status: () => GateStatus;
  readonly enrol: Gate['enrol'];
  readonly log: Log;
};

export function gateCalls(rooms: GateRooms, { version, listeners, status, enrol, log }: GateAtLarge): OpenedGate {
  const { store, vault, clock, settings, ticker, audit, lists, passes, desks, ear, tests, readers } = rooms;
  const { barriers, uploads, roster, scans, guards, logWatch, reporter, backup, retention, setup, subjects, reports } =
    rooms;
  const nowUtcMs = (): number => clock.now().wallUtcMs;
  return {
    snapshot: () => ({
      version,
      settings: settings.current(),
      lanes: settings.current().lanes,
      status: status(),
      tally: scans.tally(),
      desk: desks.view(),
    }),
    shownBefore: rooms.shownBefore.list,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    submitReading: scans.submitReading,
    submitManualEntry: scans.submitManualEntry,
    ...guards.calls,
    ...desks.calls,
    ...laneCalls({ scans, tests, barriers, settings, log }),
    reportReader: readers.report,
    saveSettings: (input) => {
      const before = settings.current();
      const answer = settings.save(input.settings);
      // Which parts, and never what they say: there are keys and addresses among them.
      if (answer.type === 'saved') audit.note('settings-saved', { fields: settings.changedSince(before).join(',') });
      return answer;
    },
    listSerialPorts,
    listWrongModeScanners,
    enrol,
    ...setup.calls,
    hearSetupCode: ({ isOn }) => ({ text: ear.listen(isOn) }),
    retryQuarantined: uploads.retryQuarantined,
    ...openWatchDesk(store, vault.tagger, nowUtcMs),
    ...subjects.calls,
    ...reports.calls,
    ...rooms.readiness.calls,
    confirmClock: () => {
      const atUtcMs = nowUtcMs();
      store.markRetention(atUtcMs, atUtcMs - settings.current().retention.days * DAY_MS);
      log('clock-confirmed', { atUtcMs });
      return { type: 'confirmed', atUtcMs };
    },
    openCaller: rooms.screens.openCaller,
    ...rooms.leave.calls,
    lookForUpdate: () => {
      rooms.updates.lookSoon();
      return { type: 'looking' };
    },
    takeUpdateNow: () => {
      rooms.updates.takeNow();
      return { type: 'noted' };
    },
    listAudit: audit.listAudit,
    listTraced: rooms.traced.view,
    noteFirst: audit.noteFirst,
    ...lists.calls,
    ...passes.calls,
    ...roster.calls,
    lookAgain: () => {
      log('looked-again');
      readers.reopen();
      // Whatever the clock says now, it was not watched meanwhile: the next answer of the collector tells.
      clock.now();
      uploads.wake();
      ticker.noteChange();
    },
    passListForOthers: passes.listForOthers,
    scan: (reading) => scans.scan({ ...reading, laneId: reading.laneId ?? settings.current().lanes[0]?.id ?? '' }),
    verifyLog: () => verifyLog(store),
    close: async () => {
      ticker.close();
      lists.close();
      roster.close();
      setup.close();
      rooms.fleet.close();
      listeners.clear();
      await Promise.all([
        readers.close(),
        barriers.close(),
        uploads.close(),
        logWatch?.close(),
        reporter?.close(),
        backup.close(),
        retention.close(),
        reports.close(),
        rooms.updates.close(),
      ]);
      store.close();
    },
  };
}
