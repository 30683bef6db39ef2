/** Does this gate's log lie on a second disk too, and since when? */

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Settings } from '../contract/settings.ts';
import type { BackupStatus } from '../contract/status-api.ts';
import { backupCodeOf, keyOfCode } from '../store/backup/backup-key.ts';
import type { BackupRequest, BackupRound } from '../store/backup/backup-thread.ts';
import type { BackupOptions } from '../store/backup/write-backup.ts';
import { backupFolder } from '../store/backup/write-backup.ts';
import { KEY_FILE } from '../vault/open-vault.ts';
import { BACKED_UP_FILES } from './backed-up-files.ts';
import { folderTrouble } from './folder-trouble.ts';

/** Between two rounds, where nothing else is said. */
export const BACKUP_EVERY_MS = 60_000;
/** A first copy of a long log on a slow stick takes minutes. A thread that hangs on a dead disk is given up after this. */
const HANGS_AFTER_MS = 30 * 60_000;
/** Where the folder of the settings was seen the last time; a folder that was there and is gone is not made again. */
const PLACE_FILE = 'backup-place.txt';
/** Is there while the backup has to be written anew. */
const RENEW_FILE = 'backup-renew.txt';

type Trouble = NonNullable<BackupStatus['trouble']>;

export type BackupDesk = {
  readonly status: () => BackupStatus;
  /** Backs up into this folder from now on; empty = not at all. */
  readonly apply: (backup: Settings['backup']) => void;
  /**
   * The log let go of something that it must not have any more: what was written so far is taken away and written anew at the next
   * round, and where the disk is not at hand, as soon as it is. Throws the system's error where that cannot even be noted.
   */
  readonly renew: () => void;
  readonly close: () => Promise<void>;
};

export type BackupDeskOptions = {
  readonly dataDir: string;
  /** Names the log: see `backupFolder`. */
  readonly epoch: string;
  readonly nowUtcMs: () => number;
  readonly onChange: () => void;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
  /** The key file's text where the one on this disk opens on this machine alone; `null` = as it is on the disk. */
  readonly keyFileText: string | null;
  /** Between two rounds. */
  readonly everyMs: number;
};

/** One thread while a folder is set. A failed round is told and tried again; nothing of it reaches the scanning thread. */
export function openBackupDesk(options: BackupDeskOptions): BackupDesk {
  const { dataDir, nowUtcMs, onChange, log } = options;
  let status: BackupStatus = { state: 'none', trouble: null, lastAtUtcMs: null };
  let root: string | null = null;
  let isApplied = false;
  let running: Running | null = null;

  function note(next: BackupStatus): void {
    if (next.state !== status.state || next.trouble !== status.trouble) {
      log('backup-changed', { state: next.state, trouble: next.trouble ?? 'none' });
    }
    status = next;
    onChange();
  }

  function start(root: string): void {
    const place = placeFor(dataDir, root, options.epoch, options.keyFileText);
    if ('trouble' in place) {
      note({ ...status, state: 'failing', trouble: place.trouble });
      return;
    }
    const mine = startThread(place, options.everyMs, join(dataDir, RENEW_FILE), (round) => {
      if (running !== mine) return;
      if (round.type === 'failed') {
        note({ ...status, state: 'failing', trouble: folderTrouble(round.code) });
        return;
      }
      // Also where nothing was new: all that there is, is there.
      rememberPlace(dataDir, place.options.folder);
      if (round.type === 'written') log('backup-written', { ms: Math.round(round.ms) });
      note({ state: 'ok', trouble: null, lastAtUtcMs: nowUtcMs() });
    });
    running = mine;
  }

  function stop(): Promise<void> {
    const stopping = running?.close() ?? Promise.resolve();
    running = null;
    return stopping;
  }

  return {
    status: () => status,
    apply: ({ folder }) => {
      if (folder === root) return;
      // Set anew, not found in the settings at the start: it may be a new disk, whose folder is made.
      if (isApplied) forgetPlace(dataDir);
      isApplied = true;
      root = folder;
      void stop();
      if (folder === '') {
        note({ state: 'none', trouble: null, lastAtUtcMs: null });
      } else {
        note({ state: 'waiting', trouble: null, lastAtUtcMs: null });
        start(folder);
      }
    },
    renew: () => writeFileSync(join(dataDir, RENEW_FILE), `${randomUUID()}\n`, { mode: 0o600 }),
    close: stop,
  };
}

