/** What goes in the next batch, what does an answer settle, and when is the next try? */

import type { SeqRange, UploadState } from '../ports.ts';

/** A batch holds at most so many entries, and so many bytes of JSON. */
export const GREATEST_BATCH_ENTRIES = 500;
export const GREATEST_BATCH_BYTES = 256 * 1024;
/** What stands around the entries of a batch: device, epoch, names and brackets. */
const ENVELOPE_BYTES = 256;
/** A moment for more people to come, so that a rush goes out in few batches. */
export const GATHER_MS = 300;
/** The first wait is up to this long, doubled by each failure in a row up to the cap; a random share of it is taken. */
export const FIRST_WAIT_MS = 1_000;
export const LONGEST_WAIT_MS = 5 * 60_000;
/** A collector may ask for more patience than our own cap, but not for ever. */
export const LONGEST_ASKED_WAIT_MS = 60 * 60_000;

/**
 * What may be wrong with the way to the collector, or with its answer. `refused`: 401 or 403. `revoked`: the
 * right to send was taken from this gate. `own-file`: a certificate or key
 * that the settings name cannot be read. `own-certificate-refused`: the collector wants another client certificate, or one
 * at all. `tls`: an encrypted connection that did not come about for another reason.
 */
export const UPLOAD_TROUBLES = [
  'network',
  'timeout',
  'server-error',
  'refused',
  'revoked',
  'bad-answer',
  'redirect',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-wrong-name',
  'own-certificate-refused',
  'own-file',
  'tls',
  'proxy-refused',
  'proxy-unreachable',
] as const;
export type UploadTrouble = (typeof UPLOAD_TROUBLES)[number];
/** Everything that an attempt may fail by. */
export const UPLOAD_FAILURES = [...UPLOAD_TROUBLES, 'too-large', 'throttled'] as const;

/** What went wrong with one attempt. `throttled`: 429 or 503. `too-large`: 413, for a batch of so many entries. */
export type UploadFailure =
  | { readonly type: UploadTrouble }
  | { readonly type: 'too-large'; readonly sentEntries: number }
  | { readonly type: 'throttled'; readonly retryAfterMs: number | null };

export type Answer = {
  readonly acknowledged: readonly SeqRange[];
  readonly refused: readonly { readonly seq: number; readonly code: string; readonly retryable: boolean }[];
};

export type Settlement = {
  readonly acknowledged: readonly SeqRange[];
  readonly quarantined: readonly { readonly seq: number; readonly code: string }[];
};

/** How many of the oldest entries fit in a batch; at least one, so that a single large one is tried and judged. */
export function fitBatch(sizesBytes: readonly number[], limit: number): number {
  let bytes = ENVELOPE_BYTES;
  let count = 0;
  for (const size of sizesBytes) {
    bytes += size + 1; // and its comma
    if (count > 0 && (count >= limit || bytes > GREATEST_BATCH_BYTES)) break;
    count += 1;
  }
  return count;
}

/**
 * What an answer settles of the entries that were sent. Only what was sent can be settled, whatever the collector says. An
 * entry that is refused is not safe over there, even where the same answer acknowledges it too; what is not named, or is
 * refused for now, stays pending.
 */
export function settle(sent: readonly number[], answer: Answer): Settlement {
  const refusals = new Map<number, string | null>();
  for (const { seq, code, retryable } of answer.refused) {
    // Refused twice, once for now: then for now.
    refusals.set(seq, retryable || refusals.get(seq) === null ? null : code);
  }
  const acknowledged = sent.filter(
    (seq) => !refusals.has(seq) && answer.acknowledged.some(({ from, to }) => from <= seq && seq <= to),
  );
  const quarantined = sent.flatMap((seq) => {
    const code = refusals.get(seq);
    return code === undefined || code === null ? [] : [{ seq, code }];
  });
  return { acknowledged: rangesOf(acknowledged), quarantined };
}

