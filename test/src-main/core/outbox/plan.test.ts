import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UploadFailure } from '../../../../src-main/core/outbox/plan.ts';
import {
  afterAnswer,
  afterFailure,
  fitBatch,
  GREATEST_BATCH_BYTES,
  GREATEST_BATCH_ENTRIES,
  LONGEST_ASKED_WAIT_MS,
  LONGEST_WAIT_MS,
  rangesOf,
  settle,
  waitMs,
} from '../../../../src-main/core/outbox/plan.ts';
import type { SeqRange, UploadState } from '../../../../src-main/core/ports.ts';

const FRESH: UploadState = {
  failures: 0,
  nextAttemptAtUtcMs: 0,
  batchLimit: GREATEST_BATCH_ENTRIES,
  lastAcknowledgedAtUtcMs: null,
};
const NOW_UTC_MS = Date.UTC(2026, 10, 23);

const seq = fc.integer({ min: 1, max: 60 });
const sentSeqs = fc.uniqueArray(seq, { maxLength: 40 }).map((seqs) => seqs.sort((left, right) => left - right));
const anyAnswer = fc.record({
  acknowledged: fc.array(fc.record({ from: seq, to: seq }), { maxLength: 10 }),
  refused: fc.array(fc.record({ seq, code: fc.constantFrom('malformed', 'quota'), retryable: fc.boolean() }), {
    maxLength: 10,
  }),
});
const anyFailure: fc.Arbitrary<UploadFailure> = fc.oneof(
  fc
    .constantFrom('network', 'timeout', 'server-error', 'refused', 'bad-answer', 'redirect')
    .map((type) => ({ type }) as UploadFailure),
  fc.record({ type: fc.constant('throttled' as const), retryAfterMs: fc.option(fc.nat({ max: 100_000_000 })) }),
  fc.record({ type: fc.constant('too-large' as const), sentEntries: fc.integer({ min: 1, max: 500 }) }),
);
const share = fc.double({ min: 0, max: 0.999_999, noNaN: true });

function seqsOf(ranges: readonly SeqRange[]): number[] {
  return ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
}

const SETTLED = { acknowledged: [{ from: 1, to: 3 }], quarantined: [] };
const NOTHING_SETTLED = { acknowledged: [], quarantined: [] };

describe('what an answer settles', () => {
  test('is what was sent and named, each entry in one way, however the collector lies', () => {
    fc.assert(
      fc.property(sentSeqs, anyAnswer, (sent, answer) => {
        const { acknowledged, quarantined } = settle(sent, answer);
        for (const each of sent) {
          const isNamed = answer.acknowledged.some(({ from, to }) => from <= each && each <= to);
          const refusals = answer.refused.filter(({ seq }) => seq === each);
          const isForNow = refusals.some(({ retryable }) => retryable);
          expect(seqsOf(acknowledged).includes(each)).toBe(isNamed && refusals.length === 0);
          expect(quarantined.filter(({ seq }) => seq === each)).toHaveLength(refusals.length > 0 && !isForNow ? 1 : 0);
        }
        const settled = [...seqsOf(acknowledged), ...quarantined.map((each) => each.seq)];
        expect(new Set(settled).size).toBe(settled.length);
        expect(settled.every((each) => sent.includes(each))).toBe(true);
      }),
    );
  });

  test('is what is named in it, and nothing else', () => {
    const answer = {
      acknowledged: [{ from: 1, to: 3 }],
      refused: [
        { seq: 5, code: 'malformed', retryable: false },
        { seq: 6, code: 'quota', retryable: true },
      ],
    };
    expect(settle([1, 2, 3, 4, 5, 6], answer)).toEqual({
      acknowledged: [{ from: 1, to: 3 }],
      quarantined: [{ seq: 5, code: 'malformed' }],
    });
  });

  test('is not an entry that the same answer also refuses', () => {
    const answer = {
      acknowledged: [{ from: 1, to: 3 }],
      refused: [
        { seq: 1, code: 'malformed', retryable: false },
        { seq: 2, code: 'quota', retryable: true },
        // Refused twice, once for now: then for now.
        { seq: 2, code: 'malformed', retryable: false },
      ],
    };
    expect(settle([1, 2, 3], answer)).toEqual({
      acknowledged: [{ from: 3, to: 3 }],
      quarantined: [{ seq: 1, code: 'malformed' }],
    });
  });
});

