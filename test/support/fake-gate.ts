/** What does a screen need of a gate in a test? A gate without rooms: it says what it is told to say. */

import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Gate } from '../../src-main/contract/gate.ts';
import type { GateEvent, GateSnapshot } from '../../src-main/contract/gate-api.ts';
import type { MadePass, PassItem, PassOrder } from '../../src-main/contract/pass-api.ts';
import type { EntryAnswer } from '../../src-main/contract/scan-api.ts';
import { defaultSettings, settings as settingsSchema } from '../../src-main/contract/settings.ts';
import type { ReaderStatus } from '../../src-main/contract/status-api.ts';
import type { TrustListItem } from '../../src-main/contract/trust-api.ts';
import { NOT_MANAGED } from '../../src-main/contract/update-api.ts';
import type { WatchListItem } from '../../src-main/contract/watch-api.ts';
import { maskName, maskNumber } from '../../src-main/core/code/mask.ts';
import type { Shown } from '../../src-main/core/entry/entry.ts';
import { countShown, emptyTally } from '../../src-main/core/entry/tally.ts';
import { keepShownBefore } from '../../src-main/gate/shown-before.ts';
import { createGateRouter } from '../../src-main/host/router.ts';
import { NO_ACCESS } from './no-access.ts';
import { NO_GUARDS } from './no-guards.ts';
import { NO_READINESS } from './no-readiness.ts';
import { NO_REPORTS } from './no-reports.ts';
import { NO_ROSTER } from './no-roster.ts';
import { NO_SETUP } from './no-setup.ts';
import { NO_SUBJECTS } from './no-subjects.ts';
import { NO_VISITS, QUIET_DESK } from './no-visits.ts';

/** A person who does not exist: the number ends in 000000. */
export const ADMITTED: Shown = {
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
  atUtcMs: Date.UTC(2026, 10, 21, 3, 42, 7),
  entry: { device: 'fake', epoch: 'fake', seq: 1 },
  recordedAtUtcMs: null,
};

const FRESH_LIST: TrustListItem = {
  source: 'eu-dsc-de',
  form: 'eu-dsc-de',
  state: 'in-force',
  keys: 2_104,
  hashes: 0,
  cards: 0,
  importedAtUtcMs: ADMITTED.atUtcMs,
  isStale: true,
  isSigned: true,
};

