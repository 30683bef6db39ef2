/** What goes in the next batch, what does an answer settle, and when is the next try? */

import type { SeqRange, UploadState } from '../ports.ts';

/** A batch holds at most so many entries, and so many bytes of JSON. */
export const GREATEST_BATCH_ENTRIES = 500;
export const GREATEST_BATCH_BYTES = 256 * 1024;
/** The first wait is up to this long, doubled by each failure in a row up to the cap; a random share of it is taken. */
export const FIRST_WAIT_MS = 1_000;
export const LONGEST_WAIT_MS = 5 * 60_000;
/** A collector may ask for more patience than our own cap, but not for ever. */
export const LONGEST_ASKED_WAIT_MS = 60 * 60_000;

/** What went wrong with one attempt. `too-large`: 413. `throttled`: 429 or 503 with Retry-After. */
export type UploadFailure =
  | { readonly type: 'network' | 'timeout' | 'server-error' | 'refused' | 'bad-answer' | 'redirect' | 'store' }
  | { readonly type: 'too-large' }
  | { readonly type: 'throttled'; readonly retryAfterMs: number | null };

export type Answer = {
  readonly acknowledged: readonly SeqRange[];
  readonly refused: readonly { readonly seq: number; readonly code: string; readonly retryable: boolean }[];
  readonly nextUploadAfterMs: number;
};

export type Settlement = {
  readonly acknowledged: readonly SeqRange[];
  readonly quarantined: readonly { readonly seq: number; readonly code: string }[];
};

/** How many of the oldest entries fit in a batch; at least one, so that a single large one is tried and judged. */
export function fitBatch(sizesBytes: readonly number[], limit: number): number {
  let bytes = 0;
  let count = 0;
  for (const size of sizesBytes) {
    if (count === limit || (count > 0 && bytes + size > GREATEST_BATCH_BYTES)) break;
    bytes += size;
    count += 1;
  }
  return count;
}

/**
 * What an answer settles of the entries that were sent. Only what was sent can be settled, whatever the collector says; an
 * entry both acknowledged and refused counts as acknowledged; what is not named, or is refused for now, stays pending.
 */
export function settle(sent: readonly number[], answer: Answer): Settlement {
  const isAcknowledged = (seq: number): boolean => answer.acknowledged.some(({ from, to }) => from <= seq && seq <= to);
  const acknowledged = sent.filter(isAcknowledged);
  const quarantined = sent.flatMap((seq) => {
    if (isAcknowledged(seq)) return [];
    const refusal = answer.refused.find((each) => each.seq === seq && !each.retryable);
    return refusal === undefined ? [] : [{ seq, code: refusal.code }];
  });
  return { acknowledged: rangesOf(acknowledged), quarantined };
}

/** After an answer that settled something: no wait but the collector's own, and a batch twice as large. */
export function afterAnswer(
  state: UploadState,
  { hasSettled, nextUploadAfterMs }: { readonly hasSettled: boolean; readonly nextUploadAfterMs: number },
  nowUtcMs: number,
  random: number,
): UploadState {
  // A collector that settles nothing is asked as rarely as one that fails; it must not be asked in a loop.
  if (!hasSettled) return afterFailure(state, { type: 'bad-answer' }, nowUtcMs, random);
  return {
    failures: 0,
    nextAttemptAtUtcMs: nowUtcMs + Math.min(nextUploadAfterMs, LONGEST_ASKED_WAIT_MS),
    batchLimit: Math.min(state.batchLimit * 2, GREATEST_BATCH_ENTRIES),
    lastAcknowledgedAtUtcMs: nowUtcMs,
  };
}

/** After a failure: full jitter (`random` in [0, 1)), Retry-After where it is longer, half the batch after a 413. */
export function afterFailure(
  state: UploadState,
  failure: UploadFailure,
  nowUtcMs: number,
  random: number,
): UploadState {
  const failures = state.failures + 1;
  if (failure.type === 'too-large') {
    return {
      ...state,
      failures,
      nextAttemptAtUtcMs: nowUtcMs,
      batchLimit: Math.max(1, Math.floor(state.batchLimit / 2)),
    };
  }
  const ceilingMs = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20), LONGEST_WAIT_MS);
  const askedMs = failure.type === 'throttled' ? (failure.retryAfterMs ?? 0) : 0;
  const waitMs = Math.max(random * ceilingMs, Math.min(askedMs, LONGEST_ASKED_WAIT_MS));
  return { ...state, failures, nextAttemptAtUtcMs: nowUtcMs + waitMs };
}

/** How long until the next try. A wait longer than any that was ever set means that the clock was set back: try now. */
export function waitMs(state: UploadState, nowUtcMs: number): number {
  const wait = state.nextAttemptAtUtcMs - nowUtcMs;
  return wait > LONGEST_ASKED_WAIT_MS ? 0 : Math.max(0, wait);
}

/** Ascending seqs as ranges without gaps. */
export function rangesOf(seqs: readonly number[]): SeqRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const seq of seqs) {
    const last = ranges.at(-1);
    if (last !== undefined && seq === last.to + 1) last.to = seq;
    else ranges.push({ from: seq, to: seq });
  }
  return ranges;
}
