/** How do the rooms make one gate? The composition root: (options) → Gate. */

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Gate } from './contract/gate.ts';
import type { GateEvent, GateStatus, ReaderStatus, SaveAnswer } from './contract/gate-api.ts';
import type { ReaderSettings, Settings } from './contract/settings.ts';
import type { Shown } from './core/entry/entry.ts';
import type { RuleSettings } from './core/entry/rule.ts';
import type { Direction } from './core/entry/verdict.ts';
import type { ScanPorts } from './core/ports.ts';
import type { Reading } from './core/scan/reading.ts';
import { createCredentials } from './credentials/open-credential.ts';
import { createClock } from './devices/clock.ts';
import { readFreeBytes } from './devices/disk-space.ts';
import { listSerialPorts } from './devices/list-serial-ports.ts';
import { isOtherMachine, readMachineMarks } from './devices/machine-marks.ts';
import { createPortFinder } from './devices/port-finder.ts';
import { listWrongModeScanners } from './devices/wrong-mode-scanners.ts';
import { BACKUP_EVERY_MS, openBackupDesk } from './gate/backup-desk.ts';
import { openBarrierDesk } from './gate/barrier-desk.ts';
import { openBatchReader } from './gate/batch-reader.ts';
import { clockStatus, diskStatus, outboxStatus } from './gate/live-status.ts';
import type { LogMark } from './gate/log-mark.ts';
import { readLogMark } from './gate/log-mark.ts';
import { openLogWatch } from './gate/log-watch.ts';
import { openNotPassedFile } from './gate/not-passed-file.ts';
import { damagedLogOf, damagedLogs, dropRescuedLogs, LOG_FILE, openLog } from './gate/open-log.ts';
import { openReader } from './gate/open-reader.ts';
import type { PassDesk } from './gate/pass-desk.ts';
import { openPassDesk } from './gate/pass-desk.ts';
import { createReaderBoard } from './gate/reader-board.ts';
import { openRetentionDesk } from './gate/retention-desk.ts';
import { openScanDesk } from './gate/scan-desk.ts';
import { openScannerMemory } from './gate/scanner-memory.ts';
import { readSettings, writeSettings } from './gate/settings-file.ts';
import { startStatusTicker } from './gate/status-ticker.ts';
import { openSubjectDesk } from './gate/subject-desk.ts';
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
import { forgetLostKeys, hasLostKeys, openVault, openVaultToServe } from './vault/open-vault.ts';
import type { VenueTracer } from './vault/tracer.ts';
import { createVenueTracer } from './vault/tracer.ts';
import { TRACING_FILE } from './vault/tracing-keys.ts';

const DAY_MS = 86_400_000;
const RULES_GENERATION = '1';

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
  /** `HTTPS_PROXY`, `NO_PROXY` and the like; none unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How often the backup is added to; a minute unless said otherwise. */
  readonly backupEveryMs?: number;
  /** What the operating system's key store gave the shell; absent = the key file holds it. */
  readonly secretsText?: string | undefined;
  /** Of the command line: the key store is not asked, and what needs the keys throws. */
  readonly mayBeLocked?: boolean;
  /** By what this machine is told from others; its network cards unless said otherwise. */
  readonly machine?: readonly string[];
};

/** A gate that can also be handed a reading directly, as the command line does. */
export type OpenedGate = Gate & {
  readonly scan: (reading: Omit<Reading, 'laneId'> & { readonly laneId?: string }) => Shown;
  /** The whole log: its chain, and what SQLite finds wrong with the file. */
  readonly verifyLog: () => LogReport;
  /** Somebody has looked at the clock, and says that it is right: what is due may go by it. */
  readonly confirmClock: () => { readonly type: 'confirmed'; readonly atUtcMs: number };
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
  const hasLog = existsSync(join(options.dataDir, LOG_FILE));
  const vaultAnswer = options.isAttended
    ? openVaultToServe(options.dataDir, { secretsText: options.secretsText, hasLog })
    : openVault(options.dataDir, { mayBeLocked: options.mayBeLocked, hasLog });
  if (vaultAnswer.type === 'refused') return { type: 'refused', room: 'vault', reason: vaultAnswer.reason };
  const { vault } = vaultAnswer;
  const authority = createVenueAuthority(Date.now);
  const mark = options.isAttended ? readLogMark(options.dataDir) : null;
  const machine = options.machine ?? readMachineMarks(vault.deviceId);
  const storeOptions: StoreOptions = {
    path: join(options.dataDir, LOG_FILE),
    device: vault.deviceId,
    sealer: vault.sealer,
    digest: vault.digest,
    authority,
    receiptKey: vault.signer,
    newEpoch: () => randomBytes(16).toString('hex'),
    lastSeen: mark?.last ?? null,
    isOtherMachine: isOtherMachine(mark?.machine ?? [], machine),
  };
  // The command line looks, and leaves a damaged log to the gate.
  const storeAnswer = options.isAttended
    ? openLog(options.dataDir, storeOptions, readSettings(options.dataDir).settings.backup.folder, options.log)
    : openStore(storeOptions);
  if (storeAnswer.type === 'refused') return { type: 'refused', room: 'store', reason: storeAnswer.reason };
  return { type: 'opened', gate: runGate({ ...options, machine }, vault, authority, storeAnswer.store, mark) };
}