export type FakeGate = {
  readonly gate: Gate;
  /** Changes what the gate is, and tells every screen. */
  readonly become: (part: Partial<GateSnapshot>) => void;
  /** Shows a verdict on every screen, as if somebody had been scanned. */
  readonly show: (part: Partial<Shown>) => Shown;
  /** Every call of a screen, by name, oldest first. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
};

/** One lane without readers, working alone, unless told otherwise. */
export function createFakeGate(first: Partial<GateSnapshot> = {}): FakeGate {
  const listeners = new Set<(event: GateEvent) => void>();
  const calls: { name: string; input: unknown }[] = [];
  const before = keepShownBefore(() => performance.now());
  let snapshot: GateSnapshot = { ...quietSnapshot(), ...first };
  let watched: WatchListItem[] = [];
  let passes: PassItem[] = [];
  const lists: TrustListItem[] = [FRESH_LIST];
  let madePasses = 0;
  let seq = 0;

  function publish(event: GateEvent): void {
    before.hear(event);
    for (const listener of listeners) listener(event);
  }

  function become(part: Partial<GateSnapshot>): void {
    snapshot = { ...snapshot, ...part };
    publish({ type: 'settings', settings: snapshot.settings });
    publish({ type: 'lanes', lanes: snapshot.lanes });
    publish({ type: 'status', status: snapshot.status });
  }

  function show(part: Partial<Shown>): Shown {
    seq += 1;
    const shown: Shown = { ...ADMITTED, entry: { device: 'fake', epoch: 'fake', seq }, ...part };
    snapshot = { ...snapshot, tally: countShown(snapshot.tally, shown) };
    publish({ type: 'shown', shown: { ...shown, reasons: [...shown.reasons] }, tally: snapshot.tally });
    return shown;
  }

  function answered(shown: Shown): EntryAnswer {
    return { type: 'shown', shown: { ...shown, reasons: [...shown.reasons] } };
  }

  function called(name: string, input: unknown): void {
    calls.push({ name, input });
  }

  const gate: Gate = {
    snapshot: () => snapshot,
    shownBefore: before.list,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    submitReading: (input) => {
      called('submitReading', input);
      return answered(show({ laneId: input.laneId, readerKind: input.readerKind, atUtcMs: Date.now() }));
    },
    submitManualEntry: (input) => {
      called('submitManualEntry', input);
      return answered(
        show({
          laneId: input.laneId,
          readerKind: 'manual',
          codeKind: 'manual',
          verification: 'none',
          issuer: null,
          maskedName: maskName(input.name),
          maskedNumber: maskNumber(input.number ?? input.phone),
          atUtcMs: Date.now(),
        }),
      );
    },
    testBarrier: (input) => {
      called('testBarrier', input);
      return { type: 'no-barrier' };
    },
    testLane: (input) => {
      called('testLane', input);
      return { type: 'set' };
    },
    setDirection: (input) => {
      called('setDirection', input);
      const lanes = snapshot.lanes.map((lane) =>
        lane.id === input.laneId ? { ...lane, direction: input.direction } : lane,
      );
      become({ lanes, settings: { ...snapshot.settings, lanes } });
      return { type: 'set' };
    },
    reportReader: ({ readerId, ...report }) => {
      called('reportReader', { readerId, ...report });
      const readers = snapshot.status.readers.map((reader) =>
        reader.id === readerId ? { ...reader, ...report } : reader,
      );
      become({ status: { ...snapshot.status, readers } });
    },
    saveSettings: ({ settings }) => {
      called('saveSettings', settings);
      const parsed = settingsSchema.safeParse(settings);
      if (!parsed.success) {
        return { type: 'refused', reason: 'invalid', field: parsed.error.issues[0]?.path.join('.') ?? null };
      }
      become({ settings: parsed.data, lanes: parsed.data.lanes });
      return { type: 'saved' };
    },
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
    enrol: (input) => {
      called('enrol', input);
      return Promise.resolve({ type: 'refused', reason: 'unreachable' });
    },
    takeUpdateNow: () => {
      called('takeUpdateNow', {});
      return { type: 'noted' };
    },
    lookForUpdate: () => {
      called('lookForUpdate', {});
      return { type: 'looking' };
    },
    retryQuarantined: () => {
      called('retryQuarantined', {});
      return { type: 'retried', count: 0 };
    },
    listWatched: () => watched,
    addWatched: (input) => {
      called('addWatched', input);
      const { number, action, keepDays = null } = input;
      const addedAtUtcMs = Date.now();
      const untilUtcMs = keepDays === null ? null : addedAtUtcMs + keepDays * 86_400_000;
      const item = { id: watched.length + 1, maskedNumber: maskNumber(number) ?? '', action, addedAtUtcMs, untilUtcMs };
      watched = [...watched, item];
      return { type: 'added' };
    },
    ...NO_ACCESS,
    ...NO_ROSTER,
    ...NO_SUBJECTS,
    ...NO_GUARDS,
    ...NO_VISITS,
    ...NO_SETUP,
    ...NO_REPORTS,
    ...NO_READINESS,
    removeWatched: ({ id }) => {
      watched = watched.filter((item) => item.id !== id);
      return { type: 'removed' };
    },
    listTrust: () => lists,
    importTrust: (input) => {
      called('importTrust', input);
      return Promise.resolve([{ type: 'refused', name: 'list', reason: 'unknown-form' }]);
    },
    makePasses: (order) => {
      called('makePasses', order);
      const made = Array.from({ length: order.count }, () => {
        madePasses += 1;
        return fakePass(order, madePasses);
      });
      passes = [...made.map(itemOf), ...passes];
      return { type: 'made', issuer: 'Nhà máy Kiểm Thử', passes: made };
    },
    listPasses: () => passes,
    revokePass: ({ id }) => {
      called('revokePass', { id });
      passes = passes.map((pass) => (pass.id === id ? { ...pass, revokedAtUtcMs: Date.now() } : pass));
      return { type: 'revoked' };
    },
    close: () => Promise.resolve(),
  };
  return { gate, become, show, calls };
}

/** A reader that has just come into its state. */
export function fakeReader({
  id,
  laneId,
  kind,
  state,
  trouble,
}: Omit<ReaderStatus, 'port' | 'health' | 'lastReadingAtUtcMs'>): ReaderStatus {
  const health = { sinceUtcMs: Date.now(), codes: 0, halfCodes: 0, babbledCodes: 0, decodeWarnings: 0 };
  return { id, laneId, kind, state, trouble, lastReadingAtUtcMs: null, port: null, health };
}

/** Of the right length for a QR code; no gate would believe it. */
function fakePass({ count, ...order }: PassOrder, number: number): MadePass {
  const text = `GACCONG-VE:${'1'.repeat(360)}${number}`;
  return { ...order, id: String(number), text, notBeforeUtcMs: order.notBeforeUtcMs ?? Date.now() };
}

function itemOf({ id, purpose, isOneTime, name, notBeforeUtcMs, expiresAtUtcMs }: MadePass): PassItem {
  const maskedName = maskName(name) ?? '';
  return { id, purpose, isOneTime, maskedName, madeAtUtcMs: notBeforeUtcMs, expiresAtUtcMs, revokedAtUtcMs: null };
}

export type ServedGate = { readonly port: number; readonly close: () => Promise<void> };

/** Serves a gate at `/gate` of a loopback port, without the checks of the real host. `port` 0 takes a free one. */
export async function serveGate(gate: Gate, port = 0): Promise<ServedGate> {
  const handler = new RPCHandler(createGateRouter(gate, () => undefined));
  const server = new WebSocketServer({ host: '127.0.0.1', port, path: '/gate' });
  server.on('connection', (socket) => void handler.upgrade(socket, { context: { caller: gate.openCaller() } }));
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of server.clients) socket.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function quietSnapshot(): GateSnapshot {
  const settings = { ...defaultSettings(), readers: [] };
  return {
    version: 'fake',
    settings,
    lanes: settings.lanes,
    status: {
      readers: [],
      barriers: [],
      clock: { state: 'ok', offsetMs: null },
      disk: { state: 'ok', freeBytes: 60_000_000_000 },
      outbox: {
        pending: 0,
        oldestPendingAtUtcMs: null,
        quarantined: 0,
        lastAcknowledgedAtUtcMs: null,
        collector: 'alone',
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
      trust: { state: 'none', oldestAtUtcMs: null },
      authority: { type: 'none' },
      tracing: { type: 'none' },
      keys: { state: 'ok', kept: 'file' },
      updates: NOT_MANAGED,
    },
    tally: emptyTally(Date.now()),
    desk: QUIET_DESK,
  };
}
