/** How do entries leave the gate, for as long as it runs, without ever being in a scan's way? */

import type { KeyObject } from 'node:crypto';
import type { UploadAnswer } from '../contract/upload-protocol.ts';
import type { UploadFailure } from '../core/outbox/plan.ts';
import { afterAnswer, afterFailure, settle, waitMs } from '../core/outbox/plan.ts';
import type { Clock, Outbox, UploadState } from '../core/ports.ts';
import type { EncodedBatch } from './encode-batch.ts';
import { encodeBatch } from './encode-batch.ts';
import type { SentBatch } from './send-batch.ts';
import { sendBatch } from './send-batch.ts';

export type UploaderOptions = {
  readonly outbox: Outbox;
  readonly identity: { readonly device: string };
  readonly privateKey: KeyObject;
  readonly collectorUrl: string;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly onState: (state: 'waiting' | 'reachable' | 'unreachable' | 'refused') => void;
  /** Wall clock minus the collector's, and how far that may be wrong. */
  readonly onServerTime?: (sample: { readonly offsetMs: number; readonly uncertaintyMs: number }) => void;
  /** So many more entries were set aside. */
  readonly onQuarantine?: (count: number) => void;
  /** Counts and reason words only. */
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
  readonly answerWithinMs?: number;
};

export type Uploader = {
  /** Something new is waiting. Touches no disk; a back-off that is running is not cut short. */
  readonly wake: () => void;
  /** Ends it; an upload that is under way is given up, and will be sent again at the next start. */
  readonly close: () => Promise<void>;
};

/** A moment for more people to come, so that a rush goes out in few batches. */
const GATHER_MS = 300;
/** An idle uploader looks again so often, for entries written by the command line; so does one whose disk refuses. */
const LOOK_EVERY_MS = 30_000;
/** A collector that refuses a proof and is this far from our time refused the clock, not the gate. */
const CLOCK_TO_BLAME_MS = 30_000;

/** Starts uploading. One batch is under way at a time; the outbox itself remembers what is done. */
export function startUploader(options: UploaderOptions): Uploader {
  const { outbox, clock, random, log } = options;
  const stop = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> | null = null;
  /** By the monotonic clock, which nobody sets: when the timer is due, and before when nothing may be sent. */
  let dueAtMs = 0;
  let restUntilMs = 0;
  /** Wall clock minus the collector's. */
  let skewMs = clock.now().clockOffsetMs ?? 0;

  function schedule(delayMs: number): void {
    if (stop.signal.aborted || underWay !== null) return;
    if (timer !== null) clearTimeout(timer);
    dueAtMs = performance.now() + delayMs;
    timer = setTimeout(run, delayMs);
  }

  function run(): void {
    timer = null;
    underWay = attempt()
      .catch((error: unknown) => {
        // The disk would not read or note something. Nothing is lost by it: what is not noted goes out again.
        log('outbox-failed', { error: nameOf(error) });
        return rest(LOOK_EVERY_MS);
      })
      .then((delayMs) => {
        underWay = null;
        schedule(delayMs);
      });
  }

  /** One batch, or none; the delay until the next turn. */
  async function attempt(): Promise<number> {
    const state = outbox.uploadState();
    const batch = encodeBatch(outbox.pending(state.batchLimit), state.batchLimit);
    if (batch === null) return LOOK_EVERY_MS;
    let sent = await send(batch);
    if (isClockToBlame(sent)) {
      log('upload-clock-corrected', { skewMs: Math.round(skewMs) });
      sent = await send(batch);
    }
    if (stop.signal.aborted) return LOOK_EVERY_MS;
    return sent.type === 'answered' ? answered(state, batch, sent.answer) : failed(state, batch, sent.failure);
  }

  async function send(batch: EncodedBatch): Promise<SentBatch & { readonly skewChangeMs: number }> {
    const startedAtMs = performance.now();
    const sent = await sendBatch(batch, nowUtcMs() - skewMs, { ...options, stop: stop.signal });
    const serverTimeUtcMs = sent.type === 'answered' ? sent.answer.serverTimeUtcMs : sent.serverTimeUtcMs;
    if (serverTimeUtcMs === null) return { ...sent, skewChangeMs: 0 };
    // The collector wrote its time somewhere between our sending and our hearing.
    const uncertaintyMs = (performance.now() - startedAtMs) / 2;
    const offsetMs = nowUtcMs() - uncertaintyMs - serverTimeUtcMs;
    const skewChangeMs = Math.abs(offsetMs - skewMs);
    skewMs = offsetMs;
    if (!stop.signal.aborted) options.onServerTime?.({ offsetMs, uncertaintyMs });
    return { ...sent, skewChangeMs };
  }

  function isClockToBlame(sent: SentBatch & { readonly skewChangeMs: number }): boolean {
    const isRefused = sent.type === 'failed' && sent.failure.type === 'refused';
    return isRefused && sent.skewChangeMs > CLOCK_TO_BLAME_MS && !stop.signal.aborted;
  }

  function answered(state: UploadState, { epoch, seqs }: EncodedBatch, answer: UploadAnswer): number {
    const settlement = settle(seqs, answer);
    const { acknowledged, quarantined } = settlement;
    options.onState('reachable');
    if (acknowledged.length > 0) outbox.acknowledge(epoch, acknowledged, nowUtcMs());
    for (const { from, to } of acknowledged) log('entries-uploaded', { epoch, from, to });
    setAside(epoch, quarantined);
    return keep(afterAnswer(state, settlement, answer.nextUploadAfterMs, nowUtcMs(), random()));
  }

  function failed(state: UploadState, { epoch, seqs }: EncodedBatch, failure: UploadFailure): number {
    log('upload-failed', { reason: failure.type, failures: state.failures + 1, entries: seqs.length });
    options.onState(failure.type === 'refused' ? 'refused' : 'unreachable');
    if (failure.type === 'too-large' && seqs.length === 1) {
      setAside(
        epoch,
        seqs.map((seq) => ({ seq, code: 'too-large' })),
      );
    }
    return keep(afterFailure(state, failure, nowUtcMs(), random()));
  }

  function setAside(epoch: string, refusals: readonly { readonly seq: number; readonly code: string }[]): void {
    if (refusals.length === 0) return;
    outbox.quarantine(epoch, refusals);
    for (const { seq, code } of refusals) log('entry-refused', { epoch, seq, code });
    options.onQuarantine?.(refusals.length);
  }

  function keep(state: UploadState): number {
    outbox.saveUploadState(state);
    return rest(waitMs(state, nowUtcMs()));
  }

  function rest(delayMs: number): number {
    restUntilMs = performance.now() + delayMs;
    return delayMs;
  }

  function nowUtcMs(): number {
    return clock.now().wallUtcMs;
  }

  schedule(rest(waitMs(outbox.uploadState(), nowUtcMs())));
  return {
    wake: () => {
      const delayMs = Math.max(GATHER_MS, restUntilMs - performance.now());
      // Never later than planned: in a rush that does not end, the first of it still goes out.
      if (timer !== null && performance.now() + delayMs < dueAtMs) schedule(delayMs);
    },
    close: async () => {
      stop.abort();
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await underWay;
    },
  };
}

/** The kind of an error, without its message: a database may quote data in it. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