function runGate(
  options: GateOptions & { readonly machine: readonly string[] },
  vault: Vault,
  authority: VenueAuthority,
  store: Store,
  mark: LogMark | null,
): OpenedGate {
  const { dataDir, isAttended, log } = options;
  const listeners = new Set<(event: GateEvent) => void>();
  let { settings, state: settingsState } = readSettings(dataDir);

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
    hasLane: (laneId) => scans.hasLane(laneId),
    nowUtcMs,
  });
  const tracer: VenueTracer = createVenueTracer(join(dataDir, TRACING_FILE), vault.sealer, nowUtcMs);
  const ports: ScanPorts = {
    clock,
    tagger: vault.tagger,
    tracer,
    history: store,
    watchList: store,
    credentials: createCredentials(() => passes.trusting(lists.trust()), lists.rules),
    passBook: store,
    log: store,
  };

  const ticker = startStatusTicker({
    readFreeBytes: () => readFreeBytes(dataDir),
    isRepeating: isAttended,
    tell: () => publish({ type: 'status', status: status() }),
  });
  const tests = createTestDesk(() => clock.now().monotonicMs);
  const finder = createPortFinder({ memory: openScannerMemory(dataDir) });
  const readers = createReaderBoard(
    openReader((...frame) => scans.takeFrame(...frame), finder),
    noteReader,
    nowUtcMs,
  );
  const barriers = openBarrierDesk({
    finder,
    nowMs: () => clock.now().monotonicMs,
    takeBack: (laneId, entry) => scans.takeBack(laneId, entry),
    notPassedFile: openNotPassedFile(dataDir),
    onChange: () => ticker.noteChange(),
    log,
  });
  const uploads = openUploadDesk({
    vault,
    outbox: store,
    batches: openBatchReader({ logPath: join(dataDir, LOG_FILE), dataKeys: vault.dataKeys }),
    clock,
    random: options.random,
    onChange: ticker.noteChange,
    onClockOffset: (offset) => {
      clock.sync(offset);
      retention.look();
    },
    onQuarantine: () => logWatch?.checkSoon(),
    env: options.environment ?? {},
    log,
  });

  const scans = openScanDesk({
    lanes: settings.lanes,
    rules: rulesOf(settings, vault),
    ports,
    store,
    tests,
    barriers,
    noteReading: readers.noteReading,
    publish,
    onEntry: uploads.wake,
    onChange: ticker.noteChange,
    log,
  });
  // The command line only looks: it must not say of the log what the gate has not seen.
  const logWatch = isAttended
    ? openLogWatch({
        dataDir,
        store,
        vault,
        clock,
        machine: options.machine,
        notice: mark?.notice ?? null,
        env: options.environment ?? {},
        random: options.random,
        onChange: ticker.noteChange,
        log,
      })
    : null;
  const damagedLog = damagedLogOf(dataDir);
  const backup = openBackupDesk({
    dataDir,
    epoch: store.identity().epoch,
    nowUtcMs,
    onChange: ticker.noteChange,
    log,
    keyFileText: vault.kept === 'file' ? null : vault.keyFileText,
    everyMs: options.backupEveryMs ?? BACKUP_EVERY_MS,
  });

  const retention = openRetentionDesk({
    dataDir,
    logPath: join(dataDir, LOG_FILE),
    store,
    key: vault.signer,
    clock,
    renewBackup: backup.renew,
    onLetGo: () => logWatch?.checkSoon(),
    onChange: ticker.noteChange,
    log,
  });

  function publish(event: GateEvent): void {
    for (const listener of listeners) listener(event);
  }

  function status(): GateStatus {
    return {
      readers: readers.statuses(),
      barriers: barriers.statuses(),
      clock: clockStatus(clock.now(), clock.isDoubted()),
      disk: diskStatus(ticker.freeBytes()),
      outbox: outboxStatus(store, uploads.state()),
      log: scans.isLogFailing() ? 'failing' : 'ok',
      damagedLog,
      copiedLog: logWatch?.status() ?? 'none',
      backup: backup.status(),
      retention: retention.status(),
      settings: settingsState,
      trust: lists.status(),
      authority: authority.state(),
      tracing: tracer.state(),
      keys: { state: hasLostKeys(dataDir) ? 'lost' : 'ok', kept: vault.kept },
    };
  }

  function noteReader(changed?: ReaderStatus): void {
    if (changed !== undefined) {
      log('reader-changed', { reader: changed.id, state: changed.state, trouble: changed.trouble ?? 'none' });
    }
    ticker.noteChange();
  }

  function applySettings(next: Settings): void {
    settings = next;
    settingsState = 'ok';
    scans.apply(settings.lanes, rulesOf(settings, vault));
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
    uploads.apply(settings.collector, settings.network);
    logWatch?.apply(settings.collector, settings.network);
    backup.apply(settings.backup);
    retention.apply(settings.retention, settings.collector !== null);
  }

  function saveSettings(candidate: unknown): SaveAnswer {
    const written = writeSettings(dataDir, candidate);
    if (written.type === 'refused') return written;
    applySettings(written.settings);
    return { type: 'saved' };
  }

  /** Turns a lane at once; kept in the settings where they can be written, so that a restart does not turn it back. */
  function turnLane(laneId: string, direction: Direction): void {
    scans.turnLane(laneId, direction);
    settings = {
      ...settings,
      lanes: settings.lanes.map((lane) => (lane.id === laneId ? { ...lane, direction } : lane)),
    };
    if (settingsState === 'ok') writeSettings(dataDir, settings);
    publish({ type: 'settings', settings });
    publish({ type: 'lanes', lanes: settings.lanes });
  }

  applyDevices();
  if (settingsState === 'unreadable') log('settings-unreadable');

  return {
    snapshot: () => ({
      version: options.version,
      settings,
      lanes: settings.lanes,
      status: status(),
      tally: scans.tally(),
    }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    submitReading: scans.submitReading,
    submitManualEntry: scans.submitManualEntry,
    testLane: ({ laneId, isOn }) => {
      if (!scans.hasLane(laneId)) return { type: 'unknown-lane' };
      if (tests.set(laneId, isOn)) log('lane-test', { lane: laneId, on: isOn ? 1 : 0 });
      return { type: 'set' };
    },
    testBarrier: ({ laneId }) => ({ type: barriers.test(laneId) }),
    setDirection: ({ laneId, direction }) => {
      if (!scans.hasLane(laneId)) return { type: 'unknown-lane' };
      turnLane(laneId, direction);
      return { type: 'set' };
    },
    reportReader: readers.report,
    saveSettings: (input) => saveSettings(input.settings),
    listSerialPorts,
    listWrongModeScanners,
    enrol: ({ setupCode }) =>
      uploads.enrol(
        setupCode,
        (collector, network) => {
          const isSaved = saveSettings({ ...settings, collector, network }).type === 'saved';
          // Its new name is known where it matters: what waits goes out under it.
          if (isSaved) forgetLostKeys(dataDir);
          return isSaved;
        },
        settings.network,
      ),
    retryQuarantined: uploads.retryQuarantined,
    ...openWatchDesk(store, vault.tagger, nowUtcMs),
    ...openSubjectDesk({
      store,
      tagger: vault.tagger,
      nowUtcMs,
      renewBackup: backup.renew,
      damagedLogs: () => damagedLogs(dataDir).length,
      dropRescuedLogs: () => dropRescuedLogs(dataDir),
      onLetGo: () => logWatch?.checkSoon(),
      onChange: ticker.noteChange,
      log,
    }),
    confirmClock: () => {
      const atUtcMs = nowUtcMs();
      store.markRetention(atUtcMs, atUtcMs - settings.retention.days * DAY_MS);
      log('clock-confirmed', { atUtcMs });
      return { type: 'confirmed', atUtcMs };
    },
    ...lists.calls,
    ...passes.calls,
    passListForOthers: passes.listForOthers,
    scan: (reading) => scans.scan({ ...reading, laneId: reading.laneId ?? settings.lanes[0]?.id ?? '' }),
    verifyLog: () => verifyLog(store),
    close: async () => {
      ticker.close();
      lists.close();
      listeners.clear();
      await Promise.all([
        readers.close(),
        barriers.close(),
        uploads.close(),
        logWatch?.close(),
        backup.close(),
        retention.close(),
      ]);
      store.close();
    },
  };
}

function rulesOf({ rules }: Settings, vault: Vault): RuleSettings {
  return { ...rules, version: `${RULES_GENERATION}-${vault.digest(JSON.stringify(rules)).slice(0, 8)}` };
}
