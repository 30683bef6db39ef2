/** How do the rooms make one gate? The composition root: (options) → Gate. */

import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Gate } from './contract/gate.ts';
import type {
  EntryAnswer,
  GateEvent,
  GateStatus,
  ReaderStatus,
  ReadingAnswer,
  SaveAnswer,
  Tried,
} from './contract/gate-api.ts';
import type { ReaderSettings, Settings } from './contract/settings.ts';
import type { EntryId, Shown } from './core/entry/entry.ts';
import type { RuleSettings } from './core/entry/rule.ts';
import type { Tally } from './core/entry/tally.ts';
import { countShown, dayStartUtcMs, emptyTally } from './core/entry/tally.ts';
import type { Direction } from './core/entry/verdict.ts';
import type { ScanPorts } from './core/ports.ts';
import { handleManualEntry } from './core/scan/handle-manual-entry.ts';
import { handleReading, tryReading } from './core/scan/handle-reading.ts';
import type { Lane } from './core/scan/lane.ts';
import { newLane, nextLane } from './core/scan/lane.ts';
import type { Reading } from './core/scan/reading.ts';
import { createCredentials } from './credentials/open-credential.ts';
import { createClock } from './devices/clock.ts';
import { readFreeBytes } from './devices/disk-space.ts';
import { listSerialPorts } from './devices/list-serial-ports.ts';
import { createPortFinder } from './devices/port-finder.ts';
import type { LineSignal } from './devices/serial-line.ts';
import { listWrongModeScanners } from './devices/wrong-mode-scanners.ts';
import { BACKUP_EVERY_MS, openBackupDesk } from './gate/backup-desk.ts';
import { openBarrierDesk } from './gate/barrier-desk.ts';
import { clockStatus, diskStatus, outboxStatus } from './gate/live-status.ts';
import { damagedLogOf, LOG_FILE, openLog } from './gate/open-log.ts';
import { openReader } from './gate/open-reader.ts';
import type { PassDesk } from './gate/pass-desk.ts';
import { openPassDesk } from './gate/pass-desk.ts';
import { createReaderBoard } from './gate/reader-board.ts';
import { openScannerMemory } from './gate/scanner-memory.ts';
import { readSettings, writeSettings } from './gate/settings-file.ts';
import { startStatusTicker } from './gate/status-ticker.ts';
import { createTestDesk } from './gate/test-desk.ts';
import { openTrustDesk } from './gate/trust-desk.ts';
import { openUploadDesk } from './gate/upload-desk.ts';
import type { LogReport } from './gate/verify-log.ts';
import { verifyLog } from './gate/verify-log.ts';
import { openWatchDesk } from './gate/watch-desk.ts';
import type { Store, StoreOptions } from './store/open-store.ts';
import { openStore } from './store/open-store.ts';
import type { VenueAuthority } from './vault/authority-sealer.ts';
import { createVenueAuthority } from './vault/authority-sealer.ts';
import type { Vault } from './vault/open-vault.ts';
import { openVault } from './vault/open-vault.ts';

const RULES_GENERATION = '1';
const DAY_MS = 24 * 3_600_000;

export type Log = (event: string, fields?: Record<string, number | string>) => void;

export type GateOptions = {
  readonly dataDir: string;
  readonly version: string;
  /** Readers besides those of the settings: named on the command line, or simulated. Never saved. */
  readonly extraReaders: (settings: Settings) => readonly ReaderSettings[];
  /** False for the command line: no reader is opened and nothing is uploaded. */
  readonly isAttended: boolean;
  readonly log: Log;
  readonly random: () => number;
  /** How often the backup is added to; a minute unless said otherwise. */
  readonly backupEveryMs?: number;
};

/** A gate that can also be handed a reading directly, as the command line does. */
export type OpenedGate = Gate & {
  readonly scan: (reading: Omit<Reading, 'laneId'> & { readonly laneId?: string }) => Shown;
  /** The whole log: its chain, and what SQLite finds wrong with the file. */
  readonly verifyLog: () => LogReport;
  readonly passListForOthers: PassDesk['listForOthers'];
};

