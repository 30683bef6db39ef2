/** How is a backup written without a scan ever waiting for it? In a thread of its own, with a connection of its own. */

import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { BackupOptions, LogBackup } from './write-backup.ts';
import { dropAll, openLogBackup, prepareFolder } from './write-backup.ts';

/** What the thread is asked. */
export type BackupRequest =
  /**
   * `mayMakeFolder`: false where it was there before, so that a pulled disk is noticed and not replaced by a folder. `startsOver`: what
   * was written so far goes first, because the log has let go of some of it.
   */
  | { readonly type: 'round'; readonly mayMakeFolder: boolean; readonly startsOver: boolean }
  | { readonly type: 'close' };

/** What comes back for each `round`. */
export type BackupRound =
  | { readonly type: 'written' | 'nothing-new'; readonly ms: number }
  | { readonly type: 'failed'; readonly code: string };

const options = workerData as BackupOptions;
let backup: LogBackup | null = null;

parentPort?.on('message', (request: BackupRequest) => {
  if (request.type === 'round') parentPort?.postMessage(round(request.mayMakeFolder, request.startsOver));
  else {
    backup?.close();
    parentPort?.close();
  }
});

function round(mayMakeFolder: boolean, startsOver: boolean): BackupRound {
  const startedAtMs = performance.now();
  try {
    if (!existsSync(options.folder)) {
      if (!mayMakeFolder) return { type: 'failed', code: 'ENOENT' };
      prepareFolder(options.folder);
    }
    if (startsOver) {
      backup?.close();
      backup = null;
      dropAll(options.folder, options.key);
    }
    backup ??= openLogBackup(options);
    const type = backup.round(Date.now()) ? 'written' : 'nothing-new';
    return { type, ms: performance.now() - startedAtMs };
  } catch (error) {
    // The next round starts from what is on the disk then.
    backup?.close();
    backup = null;
    return { type: 'failed', code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
  }
}
