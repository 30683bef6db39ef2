/** How does a gate decide when it asks again: as ours does, or as others do? */

import {
  afterAnswer,
  afterFailure,
  firstWaitMs,
  LONGEST_WAIT_MS,
  type Settlement,
  type UploadFailure,
} from '../../src-main/core/outbox/plan.ts';
import { reportWaitMs } from '../../src-main/core/outbox/report-plan.ts';
import type { UploadState } from '../../src-main/core/ports.ts';

export type Planning = {
  readonly afterAnswer: typeof afterAnswer;
  readonly afterFailure: typeof afterFailure;
  readonly firstWaitMs: typeof firstWaitMs;
  readonly firstReportWaitMs: (random: number) => number;
};

/** What runs at a gate. */
const OURS: Planning = {
  afterAnswer,
  afterFailure,
  firstWaitMs,
  firstReportWaitMs: (random) => reportWaitMs('start', random),
};

/** Others wait for a fixed time, or double it; they ask as soon as they are up, and take no notice of a slot. */
function naive(waitMs: (failures: number) => number): Planning {
  function failed(state: UploadState, failure: UploadFailure, nowUtcMs: number): UploadState {
    const askedMs = failure.type === 'throttled' ? (failure.retryAfterMs ?? 0) : 0;
    const failures = state.failures + 1;
    return { ...state, failures, nextAttemptAtUtcMs: nowUtcMs + Math.max(waitMs(failures), askedMs) };
  }
  return {
    afterAnswer: (state: UploadState, _settled: Settlement, _slotMs: number, nowUtcMs: number) => ({
      ...state,
      failures: 0,
      nextAttemptAtUtcMs: nowUtcMs,
      lastAcknowledgedAtUtcMs: nowUtcMs,
    }),
    afterFailure: failed,
    firstWaitMs: () => 0,
    firstReportWaitMs: () => 0,
  };
}

export const PLANNINGS = {
  ours: OURS,
  everyHalfMinute: naive(() => 30_000),
  doubledWithoutJitter: naive((failures) => Math.min(1_000 * 2 ** Math.min(failures - 1, 20), LONGEST_WAIT_MS)),
} as const satisfies Readonly<Record<string, Planning>>;
export type PlanningName = keyof typeof PLANNINGS;
