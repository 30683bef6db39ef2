/** How do entries leave the gate, for as long as it runs, without ever being in a scan's way? */

import type { KeyObject } from 'node:crypto';
import type { StoredEntry } from '../core/entry/entry.ts';
import type { UploadFailure } from '../core/outbox/plan.ts';
import { afterAnswer, afterFailure, fitBatch, settle, waitMs } from '../core/outbox/plan.ts';
import type { Clock, Outbox, UploadState } from '../core/ports.ts';
import { sendBatch } from './send-batch.ts';
import { toUploadedEntry } from './to-uploaded-entry.ts';

export type UploaderOptions = {
  readonly outbox: Outbox;
  readonly identity: { readonly device: string };
  readonly privateKey: KeyObject;
  readonly collectorUrl: string;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly onState: (state: 'waiting' | 'reachable' | 'unreachable' | 'refused') => void;
  readonly onServerTime?: (sample: { readonly offsetMs: number; readonly uncertaintyMs: number }) => void;
  readonly onQuarantine?: (count: number) => void;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

export type Uploader = {
  /** Something new is waiting. A back-off that is running is not cut short. */
  readonly wake: () => void;
  /** Ends it; an upload that is under way is given up, and will be sent again at the next start. */
  readonly close: () => Promise<void>;
};

/** A moment for more people to come, so that a rush goes out in few batches. */
const GATHER_MS = 300;
/** An idle uploader looks again so often, for entries written by the command line. */
const LOOK_EVERY_MS = 30_000;

/** Starts uploading. One batch is under way at a time; the outbox itself remembers what is done. */
export function startUploader(options: UploaderOptions): Uploader {
  const { outbox, clock, random, log } = options;
  const stop = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let timerDueAtMs = 0;
  let underWay: Promise<void> | null = null;
  /** Wall clock minus the collector's, as a refusal told it. */
  let skewMs = 0;

  function schedule(delayMs: number): void {
    if (stop.signal.aborted || underWay !== null) return;
    if (timer !== null) clearTimeout(timer);
    timerDueAtMs = performance.now() + delayMs;
    timer = setTimeout(run, delayMs);
  }

  function run(): void {
    timer = null;
    underWay = attempt().then((delayMs) => {
      underWay = null;
      schedule(delayMs);
    });
  }

  /** One turn; the delay until the next. */
  async function attempt(): Promise<number> {
    const state = outbox.uploadState();
    const rest = waitMs(state, now());
    if (rest > 0) return rest;
    const entries = outbox.pending(state.batchLimit);
    const [first] = entries;
    if (first === undefined) return LOOK_EVERY_MS;
    const uploaded = entries.map(toUploadedEntry);
    const count = fitBatch(
      uploaded.map((entry) => JSON.stringify(entry).length),
      state.batchLimit,
    );
    const { device, epoch } = first.id;
    const startedAtMs = now();
    const sent = await sendBatch(
      options.collectorUrl,
      { device, epoch, entries: uploaded.slice(0, count) },
      options.privateKey,
      startedAtMs - skewMs,
      stop.signal,
    );
    if (stop.signal.aborted) return LOOK_EVERY_MS;
    if (sent.type === 'failed') {
      if (sent.serverTimeUtcMs !== null) skewMs = now() - sent.serverTimeUtcMs;
      return failed(state, sent.failure, entries.slice(0, count));
    }
    const { answer } = sent;
    noteServerTime(startedAtMs, answer.serverTimeUtcMs);
    const seqs = entries.slice(0, count).map(({ id }) => id.seq);
    const { acknowledged, quarantined } = settle(seqs, answer);
    return save(() => {
      outbox.acknowledge(epoch, acknowledged, now());
      outbox.quarantine(epoch, quarantined);
      const hasSettled = acknowledged.length + quarantined.length > 0;
      const next = afterAnswer(state, { hasSettled, nextUploadAfterMs: answer.nextUploadAfterMs }, now(), random());
      outbox.saveUploadState(next);
      if (quarantined.length > 0) {
        log('entries-refused', { count: quarantined.length });
        options.onQuarantine?.(quarantined.length);
      }
      options.onState('reachable');
      return waitMs(next, now());
    });
  }

  function failed(state: UploadState, failure: UploadFailure, sent: readonly StoredEntry[]): number {
    log('upload-failed', { reason: failure.type, failures: state.failures + 1 });
    options.onState(failure.type === 'refused' ? 'refused' : 'unreachable');
    return save(() => {
      const [only] = sent;
      if (failure.type === 'too-large' && sent.length === 1 && only !== undefined) {
        outbox.quarantine(only.id.epoch, [{ seq: only.id.seq, code: 'too-large' }]);
        options.onQuarantine?.(1);
      }
      const next = afterFailure(state, failure, now(), random());
      outbox.saveUploadState(next);
      return waitMs(next, now());
    });
  }

  /** A disk that refuses is one more failed attempt: nothing is settled, and the batch goes out again. */
  function save(write: () => number): number {
    try {
      return write();
    } catch {
      log('upload-not-noted');
      return LOOK_EVERY_MS;
    }
  }

  function noteServerTime(startedAtMs: number, serverTimeUtcMs: number): void {
    const endedAtMs = now();
    const uncertaintyMs = Math.max(0, (endedAtMs - startedAtMs) / 2);
    options.onServerTime?.({ offsetMs: (startedAtMs + endedAtMs) / 2 - serverTimeUtcMs, uncertaintyMs });
  }

  function now(): number {
    return clock.now().wallUtcMs;
  }

  schedule(0);
  return {
    wake: () => {
      // Never later than planned: in a rush that does not end, the first of it still goes out.
      const delayMs = Math.max(GATHER_MS, waitMs(outbox.uploadState(), now()));
      if (timer !== null && performance.now() + delayMs < timerDueAtMs) schedule(delayMs);
    },
    close: async () => {
      stop.abort();
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
  };
}