export type OpenGateAnswer =
  | { readonly type: 'opened'; readonly gate: OpenedGate }
  | { readonly type: 'refused'; readonly room: 'vault' | 'store'; readonly reason: string };

/**
 * Opens keys, log, readers and uploader, in that order; ready to scan when it returns. A refusal leaves every file
 * as it was: a newer database, or keys that cannot be read, are never written over; a damaged log is moved aside.
 */
export function openGate(options: GateOptions): OpenGateAnswer {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const vaultAnswer = openVault(options.dataDir);
  if (vaultAnswer.type === 'refused') return { type: 'refused', room: 'vault', reason: vaultAnswer.reason };
  const { vault } = vaultAnswer;
  const authority = createVenueAuthority(Date.now);
  const storeOptions: StoreOptions = {
    path: join(options.dataDir, LOG_FILE),
    device: vault.deviceId,
    sealer: vault.sealer,
    digest: vault.digest,
    authority,
    newEpoch: () => randomBytes(16).toString('hex'),
  };
  // The command line looks, and leaves a damaged log to the gate.
  const storeAnswer = options.isAttended
    ? openLog(options.dataDir, storeOptions, readSettings(options.dataDir).settings.backup.folder, options.log)
    : openStore(storeOptions);
  if (storeAnswer.type === 'refused') return { type: 'refused', room: 'store', reason: storeAnswer.reason };
  return { type: 'opened', gate: runGate(options, vault, authority, storeAnswer.store) };
}