/** After an answer: no wait but the collector's own, and a batch that grows back by a quarter. */
export function afterAnswer(
  state: UploadState,
  settlement: Settlement,
  nextUploadAfterMs: number,
  nowUtcMs: number,
  random: number,
): UploadState {
  const hasAcknowledged = settlement.acknowledged.length > 0;
  if (!hasAcknowledged && settlement.quarantined.length === 0) {
    // A collector that settles nothing is asked as rarely as one that fails; it must not be asked in a loop.
    return afterFailure(state, { type: 'throttled', retryAfterMs: nextUploadAfterMs }, nowUtcMs, random);
  }
  return {
    failures: 0,
    nextAttemptAtUtcMs: nowUtcMs + Math.min(nextUploadAfterMs, LONGEST_ASKED_WAIT_MS),
    batchLimit: Math.min(state.batchLimit + Math.max(1, Math.floor(state.batchLimit / 4)), GREATEST_BATCH_ENTRIES),
    lastAcknowledgedAtUtcMs: hasAcknowledged ? nowUtcMs : state.lastAcknowledgedAtUtcMs,
  };
}

/** After a failure: full jitter (`random` in [0, 1)), Retry-After where it is longer. */
export function afterFailure(
  state: UploadState,
  failure: UploadFailure,
  nowUtcMs: number,
  random: number,
): UploadState {
  if (failure.type === 'too-large' && failure.sentEntries > 1) {
    // Half of what was sent is another request, not a repeat: at once. One entry alone is a failure like any other, so
    // that a proxy which finds everything too large sets a few entries aside before somebody looks, not the whole log.
    const half = Math.floor(Math.min(failure.sentEntries, state.batchLimit) / 2);
    return { ...state, nextAttemptAtUtcMs: nowUtcMs, batchLimit: Math.max(1, half) };
  }
  const failures = state.failures + 1;
  const ceilingMs = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20), LONGEST_WAIT_MS);
  const askedMs = failure.type === 'throttled' ? (failure.retryAfterMs ?? 0) : 0;
  const waitMs = Math.max(random * ceilingMs, Math.min(askedMs, LONGEST_ASKED_WAIT_MS));
  return { ...state, failures, nextAttemptAtUtcMs: nowUtcMs + waitMs };
}

/** After an absence, the first uploads of all gates are spread over a quarter of its length, up to this. */
export const LONGEST_RETURN_WINDOW_MS = 5 * 60_000;
const RETURN_WINDOW_SHARE = 1 / 4;
/** A clock is corrected by less every day; one that is further behind what it said before was lost with the power. */
const CLOCK_LOST_MS = 60_000;

/**
 * How long a gate that starts waits before its first upload: a random part (`random` in [0, 1)) of a window that grows with
 * the time since it could last hand anything over, so that a district whose power comes back does not ask at once. A gate
 * that has nothing waiting, or never uploaded before, was not away. One that lost its clock cannot tell how long it was, and takes the longest
 * window: boxes without a battery all lose it at once. Never shorter than a wait that was asked for earlier.
 */
export function firstWaitMs(
  state: UploadState,
  oldestPendingAtUtcMs: number | null,
  nowUtcMs: number,
  random: number,
): number {
  const { lastAcknowledgedAtUtcMs } = state;
  const sinceUtcMs =
    oldestPendingAtUtcMs === null || lastAcknowledgedAtUtcMs === null
      ? nowUtcMs
      : Math.max(oldestPendingAtUtcMs, lastAcknowledgedAtUtcMs);
  const awayMs = nowUtcMs - sinceUtcMs;
  const windowMs =
    awayMs < -CLOCK_LOST_MS
      ? LONGEST_RETURN_WINDOW_MS
      : Math.min(Math.max(0, awayMs) * RETURN_WINDOW_SHARE, LONGEST_RETURN_WINDOW_MS);
  return Math.max(waitMs(state, nowUtcMs), random * windowMs);
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
