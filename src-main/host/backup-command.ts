/** How does an administrator bring a log back: from a backup onto a spare machine, or out of a damaged file? */

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { BACKED_UP_FILES } from '../gate/backed-up-files.ts';
import { damagedLogs, LOG_FILE, noteRescued } from '../gate/open-log.ts';
import { backupCodeOf, keyOfCode, knownBackupKey } from '../store/backup/backup-key.ts';
import { restoreBackup } from '../store/backup/restore-backup.ts';
import { lookAtDatabase, openDatabase } from '../store/open-database.ts';
import { hasEntries } from '../store/open-store.ts';
import { rescueLog } from '../store/rescue-log.ts';
import { forgetLostKeys, openVault } from '../vault/open-vault.ts';
import { lockDataDir } from './data-lock.ts';

/** What is printed, and the exit status. */
export type BackupAnswer = { readonly json: unknown; readonly status: 0 | 1 };

/** The code on the sheet in the safe: whoever has it and a backup can read the backup. */
export function showBackupCode(dataDir: string): BackupAnswer {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return { json: { backupCode: backupCodeOf(dataDir) }, status: 0 };
}

/**
 * `restore-backup DIR [CODE]` into a data folder whose log is empty or not there yet; keys and settings come with it. What was in
 * the folder is moved aside. The gate must not be running.
 */
export function restoreBackupCommand(dataDir: string, words: readonly string[]): BackupAnswer {
  const [from, ...codeWords] = words;
  if (from === undefined) return refused('no-folder');
  const release = lockDataDir(dataDir);
  if (release === null) return refused('gate-running');
  try {
    const code = codeWords.join('');
    const key = code === '' ? knownBackupKey(dataDir) : keyOfCode(code);
    if (key === null) return refused(code === '' ? 'code-needed' : 'not-a-code');
    return bringBack(dataDir, resolve(from), key, code);
  } finally {
    release();
  }
}

function bringBack(dataDir: string, from: string, key: Uint8Array, code: string): BackupAnswer {
  const path = join(dataDir, LOG_FILE);
  if (existsSync(path) && hasEntries(path)) return refused('log-there');
  // Beside the log that is there, until it is known that there is something to put in its place.
  const made = join(dataDir, 'restored.sqlite');
  rmSync(made, { force: true });
  const answer = restoreBackup(from, made, key);
  if (answer.type === 'refused') return refused(answer.reason);
  setAside(dataDir);
  for (const [name, content] of Object.entries(answer.files)) {
    if (BACKED_UP_FILES.includes(name)) writeFileSync(join(dataDir, name), content, { mode: 0o600 });
  }
  if (code !== '' && knownBackupKey(dataDir) === null) {
    writeFileSync(join(dataDir, 'backup.key'), `${code}\n`, { mode: 0o600 });
  }
  renameSync(made, path);
  forgetLostKeys(dataDir);
  const { entries, pending, lostPieces, writtenAtUtcMs } = answer;
  return { json: { type: 'restored', entries, pending, lostPieces, writtenAtUtcMs }, status: lostPieces === 0 ? 0 : 1 };
}

function setAside(dataDir: string): void {
  const folder = join(dataDir, `before-restore-${Date.now()}`);
  mkdirSync(folder, { mode: 0o700 });
  for (const name of [LOG_FILE, `${LOG_FILE}-wal`, `${LOG_FILE}-shm`, ...BACKED_UP_FILES]) {
    if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(folder, name));
  }
}

/** `rescue-log [FILE]`, by default the log that this gate set aside. The gate may be running; the file stays as it is. */
export function rescueLogCommand(dataDir: string, words: readonly string[]): BackupAnswer {
  const damaged = words[0] ?? damagedLogs(dataDir)[0];
  if (damaged === undefined || !existsSync(damaged)) return refused('no-file');
  if (lookAtDatabase(join(dataDir, LOG_FILE)).type === 'refused') return refused('log-damaged');
  const vault = openVault(dataDir, { mayBeLocked: true, hasLog: existsSync(join(dataDir, LOG_FILE)) });
  if (vault.type === 'refused') return refused(vault.reason);
  const folder = mkdtempSync(join(tmpdir(), 'gac-cong-rescue-'));
  const opened = openDatabase(join(dataDir, LOG_FILE));
  if (opened.type === 'refused') return refused(opened.reason);
  try {
    // SQLite writes into what it opens, and the original is evidence.
    for (const end of ['', '-wal']) {
      if (existsSync(`${damaged}${end}`)) copyFileSync(`${damaged}${end}`, join(folder, `${LOG_FILE}${end}`));
    }
    const report = rescueLog(join(folder, LOG_FILE), opened.database, vault.vault.digest);
    if (report === null) return refused('unreadable');
    noteRescued(dataDir, join(dirname(resolve(damaged)), LOG_FILE));
    return { json: { type: 'rescued', ...report }, status: 0 };
  } finally {
    opened.database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function refused(reason: string): BackupAnswer {
  return { json: { refused: 'backup', reason }, status: 1 };
}
