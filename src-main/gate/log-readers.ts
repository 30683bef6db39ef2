/** Who is told what the log holds: the guard, a person who asks for their own, a supervisor? */

import { join } from 'node:path';
import type { GateRooms } from './gate-rooms.ts';
import { openGuardDesk } from './guard-desk.ts';
import { damagedLogs, dropRescuedLogs, LOG_FILE } from './open-log.ts';
import type { Log } from './opened-gate.ts';
import { openReportDesk } from './report-desk.ts';
import { openSubjectDesk } from './subject-desk.ts';

type Rooms = Pick<
  GateRooms,
  'store' | 'vault' | 'clock' | 'settings' | 'ticker' | 'audit' | 'desks' | 'scans' | 'logWatch' | 'backup'
>;

export function openLogReaders(
  rooms: Rooms,
  dataDir: string,
  log: Log,
): Pick<GateRooms, 'guards' | 'subjects' | 'reports'> {
  const { store, vault, clock, settings, ticker, audit, desks, scans, logWatch, backup } = rooms;
  const { note, noteFirst } = audit;
  const nowUtcMs = (): number => clock.now().wallUtcMs;
  const guards = openGuardDesk({
    store,
    scans,
    nowUtcMs,
    closeAfterHours: () => settings.current().visits.closeAfterHours,
    note,
    log,
  });
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
    noteFirst,
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
    note,
    noteFirst,
    onChange: ticker.noteChange,
    log,
  });
  return { guards, subjects, reports };
}