describe('a batch', () => {
  test('takes as many of the oldest as fit, and at least one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: GREATEST_BATCH_BYTES / 4 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: GREATEST_BATCH_ENTRIES }),
        (sizes, limit) => {
          const count = fitBatch(sizes, limit);
          const bytesOf = (entries: number): number =>
            sizes.slice(0, entries).reduce((sum, size) => sum + size + 1, 256);
          expect(count).toBeGreaterThanOrEqual(1);
          expect(count).toBeLessThanOrEqual(Math.min(limit, sizes.length));
          expect(count === 1 || bytesOf(count) <= GREATEST_BATCH_BYTES).toBe(true);
          const isFull = count === sizes.length || count === limit || bytesOf(count + 1) > GREATEST_BATCH_BYTES;
          expect(isFull).toBe(true);
        },
      ),
    );
  });

  test('of one entry goes out however large it is', () => {
    expect(fitBatch([GREATEST_BATCH_BYTES * 2, 1], 500)).toBe(1);
  });

  test('is halved by “too large” at once, from what was sent, down to one entry', () => {
    let state = FRESH;
    let sentEntries = 100;
    for (const limit of [50, 25, 12, 6, 3, 1]) {
      state = afterFailure(state, { type: 'too-large', sentEntries }, NOW_UTC_MS, 0.5);
      expect(state).toEqual({ ...FRESH, batchLimit: limit, nextAttemptAtUtcMs: NOW_UTC_MS });
      sentEntries = limit;
    }
  });

  test('of one entry that is too large waits as after any failure, so that nothing sets a whole log aside in a moment', () => {
    let state: UploadState = { ...FRESH, batchLimit: 1 };
    for (const waitedMs of [500, 1_000, 2_000]) {
      state = afterFailure(state, { type: 'too-large', sentEntries: 1 }, NOW_UTC_MS, 0.5);
      expect([state.batchLimit, waitMs(state, NOW_UTC_MS)]).toEqual([1, waitedMs]);
    }
  });

  test('grows back by success, to the limit', () => {
    let state: UploadState = { ...FRESH, batchLimit: 1, failures: 7 };
    state = afterAnswer(state, SETTLED, 0, NOW_UTC_MS, 0.5);
    expect(state).toEqual({
      failures: 0,
      nextAttemptAtUtcMs: NOW_UTC_MS,
      batchLimit: 2,
      lastAcknowledgedAtUtcMs: NOW_UTC_MS,
    });
    for (let success = 0; success < 40; success += 1) state = afterAnswer(state, SETTLED, 0, NOW_UTC_MS, 0.5);
    expect(state.batchLimit).toBe(GREATEST_BATCH_ENTRIES);
  });
});

test('an answer that only refuses is no acknowledgement, and is no reason to wait', () => {
  const state = afterAnswer(
    FRESH,
    { acknowledged: [], quarantined: [{ seq: 1, code: 'malformed' }] },
    0,
    NOW_UTC_MS,
    0.5,
  );
  expect(state).toEqual({ ...FRESH, nextAttemptAtUtcMs: NOW_UTC_MS });
});

describe('the wait for the next try', () => {
  test('is bounded whatever fails and however often', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyFailure, share), { minLength: 1, maxLength: 40 }), (attempts) => {
        let state = FRESH;
        for (const [failure, random] of attempts) state = afterFailure(state, failure, NOW_UTC_MS, random);
        const longestMs = attempts.some(([{ type }]) => type === 'throttled') ? LONGEST_ASKED_WAIT_MS : LONGEST_WAIT_MS;
        expect(waitMs(state, NOW_UTC_MS)).toBeLessThanOrEqual(longestMs);
        expect(state.batchLimit).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('grows with the failures, and is a random share of its ceiling', () => {
    const ceilings = [1_000, 2_000, 4_000, 8_000];
    let state = FRESH;
    for (const ceilingMs of ceilings) {
      expect(waitMs(afterFailure(state, { type: 'network' }, NOW_UTC_MS, 0.5), NOW_UTC_MS)).toBe(ceilingMs / 2);
      expect(waitMs(afterFailure(state, { type: 'network' }, NOW_UTC_MS, 0), NOW_UTC_MS)).toBe(0);
      state = afterFailure(state, { type: 'network' }, NOW_UTC_MS, 0.5);
    }
  });

  test('is at least what the collector asked for', () => {
    const state = afterFailure(FRESH, { type: 'throttled', retryAfterMs: 30_000 }, NOW_UTC_MS, 0);
    expect(waitMs(state, NOW_UTC_MS)).toBe(30_000);
  });

  test('is over when the clock was set back by more than any wait', () => {
    const state = afterFailure(FRESH, { type: 'network' }, NOW_UTC_MS, 0.5);
    expect(waitMs(state, NOW_UTC_MS - 24 * 3_600_000)).toBe(0);
  });

  test('after an answer that settles nothing is that of a failure, or longer if asked, so that nothing spins', () => {
    expect(waitMs(afterAnswer(FRESH, NOTHING_SETTLED, 0, NOW_UTC_MS, 0.5), NOW_UTC_MS)).toBe(500);
    expect(waitMs(afterAnswer(FRESH, NOTHING_SETTLED, 60_000, NOW_UTC_MS, 0.5), NOW_UTC_MS)).toBe(60_000);
    expect(afterAnswer(FRESH, NOTHING_SETTLED, 0, NOW_UTC_MS, 0.5).failures).toBe(1);
  });

  test('after a good answer is what the collector asks for, an hour at the most', () => {
    expect(waitMs(afterAnswer(FRESH, SETTLED, 60_000, NOW_UTC_MS, 0.5), NOW_UTC_MS)).toBe(60_000);
    expect(waitMs(afterAnswer(FRESH, SETTLED, 86_400_000, NOW_UTC_MS, 0.5), NOW_UTC_MS)).toBe(LONGEST_ASKED_WAIT_MS);
  });
});

test('ranges say the same seqs without gaps', () => {
  fc.assert(
    fc.property(sentSeqs, (seqs) => {
      const ranges = rangesOf(seqs);
      expect(seqsOf(ranges)).toEqual(seqs);
      expect(ranges.every(({ from }, index) => index === 0 || from > (ranges[index - 1]?.to ?? 0) + 1)).toBe(true);
    }),
  );
});
