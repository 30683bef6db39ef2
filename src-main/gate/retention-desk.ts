/** When does what must not be kept any longer go, and who is told before? */

import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Settings } from '../contract/settings.ts';
import type { RetentionStatus } from '../contract/status-api.ts';
import type { Clock } from '../core/ports.ts';
import type { Store } from '../store/open-store.ts';
import type { PurgeRule } from '../store/purge.ts';
import { cutoffUtcMs } from '../store/purge.ts';
import type { PurgeAnswer, PurgeRequest } from '../store/purge-thread.ts';
import type { ReceiptKey } from '../store/receipts.ts';
import { judgeClock, watchSteadiness } from './sure-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = MINUTE_MS;
/** No folder of a damaged log is older than the product. */
const BUILT_AFTER_UTC_MS = Date.UTC(2026, 0, 1);
const DAMAGED = /^damaged-(\d+)$/;
/** A thread that does not end by itself is ended. */
const ENDS_WITHIN_MS = 10_000;

export type RetentionDesk = {
  readonly status: () => RetentionStatus;
  readonly apply: (retention: Settings['retention'], hasCollector: boolean) => void;
  /** Something was learned of the clock: no need to wait for the next turn. */
  readonly look: () => void;
  readonly close: () => Promise<void>;
};

export type RetentionDeskOptions = {
  readonly dataDir: string;
  readonly logPath: string;
  readonly store: Pick<
    Store,
    | 'lastMark'
    | 'markRetention'
    | 'newestWallUtcMs'
    | 'unsentBefore'
    | 'identity'
    | 'purgeReceipts'
    | 'forgetPasses'
    | 'purgeAudit'
    | 'forgetHandOvers'
    | 'forgetWatched'
  >;
  readonly key: ReceiptKey;
  readonly clock: Clock;
  /** What else has had its time by then: the list of who is expected. */
  readonly forgetMore?: (nowUtcMs: number) => void;
  /** Of the backup: what was written so far has to be written anew. */
  readonly renewBackup: () => void;
  /** Entries went: there are new receipts. */
  readonly onLetGo: () => void;
  readonly onChange: () => void;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
  /** Between two looks at the clock. */
  readonly lookEveryMs?: number;
};

/**
 * Looks once a minute whether the clock is sure, and once an hour, as soon as it is for the first time, lets go of what is due.
 * In doubt nothing goes, and the status says so.
 */
