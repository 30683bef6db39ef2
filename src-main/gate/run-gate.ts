/** How do the rooms make one gate? The composition root: (keys, log) → Gate. */

import { join } from 'node:path';
import type { GateEvent } from '../contract/gate-api.ts';
import type { EnrolAnswer } from '../contract/machine-api.ts';
import type { Settings } from '../contract/settings.ts';
import type { GateStatus, ReaderStatus } from '../contract/status-api.ts';
import type { RuleSettings } from '../core/entry/rule.ts';
import type { ScanPorts } from '../core/ports.ts';
import { createCredentials } from '../credentials/open-credential.ts';
import { createClock, monotonicNowMs } from '../devices/clock.ts';
import { readFreeBytes } from '../devices/disk-space.ts';
import { listSerialPorts } from '../devices/list-serial-ports.ts';
import { createPortFinder } from '../devices/port-finder.ts';
import { listWrongModeScanners } from '../devices/wrong-mode-scanners.ts';
import type { Store } from '../store/open-store.ts';
import type { VenueAuthority } from '../vault/authority-sealer.ts';
import type { Vault } from '../vault/open-vault.ts';
import { forgetLostKeys, hasLostKeys } from '../vault/open-vault.ts';
import type { VenueTracer } from '../vault/tracer.ts';
import { createVenueTracer } from '../vault/tracer.ts';
import { TRACING_FILE } from '../vault/tracing-keys.ts';
import { openAccessDesk } from './access-desk.ts';
import { openAccessFile } from './access-file.ts';
import { openAuditDesk } from './audit-desk.ts';
import { BACKUP_EVERY_MS, openBackupDesk } from './backup-desk.ts';
import { openBarrierDesk } from './barrier-desk.ts';
import { openBatchReader } from './batch-reader.ts';
import { openDesks } from './desks.ts';
import { openGuardDesk } from './guard-desk.ts';
import { laneCalls } from './lane-calls.ts';
import { clockStatus, diskStatus, outboxStatus } from './live-status.ts';
import type { LogMark } from './log-mark.ts';
import { openLogWatch } from './log-watch.ts';
import { openNotPassedFile } from './not-passed-file.ts';
import { damagedLogOf, damagedLogs, dropRescuedLogs, LOG_FILE } from './open-log.ts';
import { openReader } from './open-reader.ts';
import type { GateOptions, OpenedGate } from './opened-gate.ts';
import { openPassDesk } from './pass-desk.ts';
import { createReaderBoard } from './reader-board.ts';
import { openReportDesk } from './report-desk.ts';
import { openRetentionDesk } from './retention-desk.ts';
import { openRoster } from './roster/open-roster.ts';
import { openScanDesk } from './scan-desk.ts';
import { openScannerMemory } from './scanner-memory.ts';
import { openSettingsDesk } from './settings-desk.ts';
import { openSetupDesk } from './setup-desk.ts';
import { createSetupEar } from './setup-ear.ts';
import { startStatusTicker } from './status-ticker.ts';
import { openSubjectDesk } from './subject-desk.ts';
import { createTestDesk } from './test-desk.ts';
import { openTrustDesk } from './trust-desk.ts';
import { openUploadDesk } from './upload-desk.ts';
import { verifyLog } from './verify-log.ts';
import { openWatchDesk } from './watch-desk.ts';

const DAY_MS = 86_400_000;
const RULES_GENERATION = '1';