function runGate(options: GateOptions, vault: Vault, authority: VenueAuthority, store: Store): OpenedGate {
  const { dataDir, isAttended, log } = options;
  const listeners = new Set<(event: GateEvent) => void>();
  let { settings, state: settingsState } = readSettings(dataDir);
  let lanes = lanesOf(settings, new Map());
  let rules = rulesOf(settings, vault);
  let isLogFailing = false;

  const clock = createClock();
  const nowUtcMs = (): number => clock.now().wallUtcMs;
  const lists = openTrustDesk({
    folder: join(dataDir, 'trust'),
    nowUtcMs,
    isAttended,
    onChange: () => ticker.noteChange(),
    log,
  });
  const passes = openPassDesk({
    signer: vault.passSigner,
    book: store,
    venueName: () => settings.venue.name,
    hasLane: (laneId) => lanes.has(laneId),
    nowUtcMs,
  });
  const ports: ScanPorts = {
    clock,
    tagger: vault.tagger,
    history: store,
    watchList: store,
    credentials: createCredentials(() => passes.trusting(lists.trust()), lists.rules),
    passBook: store,
    log: store,
  };
  let tally = tallySoFar(store, clock.now().wallUtcMs);

  const ticker = startStatusTicker({
    readFreeBytes: () => readFreeBytes(dataDir),
    isRepeating: isAttended,
    tell: () => publish({ type: 'status', status: status() }),
  });
  const tests = createTestDesk(() => clock.now().monotonicMs);
  const finder = createPortFinder({ memory: openScannerMemory(dataDir) });
  const readers = createReaderBoard(openReader(takeFrame, finder), noteReader, nowUtcMs);
  const barriers = openBarrierDesk({
    finder,
    nowMs: () => clock.now().monotonicMs,
    takeBack,
    onChange: () => ticker.noteChange(),
    log,
  });
  const desk = openUploadDesk({
    vault,
    outbox: store,
    clock,
    random: options.random,
    onChange: ticker.noteChange,
    onClockOffset: clock.sync,
    log,
  });

  const damagedLog = damagedLogOf(dataDir);
  const backup = openBackupDesk({
    dataDir,
    epoch: store.identity().epoch,
    nowUtcMs,
    onChange: ticker.noteChange,
    log,
    everyMs: options.backupEveryMs ?? BACKUP_EVERY_MS,
  });

  function publish(event: GateEvent): void {
    for (const listener of listeners) listener(event);
  }

  function status(): GateStatus {
    return {
      readers: readers.statuses(),
      barriers: barriers.statuses(),
      clock: clockStatus(clock.now()),
      disk: diskStatus(ticker.freeBytes()),
      outbox: outboxStatus(store, desk.state()),
      log: isLogFailing ? 'failing' : 'ok',
      damagedLog,
      backup: backup.status(),
      settings: settingsState,
      trust: lists.status(),
      authority: authority.state(),
    };
  }

  function noteReader(changed?: ReaderStatus): void {
    if (changed !== undefined) {
      log('reader-changed', { reader: changed.id, state: changed.state, trouble: changed.trouble ?? 'none' });
    }
    ticker.noteChange();
  }

  function takeFrame(readerId: string, reading: Reading, line: LineSignal | null): void {
    readers.noteReading(readerId, reading.encoding);
    if (tests.isTesting(reading.laneId)) tryOut(readerId, reading, line);
    else scan(reading);
  }

  /** Says what would become of a code, and lets nothing become of it. */
  function tryOut(readerId: string, reading: Reading, line: LineSignal | null): Tried {
    const lane = laneOf(reading);
    const shown = tryReading(reading, lane, rules, ports);
    const tried: Tried = {
      readerId,
      encoding: reading.encoding,
      length: reading.text.length,
      line,
      shown: { ...shown, reasons: [...shown.reasons] },
    };
    publish({ type: 'tried', tried });
    ticker.noteChange();
    return tried;
  }

  function laneOf({ laneId }: Reading): Lane {
    const lane = lanes.get(laneId);
    // Readers and callers name lanes of the settings only; the contract has checked it already.
    if (lane === undefined) throw new Error('reading for a lane that is not there');
    return lane;
  }

  function scan(reading: Reading): Shown {
    const lane = laneOf(reading);
    const { lane: laneAfter, shown } = handleReading(reading, lane, rules, ports);
    lanes.set(lane.id, laneAfter);
    return tell(shown);
  }

  function tell(shown: Shown): Shown {
    if (shown.verdict === 'out-of-order') log('commit-failed', { reason: shown.reasons[0] ?? 'unknown' });
    if (shown.verdict === 'out-of-order') isLogFailing = true;
    // Only a new entry shows that the log is well again; a repeat points to an old one.
    else if (shown.entry !== null && shown.recordedAtUtcMs === null) isLogFailing = false;
    tally = countShown(tally, shown);
    moveBarrier(shown);
    publish({ type: 'shown', shown: { ...shown, reasons: [...shown.reasons] }, tally });
    if (shown.entry !== null) desk.wake();
    ticker.noteChange();
    return shown;
  }

  /** Only what stands in the log opens, and only once: a repeat points to an entry that has had its opening. */
  function moveBarrier({ laneId, verdict, entry, recordedAtUtcMs }: Shown): void {
    if (verdict === 'admit' && entry !== null && recordedAtUtcMs === null) barriers.admitted(laneId, entry);
    else if (verdict === 'refuse' || verdict === 'check' || verdict === 'out-of-order') barriers.refused(laneId);
  }

  function takeBack(laneId: string, entry: EntryId): boolean {
    const now = clock.now();
    const answer = store.takeBack(entry, now);
    if (answer.type === 'failed') {
      log('commit-failed', { reason: answer.reason });
      isLogFailing = true;
      return false;
    }
    if (answer.type === 'not-standing') return true;
    tally = { ...tally, ...store.tallyOf(tally.dayStartUtcMs, tally.dayStartUtcMs + DAY_MS) };
    publish({ type: 'taken-back', laneId, entry, tally });
    desk.wake();
    ticker.noteChange();
    return true;
  }

  function applySettings(next: Settings): void {
    settings = next;
    settingsState = 'ok';
    rules = rulesOf(settings, vault);
    lanes = lanesOf(settings, lanes);
    applyDevices();
    publish({ type: 'settings', settings });
    publish({ type: 'lanes', lanes: settings.lanes });
  }

  function applyDevices(): void {
    authority.apply(settings.authority.keys);
    lists.apply(settings.trust);
    if (!isAttended) return;
    readers.apply([...settings.readers, ...options.extraReaders(settings)]);
    barriers.apply(settings.barriers);
    desk.apply(settings.collector);
    backup.apply(settings.backup);
  }

  function saveSettings(candidate: unknown): SaveAnswer {
    const written = writeSettings(dataDir, candidate);
    if (written.type === 'refused') return written;
    applySettings(written.settings);
    return { type: 'saved' };
  }

  /** Turns a lane at once; kept in the settings where they can be written, so that a restart does not turn it back. */
  function turnLane(lane: Lane, direction: Direction): void {
    lanes.set(lane.id, nextLane(lane, { type: 'direction-set', direction }));
    settings = {
      ...settings,
      lanes: settings.lanes.map((each) => (each.id === lane.id ? { ...each, direction } : each)),
    };
    if (settingsState === 'ok') writeSettings(dataDir, settings);
    publish({ type: 'settings', settings });
    publish({ type: 'lanes', lanes: settings.lanes });
  }

  applyDevices();
  if (settingsState === 'unreadable') log('settings-unreadable');

  return {
    snapshot: () => ({ version: options.version, settings, lanes: settings.lanes, status: status(), tally }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    submitReading: ({ readerId, ...reading }): ReadingAnswer => {
      if (!lanes.has(reading.laneId)) return { type: 'unknown-lane' };
      readers.noteReading(readerId, reading.encoding);
      if (tests.isTesting(reading.laneId)) return { type: 'tried', tried: tryOut(readerId, reading, null) };
      return shownAnswer(scan(reading));
    },
    submitManualEntry: ({ laneId, ...entry }): EntryAnswer => {
      const lane = lanes.get(laneId);
      return lane === undefined
        ? { type: 'unknown-lane' }
        : shownAnswer(tell(handleManualEntry(entry, lane, rules, ports)));
    },
    testLane: ({ laneId, isOn }) => {
      if (!lanes.has(laneId)) return { type: 'unknown-lane' };
      if (tests.set(laneId, isOn)) log('lane-test', { lane: laneId, on: isOn ? 1 : 0 });
      return { type: 'set' };
    },
    testBarrier: ({ laneId }) => ({ type: barriers.test(laneId) }),
    setDirection: ({ laneId, direction }) => {
      const lane = lanes.get(laneId);
      if (lane === undefined) return { type: 'unknown-lane' };
      turnLane(lane, direction);
      return { type: 'set' };
    },
    reportReader: readers.report,
    saveSettings: (input) => saveSettings(input.settings),
    listSerialPorts,
    listWrongModeScanners,
    enrol: ({ setupCode }) =>
      desk.enrol(setupCode, (collector) => saveSettings({ ...settings, collector }).type === 'saved'),
    retryQuarantined: desk.retryQuarantined,
    ...openWatchDesk(store, vault.tagger, nowUtcMs),
    ...lists.calls,
    ...passes.calls,
    passListForOthers: passes.listForOthers,
    scan: (reading) => scan({ ...reading, laneId: reading.laneId ?? settings.lanes[0]?.id ?? '' }),
    verifyLog: () => verifyLog(store),
    close: async () => {
      ticker.close();
      lists.close();
      listeners.clear();
      await Promise.all([readers.close(), barriers.close(), desk.close(), backup.close()]);
      store.close();
    },
  };
}

/** The lanes of the settings; one that faces the same way as before keeps the half code that it holds. */
function lanesOf(settings: Settings, before: ReadonlyMap<string, Lane>): Map<string, Lane> {
  return new Map(
    settings.lanes.map(({ id, direction }) => {
      const lane = before.get(id);
      return [id, lane?.direction === direction ? lane : newLane(id, direction)];
    }),
  );
}

function rulesOf({ rules }: Settings, vault: Vault): RuleSettings {
  return { ...rules, version: `${RULES_GENERATION}-${vault.digest(JSON.stringify(rules)).slice(0, 8)}` };
}

/** What the log holds of today, so that a restart does not start the counts again. */
function tallySoFar(store: Store, nowUtcMs: number): Tally {
  const startUtcMs = dayStartUtcMs(nowUtcMs);
  return { ...emptyTally(nowUtcMs), ...store.tallyOf(startUtcMs, startUtcMs + DAY_MS) };
}

function shownAnswer(shown: Shown): EntryAnswer {
  return { type: 'shown', shown: { ...shown, reasons: [...shown.reasons] } };
}