export function openRetentionDesk(options: RetentionDeskOptions): RetentionDesk {
  const { store, clock, log, onChange } = options;
  const steadiness = watchSteadiness();
  // Before this run adds to it by a clock of which nothing is known.
  const newestAtStartUtcMs = store.newestWallUtcMs();
  let retention: Settings['retention'] | null = null;
  let hasCollector = false;
  let status: RetentionStatus = { state: 'starting', unsent: 0, firstGoesAtUtcMs: null };
  let timer: NodeJS.Timeout | null = null;
  let purgedAtMs: number | null = null;
  /** The rule changed while a purge by the old one was under way. */
  let isOutdated = false;
  let running: { readonly stop: () => void; readonly ended: Promise<void> } | null = null;

  function note(next: RetentionStatus, why = 'none'): void {
    if (next.state !== status.state) log('retention-changed', { state: next.state, why });
    const isNew = JSON.stringify(next) !== JSON.stringify(status);
    status = next;
    if (isNew) onChange();
  }

  function look(): void {
    if (retention === null) return;
    const now = clock.now();
    const judged = judgeClock(now, store.lastMark()?.atUtcMs ?? newestAtStartUtcMs, steadiness(now));
    if (judged.type === 'doubt') {
      note({ state: 'waits', unsent: 0, firstGoesAtUtcMs: null }, judged.why);
    } else if (judged.type === 'sure') {
      const rule: PurgeRule = { nowUtcMs: judged.nowUtcMs, days: retention.days };
      warn(rule, retention.warnDays);
      if (purgedAtMs === null || now.monotonicMs - purgedAtMs >= HOUR_MS) begin(rule, now.monotonicMs);
    }
  }

  function lookSafely(): void {
    try {
      look();
    } catch (error) {
      // A disk that refuses: it says so itself, and this is tried again.
      log('retention-failed', { error: codeOf(error) });
    }
  }

  /** A gate that works alone has nobody who could still take them. */
  function warn({ nowUtcMs, days }: PurgeRule, warnDays: number): void {
    const soonUtcMs = nowUtcMs - Math.max(0, days - warnDays) * DAY_MS;
    const { count, oldestAtUtcMs } = hasCollector
      ? store.unsentBefore(soonUtcMs, nowUtcMs)
      : { count: 0, oldestAtUtcMs: null };
    const firstGoesAtUtcMs = oldestAtUtcMs === null ? null : oldestAtUtcMs + days * DAY_MS;
    note({ state: count > 0 ? 'soon' : 'ok', unsent: count, firstGoesAtUtcMs });
  }

  function begin(rule: PurgeRule, monotonicMs: number): void {
    if (running !== null) return;
    store.markRetention(rule.nowUtcMs, cutoffUtcMs(rule));
    // A gate that makes no more passes would keep the last ones for good.
    store.forgetPasses(rule.nowUtcMs);
    store.purgeAudit(rule.nowUtcMs);
    store.forgetHandOvers(cutoffUtcMs(rule));
    options.forgetMore?.(rule.nowUtcMs);
    const watched = store.forgetWatched(rule.nowUtcMs);
    if (watched > 0) log('watched-forgotten', { count: watched });
    purgedAtMs = monotonicMs;
    isOutdated = false;
    const { logPath: path, key } = options;
    running = startThread({ path, rule, key, device: store.identity().device }, (answer) => {
      running = null;
      try {
        finish(answer, rule);
      } catch (error) {
        log('retention-failed', { error: codeOf(error) });
      }
      if (isOutdated) lookSafely();
    });
  }

  function finish(answer: PurgeAnswer, rule: PurgeRule): void {
    if (answer.type === 'failed') {
      log('purge-failed', { code: answer.code });
      return;
    }
    if (answer.mustRenewBackup) options.renewBackup();
    if (answer.entries > 0) {
      tellWhatWent(answer, rule);
      options.onLetGo();
    }
    // Left in the journal: seen to at the next turn rather than in an hour.
    if (!answer.isJournalEmpty) purgedAtMs = null;
    dropDamagedLogs(options.dataDir, rule, log);
    onChange();
  }

  function tellWhatWent(answer: Extract<PurgeAnswer, { type: 'purged' }>, { nowUtcMs }: PurgeRule): void {
    for (const receipt of store.purgeReceipts().filter(({ purgedAtUtcMs }) => purgedAtUtcMs === nowUtcMs)) {
      const { epoch, firstSeq, lastSeq, uploaded, notUploaded, refused } = receipt;
      log('entries-purged', { epoch, from: firstSeq, to: lastSeq, uploaded, notUploaded, refused });
    }
    for (const { epoch, from, to } of answer.unsent) log('purged-without-upload', { epoch, from, to });
    const [ms, slice] = [Math.round(answer.ms), Math.round(answer.longestSliceMs)];
    log('purge-done', { entries: answer.entries, ms, longestSliceMs: slice });
  }

  return {
    status: () => status,
    apply: (next, withCollector) => {
      const isChanged = JSON.stringify(next) !== JSON.stringify(retention);
      retention = next;
      hasCollector = withCollector;
      if (isChanged) {
        purgedAtMs = null;
        isOutdated = running !== null;
      }
      timer ??= setInterval(lookSafely, options.lookEveryMs ?? LOOK_EVERY_MS);
      timer.unref();
      lookSafely();
    },
    look: () => {
      if (status.state === 'starting' || status.state === 'waits') lookSafely();
    },
    close: async () => {
      if (timer !== null) clearInterval(timer);
      retention = null;
      running?.stop();
      await running?.ended;
    },
  };
}

function startThread(
  request: Omit<PurgeRequest, 'stop'>,
  onAnswer: (answer: PurgeAnswer) => void,
): { readonly stop: () => void; readonly ended: Promise<void> } {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: PurgeRequest = { ...request, stop };
  const worker = new Worker(threadFile(), { workerData });
  worker.unref();
  let answer: PurgeAnswer = { type: 'failed', code: 'ended' };
  let isStopped = false;
  const ended = new Promise<void>((resolve) => {
    worker.on('message', (message: PurgeAnswer) => {
      answer = message;
    });
    worker.on('error', (error) => {
      answer = { type: 'failed', code: codeOf(error) };
    });
    worker.on('exit', () => {
      if (!isStopped) onAnswer(answer);
      resolve();
    });
  });
  return {
    stop: () => {
      isStopped = true;
      Atomics.store(stop, 0, 1);
      setTimeout(() => void worker.terminate(), ENDS_WITHIN_MS).unref();
    },
    ended,
  };
}

function threadFile(): URL {
  const { url } = import.meta;
  return url.endsWith('.ts') ? new URL('../store/purge-thread.ts', url) : new URL('purge-thread.js', url);
}

/**
 * The originals of damaged logs hold people too: each goes when its newest entry must have gone. One that was put aside by a wrong clock
 * is dated anew, and goes so much later.
 */
function dropDamagedLogs(dataDir: string, rule: PurgeRule, log: RetentionDeskOptions['log']): void {
  for (const name of readdirSync(dataDir)) {
    const setAsideUtcMs = Number(DAMAGED.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(setAsideUtcMs)) continue;
    if (setAsideUtcMs < BUILT_AFTER_UTC_MS || setAsideUtcMs > rule.nowUtcMs + DAY_MS) {
      renameSync(join(dataDir, name), join(dataDir, `damaged-${Math.round(rule.nowUtcMs)}`));
    } else if (setAsideUtcMs <= cutoffUtcMs(rule)) {
      rmSync(join(dataDir, name), { recursive: true, force: true });
      log('damaged-log-purged', { folder: name });
    }
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
