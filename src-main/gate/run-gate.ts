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
import { createPortFinder } from '../devices/port-finder.ts';
import type { Store } from '../store/open-store.ts';
import type { VenueAuthority } from '../vault/authority-sealer.ts';
import type { Vault } from '../vault/open-vault.ts';
import { forgetLostKeys } from '../vault/open-vault.ts';
import type { VenueTracer } from '../vault/tracer.ts';
import { createVenueTracer } from '../vault/tracer.ts';
import { TRACING_FILE } from '../vault/tracing-keys.ts';
import { openAccessDesk } from './access-desk.ts';
import { openAccessFile } from './access-file.ts';
import { openAuditDesk } from './audit-desk.ts';
import { openBarrierDesk } from './barrier-desk.ts';
import { openBatchReader } from './batch-reader.ts';
import { openDesks } from './desks.ts';
import { openFleetDesk } from './fleet-desk.ts';
import { gateCalls } from './gate-calls.ts';
import { gateReportOf } from './gate-report.ts';
import type { GateRooms } from './gate-rooms.ts';
import { gateStatus } from './gate-status.ts';
import { openLeaveDesk } from './leave-desk.ts';
import { healthOf } from './live-status.ts';
import { openLogKeeping } from './log-keeping.ts';
import type { LogMark } from './log-mark.ts';
import { openLogReaders } from './log-readers.ts';
import { openNotPassedFile } from './not-passed-file.ts';
import { damagedLogOf, LOG_FILE } from './open-log.ts';
import { openReader } from './open-reader.ts';
import { openUpdates } from './open-updates.ts';
import type { GateOptions, OpenedGate } from './opened-gate.ts';
import { openPassDesk } from './pass-desk.ts';
import { createReaderBoard } from './reader-board.ts';
import { openReadinessDesk } from './readiness/readiness-desk.ts';
import { openReportSender } from './report-sender.ts';
import { openRoster } from './roster/open-roster.ts';
import { openScanDesk } from './scan-desk.ts';
import { openScannerMemory } from './scanner-memory.ts';
import { watchScreens } from './screen-watch.ts';
import { openSettingsDesk } from './settings-desk.ts';
import { openSetupDesk } from './setup-desk.ts';
import { createSetupEar } from './setup-ear.ts';
import { keepShownBefore } from './shown-before.ts';
import { startStatusTicker } from './status-ticker.ts';
import { createTestDesk } from './test-desk.ts';
import { openTracedFile } from './traced-file.ts';
import { openTrustDesk } from './trust-desk.ts';
import { openUploadDesk } from './upload-desk.ts';

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
  const clock = createClock();
  const nowUtcMs = (): number => clock.now().wallUtcMs;
  const fleet = openFleetDesk({
    dataDir,
    device: vault.deviceId,
    digest: vault.digest,
    isAttended,
    settings: () => settings,
    health: () => healthOf(readers.statuses(), barriers.statuses(), !scans.isLogFailing()),
    nowUtcMs,
    monotonicMs: monotonicNowMs,
    reportSoon: () => reporter?.soon(),
    onChange: () => ticker.noteChange(),
    note: (...noted) => audit.note(...noted),
    log,
    times: options.fleetTimes,
  });
  const settings = openSettingsDesk({
    dataDir,
    layers: fleet.layers,
    apply: (next) => {
      scans.apply(next.lanes, rulesOf(next, vault));
      applyDevices();
    },
    tell: (next) => {
      publish({ type: 'settings', settings: next });
      publish({ type: 'lanes', lanes: next.lanes });
    },
  });
  const audit = openAuditDesk({ store, nowUtcMs, otherwise: isAttended ? 'gate' : 'command-line', log });
  const access = openAccessDesk({
    file: openAccessFile(dataDir),
    nowMs: monotonicNowMs,
    audit,
    idleMs: options.accessIdleMs,
  });
  const leave = openLeaveDesk({
    dataDir,
    access,
    audit,
    nowMs: monotonicNowMs,
    onLeave: options.onLeave,
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
      if (!ear.takes(frame[1].text) && !leave.takes(frame[1].text)) scans.takeFrame(...frame);
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
    batches: openBatchReader(
      { logPath: join(dataDir, LOG_FILE), dataKeys: vault.dataKeys },
      () => settings.current().authority.masksBesideTag,
    ),
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
  const shownBefore = keepShownBefore(monotonicNowMs);
  const damagedLog = damagedLogOf(dataDir);
  const { logWatch, backup, retention } = openLogKeeping({
    ...options,
    store,
    vault,
    clock,
    mark,
    forgetMore: roster.forget,
    onChange: ticker.noteChange,
  });
  const traced = openTracedFile(dataDir, log);
  const reporter = isAttended
    ? openReportSender({
        report: () =>
          gateReportOf(
            { device: vault.deviceId, version: options.version, atUtcMs: nowUtcMs() },
            settings.current(),
            status(),
            { fromAfar: fleet.standing(), lastTest: readiness.lastTest() },
          ),
        privateKey: () => vault.signer.privateKey,
        clock,
        env: options.environment ?? {},
        random: options.random,
        onAccesses: (accesses) => traced.hear(accesses, nowUtcMs()),
        fleet: fleet.fromCollector,
      })
    : null;
  const setup = openSetupDesk({ dataDir, settings, fleet, enrol, nowUtcMs, note: audit.note, log });
  const { guards, subjects, reports } = openLogReaders(
    { store, vault, clock, settings, ticker, audit, desks, scans, logWatch, backup },
    dataDir,
    log,
  );
  const readiness = openReadinessDesk({
    dataDir,
    version: options.version,
    env: options.environment ?? {},
    clock,
    settings: settings.current,
    status: () => status(),
    onTested: () => reporter?.soon(),
    log,
  });
  let lastPassedAtUtcMs: number | null = null;
  const screens = watchScreens(access.openCaller, nowUtcMs);
  const updates = openUpdates(isAttended ? options.updates : undefined, {
    dataDir,
    version: options.version,
    device: vault.deviceId,
    digest: vault.digest,
    settings: () => {
      const { updates, network, venue } = settings.current();
      return { updates, network, hours: venue.hours };
    },
    nowUtcMs,
    isClockSure: () => status().clock.state === 'ok',
    lastPassedAtUtcMs: () => lastPassedAtUtcMs,
    lastUsedAtUtcMs: screens.lastUsedAtUtcMs,
    readers: readers.statuses,
    screens: screens.screens,
    isLogFailing: scans.isLogFailing,
    onChange: ticker.noteChange,
    env: options.environment ?? {},
    log,
  });
  const rooms: GateRooms = {
    store,
    vault,
    authority,
    tracer,
    clock,
    settings,
    fleet,
    ticker,
    access,
    audit,
    lists,
    passes,
    desks,
    ear,
    leave,
    tests,
    readers,
    barriers,
    uploads,
    roster,
    scans,
    shownBefore,
    guards,
    logWatch,
    reporter,
    traced,
    backup,
    retention,
    setup,
    subjects,
    reports,
    readiness,
    screens,
    updates,
  };

  function publish(event: GateEvent): void {
    guards.hear(event);
    if (event.type === 'shown') lastPassedAtUtcMs = nowUtcMs();
    if (event.type === 'taken-back') roster.noteTakenBack();
    reports.hear(event);
    shownBefore.hear(event);
    for (const listener of listeners) listener(event);
    desks.noteEvent(event);
  }

  function status(): GateStatus {
    return gateStatus(rooms, dataDir, damagedLog);
  }

  /** `namedKey`: whose settings a setup file says are to be believed. A code and an answer are the collector's own words. */
  function enrol({ setupCode }: { readonly setupCode: string }, namedKey?: string): Promise<EnrolAnswer> {
    return uploads.enrol(
      setupCode,
      (collector, network, saidKey) => {
        const isSaved = settings.save({ ...settings.current(), collector, network }).type === 'saved';
        // Its new name is known where it matters: what waits goes out under it.
        if (isSaved) forgetLostKeys(dataDir);
        const settingsKey = namedKey ?? saidKey;
        if (isSaved && settingsKey !== null) fleet.pin(settingsKey);
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
    reporter?.apply(now);
    backup.apply(now.backup);
    retention.apply(now.retention, now.collector !== null);
    reports.apply(now);
  }

  applyDevices();
  if (isAttended) setup.takeFound();
  fleet.start();
  if (settings.state() === 'unreadable') log('settings-unreadable');

  return gateCalls(rooms, { version: options.version, listeners, status, enrol: (input) => enrol(input), log });
}

function rulesOf({ rules, roster }: Settings, vault: Vault): RuleSettings {
  const all = { ...rules, rosterMode: roster.mode };
  return { ...all, version: `${RULES_GENERATION}-${vault.digest(JSON.stringify(all)).slice(0, 8)}` };
}