type Running = { readonly close: () => Promise<void> };

function startThread(place: Place, everyMs: number, renewPath: string, onRound: (round: BackupRound) => void): Running {
  let { mayMakeFolder } = place;
  let worker: Worker | null = null;
  let askedAtMs: number | null = null;
  let renewing: string | null = null;

  function ask(): void {
    if (askedAtMs !== null) {
      if (performance.now() - askedAtMs > HANGS_AFTER_MS) onRound({ type: 'failed', code: 'EIO' });
      return;
    }
    worker ??= begin();
    askedAtMs = performance.now();
    renewing = noteOf(renewPath);
    const request: BackupRequest = { type: 'round', mayMakeFolder, startsOver: renewing !== null };
    worker.postMessage(request);
  }

  function begin(): Worker {
    const made = new Worker(threadFile(), { workerData: place.options });
    made.on('message', (round: BackupRound) => {
      askedAtMs = null;
      // Once it was there, a folder that is not is a disk that was pulled.
      if (round.type !== 'failed') {
        mayMakeFolder = false;
        // Asked for again meanwhile: done again.
        if (renewing !== null && noteOf(renewPath) === renewing) rmSync(renewPath, { force: true });
      }
      onRound(round);
    });
    made.on('error', () => {
      askedAtMs = null;
      if (worker === made) worker = null;
      onRound({ type: 'failed', code: 'unknown' });
    });
    made.unref();
    return made;
  }

  ask();
  const timer = setInterval(ask, everyMs);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await worker?.terminate();
    },
  };
}

function threadFile(): URL {
  const { url } = import.meta;
  return url.endsWith('.ts') ? new URL('../store/backup/backup-thread.ts', url) : new URL('backup-thread.js', url);
}

type Place = { readonly options: BackupOptions; readonly mayMakeFolder: boolean };

function placeFor(
  dataDir: string,
  root: string,
  epoch: string,
  keyFileText: string | null,
): Place | { readonly trouble: Trouble } {
  if (!isAbsolute(root)) return { trouble: 'not-a-folder' };
  if (isWithin(root, dataDir) || isWithin(dataDir, root)) return { trouble: 'inside-data' };
  try {
    const key = keyOfCode(backupCodeOf(dataDir));
    if (key === null) return { trouble: 'other' };
    const folder = backupFolder(root, epoch);
    const files = BACKED_UP_FILES.map((name) => join(dataDir, name));
    const contents: Record<string, Uint8Array> = keyFileText === null ? {} : { [KEY_FILE]: Buffer.from(keyFileText) };
    return {
      options: { logPath: join(dataDir, 'gate.sqlite'), folder, key, files, contents },
      mayMakeFolder: placeOf(dataDir) !== folder,
    };
  } catch {
    return { trouble: 'other' }; // No key can be made or read: the data folder itself is in trouble, and says so elsewhere.
  }
}

function isWithin(inner: string, outer: string): boolean {
  const path = relative(resolve(outer), resolve(inner));
  return path === '' || (!path.startsWith('..') && !isAbsolute(path));
}

function placeOf(dataDir: string): string | null {
  const path = join(dataDir, PLACE_FILE);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}

function noteOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function rememberPlace(dataDir: string, folder: string): void {
  if (placeOf(dataDir) === folder) return;
  try {
    writeFileSync(join(dataDir, PLACE_FILE), `${folder}\n`, { mode: 0o600 });
  } catch {
    // A full disk: then a disk that is pulled is noticed only by this process.
  }
}

function forgetPlace(dataDir: string): void {
  rmSync(join(dataDir, PLACE_FILE), { force: true });
}