/** Everything that goes on while a gate is open; `mark` is what was last seen of its log. */
export function runGate(
  options: GateOptions & { readonly machine: readonly string[] },
  vault: Vault,
  authority: VenueAuthority,
  store: Store,
  mark: LogMark | null,
): OpenedGate {
  const { dataDir, isAttended, log } = options;
  const listeners = new Set<(event: GateEvent) => void>();
  const settings = openSettingsDesk({
    dataDir,
    apply: (next) => {
      scans.apply(next.lanes, rulesOf(next, vault));
      applyDevices();
    },
    tell: (next) => {
      publish({ type: 'settings', settings: next });
      publish({ type: 'lanes', lanes: next.lanes });
    },
  });

  const clock = createClock();
  const nowUtcMs = (): number => clock.now().wallUtcMs;
  const audit = openAuditDesk({ store, nowUtcMs, otherwise: isAttended ? 'gate' : 'command-line', log });
  const access = openAccessDesk({
    file: openAccessFile(dataDir),
    nowMs: monotonicNowMs,
    audit,
    idleMs: options.accessIdleMs,
  });
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
    venueName: () => settings.current().venue.name,
    hasLane: (laneId) => scans.hasLane(laneId),
    nowUtcMs,
  });
  const tracer: VenueTracer = createVenueTracer(join(dataDir, TRACING_FILE), vault.sealer, nowUtcMs);
  const desks = openDesks({
    store,
    settings: settings.current,
    hasLane: (laneId) => scans.hasLane(laneId),
    nowUtcMs,
    publish: (event) => publish(event),
    log,
  });
  const ports: ScanPorts = {
    clock,
    tagger: vault.tagger,
    tracer,
    history: store,
    watchList: store,
    credentials: createCredentials(() => passes.trusting(lists.trust()), lists.rules),
    passBook: store,
    roster: { find: store.findExpected },
    log: { commit: (draft, notes = []) => roster.commit(draft, notes) },
  };

  const ticker = startStatusTicker({
    readFreeBytes: () => readFreeBytes(dataDir),
    isRepeating: isAttended,
    tell: () => publish({ type: 'status', status: status() }),
  });
  const ear = createSetupEar(() => clock.now().monotonicMs);
  const tests = createTestDesk(() => clock.now().monotonicMs);
  const finder = createPortFinder({ memory: openScannerMemory(dataDir) });
  const readers = createReaderBoard(
    openReader((...frame) => {
      if (!ear.takes(frame[1].text)) scans.takeFrame(...frame);
    }, finder),
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

  const roster = openRoster({
    store,
    entryLog: desks.log,
    tagger: vault.tagger,
    settings: settings.current,
    nowUtcMs,
    tests,
    scans: () => scans,
    isAttended,
    onChange: ticker.noteChange,
    note: audit.note,
    noteFirst: audit.noteFirst,
    log,
  });
  const scans = openScanDesk({
    lanes: settings.current().lanes,
    rules: rulesOf(settings.current(), vault),
    ports,
    store,
    tests,
    noteTried: roster.noteTried,
    barriers,
    noteReading: readers.noteReading,
    publish,
    settle: desks.settle,
    onEntry: uploads.wake,
    onChange: ticker.noteChange,
    log,
  });
  const guards = openGuardDesk({
    store,
    scans,
    nowUtcMs,
    closeAfterHours: () => settings.current().visits.closeAfterHours,
    note: audit.note,
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
    forgetMore: roster.forget,
    renewBackup: backup.renew,
    onLetGo: () => logWatch?.checkSoon(),
    onChange: ticker.noteChange,
    log,
  });

  const setup = openSetupDesk({ dataDir, settings, enrol, nowUtcMs, note: audit.note, log });
  const subjects = openSubjectDesk({
    store,
    tagger: vault.tagger,
    nowUtcMs,
    renewBackup: backup.renew,
    damagedLogs: () => damagedLogs(dataDir).length,
    dropRescuedLogs: () => dropRescuedLogs(dataDir),
    onLetGo: () => {
      desks.forget();
      logWatch?.checkSoon();
    },
    noteFirst: audit.noteFirst,
    onChange: ticker.noteChange,
    log,
  });
  const reports = openReportDesk({
    dataDir,
    logPath: join(dataDir, LOG_FILE),
    dataKeys: vault.dataKeys,
    tagger: vault.tagger,
    nowUtcMs,
    isClockDoubted: clock.isDoubted,
    settings: settings.current,
    readSubject: subjects.readSubject,
    note: audit.note,
    noteFirst: audit.noteFirst,
    onChange: ticker.noteChange,
    log,
  });

  function publish(event: GateEvent): void {
    guards.hear(event);
    if (event.type === 'taken-back') roster.noteTakenBack();
    reports.hear(event);
    for (const listener of listeners) listener(event);
    desks.noteEvent(event);
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
      exports: reports.exportStatus(),
      silentLanes: reports.silentLanes(),
      settings: settings.state(),
      trust: lists.status(),
      authority: authority.state(),
      tracing: tracer.state(),
      keys: { state: hasLostKeys(dataDir) ? 'lost' : 'ok', kept: vault.kept },
    };
  }

  function enrol({ setupCode }: { readonly setupCode: string }): Promise<EnrolAnswer> {
    return uploads.enrol(
      setupCode,
      (collector, network) => {
        const isSaved = settings.save({ ...settings.current(), collector, network }).type === 'saved';
        // Its new name is known where it matters: what waits goes out under it.
        if (isSaved) forgetLostKeys(dataDir);
        return isSaved;
      },
      settings.current().network,
    );
  }

  function noteReader(changed?: ReaderStatus): void {
    if (changed !== undefined) {
      log('reader-changed', { reader: changed.id, state: changed.state, trouble: changed.trouble ?? 'none' });
    }
    ticker.noteChange();
  }

  function applyDevices(): void {
    const now = settings.current();
    authority.apply(now.authority.keys);
    lists.apply(now.trust);
    if (!isAttended) return;
    readers.apply([...now.readers, ...options.extraReaders(now)]);
    barriers.apply(now.barriers);
    uploads.apply(now.collector, now.network);
    logWatch?.apply(now.collector, now.network);
    backup.apply(now.backup);
    retention.apply(now.retention, now.collector !== null);
    reports.apply(now);
  }

  applyDevices();
  if (isAttended) setup.takeFound();
  if (settings.state() === 'unreadable') log('settings-unreadable');

  return {
    snapshot: () => ({
      version: options.version,
      settings: settings.current(),
      lanes: settings.current().lanes,
      status: status(),
      tally: scans.tally(),
      desk: desks.view(),
    }),
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
    confirmClock: () => {
      const atUtcMs = nowUtcMs();
      store.markRetention(atUtcMs, atUtcMs - settings.current().retention.days * DAY_MS);
      log('clock-confirmed', { atUtcMs });
      return { type: 'confirmed', atUtcMs };
    },
    ...access,
    listAudit: audit.listAudit,
    noteFirst: audit.noteFirst,
    ...lists.calls,
    ...passes.calls,
    ...roster.calls,
    passListForOthers: passes.listForOthers,
    scan: (reading) => scans.scan({ ...reading, laneId: reading.laneId ?? settings.current().lanes[0]?.id ?? '' }),
    verifyLog: () => verifyLog(store),
    close: async () => {
      ticker.close();
      lists.close();
      roster.close();
      setup.close();
      listeners.clear();
      await Promise.all([
        readers.close(),
        barriers.close(),
        uploads.close(),
        logWatch?.close(),
        backup.close(),
        retention.close(),
        reports.close(),
      ]);
      store.close();
    },
  };
}

function rulesOf({ rules, roster }: Settings, vault: Vault): RuleSettings {
  const all = { ...rules, rosterMode: roster.mode };
  return { ...all, version: `${RULES_GENERATION}-${vault.digest(JSON.stringify(all)).slice(0, 8)}` };
}
