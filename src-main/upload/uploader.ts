/** How do entries leave the gate, for as long as it runs, without ever being in a scan's way? */

import type { KeyObject } from 'node:crypto';
import type { Settlement, UploadFailure } from '../core/outbox/plan.ts';
import { afterAnswer, afterFailure, firstWaitMs, GATHER_MS, settle, waitMs } from '../core/outbox/plan.ts';
import type { Clock, Outbox, UploadState } from '../core/ports.ts';
import type { Line } from './post-json.ts';
import type { PackedBatch, ReadBatch } from './read-batch.ts';
import type { SentBatch } from './send-batch.ts';
import { sendBatch } from './send-batch.ts';

export type UploaderOptions = {
  readonly outbox: Omit<Outbox, 'pending'>;
  readonly readBatch: ReadBatch;
  readonly identity: { readonly device: string };
  readonly privateKey: KeyObject;
  readonly line: Line;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** `trouble`: why the last attempt failed. */
  readonly onState: (state: 'reachable' | 'unreachable' | 'refused', trouble: UploadFailure['type'] | null) => void;
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

/** An idle uploader looks again so often, for entries written by the command line; so does one whose disk refuses. */
const LOOK_EVERY_MS = 30_000;
/** How old what is written of the last acknowledgement may be while batch follows batch. */
const KEEP_EVERY_MS = 2_000;
/** A collector that refuses a proof and is this far from our time refused the clock, not the gate. */
const CLOCK_TO_BLAME_MS = 30_000;

/**
 * Starts uploading. One batch is under way at a time, and the next is made ready meanwhile; the outbox itself remembers
 * what is done.
 */
export function startUploader(options: UploaderOptions): Uploader {
  const { outbox, readBatch, clock, random, log } = options;
  const stop = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> | null = null;
  /** By the monotonic clock, which nobody sets: when the timer is due, and before when nothing may be sent. */
  let dueAtMs = 0;
  let restUntilMs = 0;
  /** By the same clock: when the state was last written down. */
  let keptAtMs = 0;
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

  /** Batch after batch, as long as the collector takes them at once; the delay until the next turn. */
  async function attempt(): Promise<number> {
    let state = outbox.uploadState();
    const first = await readBatch(state.batchLimit, undefined);
    if (first === null || stop.signal.aborted) return LOOK_EVERY_MS;
    let batch: PackedBatch = first;
    let sending = sendMended(batch);
    for (;;) {
      // The next is made ready while this one is away. One request at a time, so that they arrive in their order.
      const ahead = batch.isFull ? readAhead(batch, state.batchLimit) : null;
      // Both are awaited, whatever becomes of either: nothing may read the log once the uploader has ended.
      const [sent, next] = await Promise.all([sending, ahead]);
      if (stop.signal.aborted) return LOOK_EVERY_MS;
      if (sent.type === 'failed') return failed(state, batch, sent.failure);
      const settlement = settle(batch.seqs, sent.answer);
      const following = afterAnswer(state, settlement, sent.answer.nextUploadAfterMs, nowUtcMs(), random());
      const isAtOnce = isWhole(settlement, batch) && waitMs(following, nowUtcMs()) === 0;
      if (!isAtOnce || next === null) {
        note(batch, settlement);
        return keep(following);
      }
      // It leaves before the former is noted: the disk and the collector work at the same time. A former that is not
      // noted because of a crash goes out again, and is answered the same.
      sending = sendMended(next);
      sending.catch(() => undefined);
      note(batch, settlement);
      state = keepSometimes(following);
      batch = next;
    }
  }

  /** A disk that cannot be read is met again at the next turn; what the collector has taken is noted first. */
  function readAhead({ epoch, seqs }: PackedBatch, limit: number): Promise<PackedBatch | null> {
    const end = { epoch, seq: seqs.at(-1) ?? 0 };
    return readBatch(limit, end).catch(() => null);
  }

  async function sendMended(batch: PackedBatch): Promise<SentBatch> {
    const sent = await send(batch);
    if (!isClockToBlame(sent)) return sent;
    log('upload-clock-corrected', { skewMs: Math.round(skewMs) });
    return send(batch);
  }

  async function send(batch: PackedBatch): Promise<SentBatch & { readonly skewChangeMs: number }> {
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

  function note({ epoch }: PackedBatch, { acknowledged, quarantined }: Settlement): void {
    options.onState('reachable', null);
    if (acknowledged.length > 0) outbox.acknowledge(epoch, acknowledged, nowUtcMs());
    for (const { from, to } of acknowledged) log('entries-uploaded', { epoch, from, to });
    setAside(epoch, quarantined);
  }

  function failed(state: UploadState, { epoch, seqs }: PackedBatch, failure: UploadFailure): number {
    log('upload-failed', { reason: failure.type, failures: state.failures + 1, entries: seqs.length });
    const isTurnedAway = failure.type === 'refused' || failure.type === 'revoked';
    options.onState(isTurnedAway ? 'refused' : 'unreachable', failure.type);
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

  /** In a long run of batches it is a commit besides each, for a time that only a person reads. */
  function keepSometimes(state: UploadState): UploadState {
    if (performance.now() - keptAtMs > KEEP_EVERY_MS) keep(state);
    return state;
  }

  function keep(state: UploadState): number {
    keptAtMs = performance.now();
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

  function firstWait(): number {
    return firstWaitMs(outbox.uploadState(), outbox.counts().oldestPendingAtUtcMs, nowUtcMs(), random());
  }

  schedule(rest(firstWait()));
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
      options.line.close();
    },
  };
}

/** Whether nothing of the batch waits any longer. */
function isWhole({ acknowledged, quarantined }: Settlement, { seqs }: PackedBatch): boolean {
  const settled = acknowledged.reduce((sum, { from, to }) => sum + to - from + 1, quarantined.length);
  return settled === seqs.length;
}

/** The kind of an error, without its message: a database may quote data in it. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
