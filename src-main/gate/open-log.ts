/** With which log does this gate start, where the one it had is damaged? */

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateStatus } from '../contract/status-api.ts';
import { knownBackupKey } from '../store/backup/backup-key.ts';
import { restoreBackup } from '../store/backup/restore-backup.ts';
import type { OpenStoreAnswer, StoreOptions } from '../store/open-store.ts';
import { openStore } from '../store/open-store.ts';

export const LOG_FILE = 'gate.sqlite';
const FOLDER_PREFIX = 'damaged-';
const OUTCOME_FILE = 'outcome.txt';
/** In the folder of a damaged log once somebody has had it rescued. */
const RESCUED_FILE = 'rescued.txt';

type DamagedLog = GateStatus['damagedLog'];
type Log = (event: string, fields?: Record<string, number | string>) => void;

/**
 * Opens the log. A damaged one is moved aside, whole and unchanged, and never deleted; in its place the last backup is
 * opened, and a new log where there is none. Either way a new epoch begins. Any other refusal is handed on.
 */
export function openLog(dataDir: string, options: StoreOptions, backupRoot: string, log: Log): OpenStoreAnswer {
  const answer = openStore(options);
  if (answer.type === 'opened' || (answer.reason !== 'corrupt' && answer.reason !== 'not-a-database')) return answer;
  let folder: string;
  try {
    folder = setAside(dataDir);
  } catch {
    return answer; // A disk that cannot even rename: the refusal is all there is to say.
  }
  const outcome: DamagedLog = bringBack(dataDir, backupRoot, log) ? 'restored' : 'begun-anew';
  writeFileSync(join(folder, OUTCOME_FILE), `${outcome}\n`);
  log('log-damaged', { reason: answer.reason, kept: folder, outcome });
  return openStore(options);
}

/** What became of a log that was damaged, until it was rescued. */
export function damagedLogOf(dataDir: string): DamagedLog {
  const outcomes = foldersIn(dataDir)
    .filter((folder) => !existsSync(join(folder, RESCUED_FILE)))
    .map(outcomeOf);
  if (outcomes.includes('begun-anew')) return 'begun-anew';
  return outcomes.length > 0 ? 'restored' : 'none';
}

/** The damaged logs that nobody has had rescued, oldest first. */
export function damagedLogs(dataDir: string): string[] {
  return foldersIn(dataDir)
    .filter((folder) => !existsSync(join(folder, RESCUED_FILE)))
    .map((folder) => join(folder, LOG_FILE));
}

/** What can be had of this damaged log was had: the screen is silent of it from the next start on. The file stays. */
export function noteRescued(dataDir: string, path: string): void {
  const folder = foldersIn(dataDir).find((each) => join(each, LOG_FILE) === path);
  if (folder !== undefined) writeFileSync(join(folder, RESCUED_FILE), '');
}

/** Takes away the originals of which all was had: the log holds what they did. */
export function dropRescuedLogs(dataDir: string): void {
  for (const folder of foldersIn(dataDir)) {
    if (existsSync(join(folder, RESCUED_FILE))) rmSync(folder, { recursive: true, force: true });
  }
}

/** The database last: until it is gone, a start that was cut is begun again, and finds the same folder. */
function setAside(dataDir: string): string {
  const begun = foldersIn(dataDir).find((folder) => !existsSync(join(folder, LOG_FILE)));
  const folder = begun ?? join(dataDir, `${FOLDER_PREFIX}${Date.now()}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of [`${LOG_FILE}-shm`, `${LOG_FILE}-wal`, LOG_FILE]) {
    if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(folder, name));
  }
  return folder;
}

function bringBack(dataDir: string, backupRoot: string, log: Log): boolean {
  if (backupRoot === '') return false;
  try {
    const key = knownBackupKey(dataDir);
    if (key === null) return false;
    const answer = restoreBackup(backupRoot, join(dataDir, LOG_FILE), key);
    if (answer.type === 'refused') log('backup-refused', { reason: answer.reason });
    else log('backup-restored', { entries: answer.entries, pending: answer.pending, lostPieces: answer.lostPieces });
    return answer.type === 'restored';
  } catch (error) {
    // The stick went, or is damaged itself: the gate must work all the same.
    log('backup-refused', { reason: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' });
    return false;
  }
}

function foldersIn(dataDir: string): string[] {
  return readdirSync(dataDir, { withFileTypes: true })
    .filter((each) => each.isDirectory() && each.name.startsWith(FOLDER_PREFIX))
    .map(({ name }) => join(dataDir, name))
    .sort();
}

function outcomeOf(folder: string): DamagedLog {
  const path = join(folder, OUTCOME_FILE);
  return existsSync(path) && readFileSync(path, 'utf8').trim() === 'restored' ? 'restored' : 'begun-anew';
}
