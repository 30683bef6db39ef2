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
import type { UploadState } from '../../../../src-main/core/ports.ts';

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
  nextUploadAfterMs: fc.nat(),
});
const anyFailure: fc.Arbitrary<UploadFailure> = fc.oneof(
  fc
    .constantFrom('network', 'timeout', 'server-error', 'refused', 'bad-answer', 'redirect', 'store')
    .map((type) => ({ type }) as UploadFailure),
  fc.record({ type: fc.constant('throttled' as const), retryAfterMs: fc.option(fc.nat({ max: 100_000_000 })) }),
);
const share = fc.double({ min: 0, max: 0.999_999, noNaN: true });

describe('what an answer settles', () => {
  test('is each entry at most once, and never one that was not sent, however the collector lies', () => {
    fc.assert(
      fc.property(sentSeqs, anyAnswer, (sent, answer) => {
        const { acknowledged, quarantined } = settle(sent, answer);
        const settled = [
          ...acknowledged.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
          ...quarantined.map((each) => each.seq),
        ];
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
      nextUploadAfterMs: 0,
    };
    expect(settle([1, 2, 3, 4, 5, 6], answer)).toEqual({
      acknowledged: [{ from: 1, to: 3 }],
      quarantined: [{ seq: 5, code: 'malformed' }],
    });
  });
});

describe('a batch', () => {
  test('takes the oldest that fit, and at least one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: GREATEST_BATCH_BYTES * 2 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: GREATEST_BATCH_ENTRIES }),
        (sizes, limit) => {
          const count = fitBatch(sizes, limit);
          const bytes = sizes.slice(0, count).reduce((sum, size) => sum + size, 0);
          expect(count).toBeGreaterThanOrEqual(1);
          expect(count).toBeLessThanOrEqual(limit);
          expect(count === 1 || bytes <= GREATEST_BATCH_BYTES).toBe(true);
        },
      ),
    );
  });

  test('is halved by “too large” at once, down to one entry, and doubled by success up to the limit', () => {
    let state = FRESH;
    for (const limit of [250, 125, 62, 31, 15, 7, 3, 1, 1]) {
      state = afterFailure(state, { type: 'too-large' }, NOW_UTC_MS, 0.5);
      expect(state.batchLimit).toBe(limit);
      expect(waitMs(state, NOW_UTC_MS)).toBe(0);
    }
    state = afterAnswer(state, { hasSettled: true, nextUploadAfterMs: 0 }, NOW_UTC_MS, 0.5);
    expect(state).toEqual({
      failures: 0,
      nextAttemptAtUtcMs: NOW_UTC_MS,
      batchLimit: 2,
      lastAcknowledgedAtUtcMs: NOW_UTC_MS,
    });
  });
});

describe('the wait for the next try', () => {
  test('is bounded whatever fails and however often', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyFailure, share), { minLength: 1, maxLength: 40 }), (attempts) => {
        let state = FRESH;
        for (const [failure, random] of attempts) state = afterFailure(state, failure, NOW_UTC_MS, random);
        const longestMs = attempts.some(([{ type }]) => type === 'throttled') ? LONGEST_ASKED_WAIT_MS : LONGEST_WAIT_MS;
        expect(waitMs(state, NOW_UTC_MS)).toBeLessThanOrEqual(longestMs);
        expect(state.failures).toBe(attempts.length);
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

  test('after an answer that settles nothing is that of a failure, so that nothing spins', () => {
    const state = afterAnswer(FRESH, { hasSettled: false, nextUploadAfterMs: 0 }, NOW_UTC_MS, 0.5);
    expect(waitMs(state, NOW_UTC_MS)).toBe(500);
  });
});

test('ranges say the same seqs without gaps', () => {
  fc.assert(
    fc.property(sentSeqs, (seqs) => {
      const ranges = rangesOf(seqs);
      expect(
        ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
      ).toEqual(seqs);
    }),
  );
});
