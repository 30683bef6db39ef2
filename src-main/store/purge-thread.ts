/** How does a long purge go on beside the scans? In a thread of its own, in slices of a few milliseconds, with pauses. */

import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { SeqRange } from '../core/ports.ts';
import type { PurgeRule } from './purge.ts';
import { preparePurge } from './purge.ts';
import type { ReceiptKey } from './receipts.ts';

export type PurgeRequest = {
  readonly path: string;
  readonly rule: PurgeRule;
  readonly device: string;
  readonly key: ReceiptKey;
  /** Not 0 = stop after this slice. */
  readonly stop: Int32Array;
};

/** What the thread says when it is done. */
export type PurgeAnswer =
  | {
      readonly type: 'purged';
      readonly entries: number;
      readonly ms: number;
      readonly longestSliceMs: number;
      readonly mustRenewBackup: boolean;
      /** Those that no collector had taken, the first `MOST_RANGES` ranges. */
      readonly unsent: readonly (SeqRange & { readonly epoch: string })[];
      /** False where a reader stood in the way: then the journal still holds pages of what is gone, until the next run. */
      readonly isJournalEmpty: boolean;
    }
  | { readonly type: 'failed'; readonly code: string };

/** What a scan may find in its way. */
const SLICE_MS = 4;
const FEWEST = 5;
const MOST = 250;
/** Of the time, so much is left to the scans. */
const PAUSES = 3;
const SHORTEST_PAUSE_MS = 5;
const MOST_RANGES = 200;
const BUSY_TIMEOUT_MS = 10_000;
/** Folded in by this thread, so that no scan has to. */
const CHECKPOINT_PAGES = 500;
const CACHE_KIB = 32 * 1024;

async function run({ path, rule, device, key, stop }: PurgeRequest): Promise<PurgeAnswer> {
  const startedAtMs = performance.now();
  const log = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    // A slice that a power cut takes back is deleted again: it waits for no disk, so that no scan waits behind it.
    log.pragma('synchronous = normal');
    log.pragma('foreign_keys = on');
    log.pragma('recursive_triggers = on');
    log.pragma('secure_delete = on');
    log.pragma('trusted_schema = off');
    log.pragma(`cache_size = -${CACHE_KIB}`);
    log.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    const purge = preparePurge(log, rule, device, key);
    const unsent: (SeqRange & { readonly epoch: string })[] = [];
    let entries = 0;
    let longestSliceMs = 0;
    for (let limit = FEWEST; Atomics.load(stop, 0) === 0; ) {
      const beganAtMs = performance.now();
      const purged = purge.slice(limit);
      if (purged.entries === 0) break;
      const tookMs = performance.now() - beganAtMs;
      longestSliceMs = Math.max(longestSliceMs, tookMs);
      entries += purged.entries;
      noteRanges(unsent, purged.epoch, purged.unsentSeqs);
      limit = Math.max(FEWEST, Math.min(MOST, tookMs > SLICE_MS ? Math.floor(limit / 2) : limit + 5));
      await sleep(Math.max(SHORTEST_PAUSE_MS, tookMs * PAUSES));
    }
    const { mustRenewBackup } = purge.finish();
    // Also where nothing was due: an earlier run may not have come so far.
    const isJournalEmpty = emptyJournal(log);
    return {
      type: 'purged',
      entries,
      ms: performance.now() - startedAtMs,
      longestSliceMs,
      mustRenewBackup,
      unsent,
      isJournalEmpty,
    };
  } finally {
    log.close();
  }
}

/** First without anybody waiting, so that the second has little left to do. */
function emptyJournal(log: Database.Database): boolean {
  log.pragma('wal_checkpoint(passive)');
  const [row] = log.pragma('wal_checkpoint(truncate)') as { busy: number }[];
  return row?.busy === 0;
}

function noteRanges(
  ranges: (SeqRange & { readonly epoch: string })[],
  epoch: string,
  unsentSeqs: readonly number[],
): void {
  for (const seq of unsentSeqs) {
    const last = ranges.at(-1);
    if (last?.epoch === epoch && last.to === seq - 1) ranges[ranges.length - 1] = { ...last, to: seq };
    else if (ranges.length < MOST_RANGES) ranges.push({ epoch, from: seq, to: seq });
  }
}

run(workerData as PurgeRequest)
  .catch((error: unknown): PurgeAnswer => {
    return { type: 'failed', code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
  })
  .then((answer) => parentPort?.postMessage(answer));
