/** What do collectors behind a balancer answer, when each takes so much time for a batch and so much for each entry in it? */

import type { Quota } from '../../src-collector/pace.ts';
import { busyRetryAfterS, MOST_BATCHES_AT_ONCE, openQuota, pauseMs } from '../../src-collector/pace.ts';
import type { Answer } from '../../src-main/core/outbox/plan.ts';

export type Costs = { readonly perBatchMs: number; readonly perEntryMs: number };

export type Taken =
  | { readonly type: 'throttled'; readonly retryAfterMs: number }
  /** Its answer is made at `doneAtMs`, when `finish` is called. */
  | { readonly type: 'taken'; readonly doneAtMs: number; readonly finish: () => Answered };
type Answered = { readonly answer: Answer; readonly nextUploadAfterMs: number };

export type Collectors = {
  readonly take: (atMs: number, gate: number, fromSeq: number, entries: number) => Taken;
  /** Beside the batches: a gate's report. */
  readonly takeReport: (atMs: number) => void;
  /** The highest seq of which all up to it are stored. */
  readonly storedOf: (gate: number) => number;
};

type Instance = { readonly quota: Quota; underWay: number; busyUntilMs: number };

/** One after the other gets the next request, as a balancer does that knows nothing of them. Each works off what it took in its order. */
export function openCollectors(count: number, gates: number, costs: Costs, random: () => number): Collectors {
  let nowMs = 0;
  const instances: Instance[] = Array.from({ length: count }, () => ({
    quota: openQuota(() => nowMs),
    underWay: 0,
    busyUntilMs: 0,
  }));
  const stored = new Int32Array(gates);
  let turn = 0;

  function next(): Instance {
    const instance = instances[turn];
    turn = (turn + 1) % count;
    if (instance === undefined) throw new Error('no collector');
    return instance;
  }

  function work(instance: Instance, forMs: number): number {
    instance.busyUntilMs = Math.max(instance.busyUntilMs, nowMs) + forMs;
    return instance.busyUntilMs;
  }

  return {
    take: (atMs, gate, fromSeq, entries) => {
      nowMs = atMs;
      const instance = next();
      if (instance.underWay >= MOST_BATCHES_AT_ONCE) {
        return { type: 'throttled', retryAfterMs: busyRetryAfterS(random()) * 1_000 };
      }
      const afterS = instance.quota.take(String(gate), entries);
      if (afterS !== null) return { type: 'throttled', retryAfterMs: afterS * 1_000 };
      instance.underWay += 1;
      const doneAtMs = work(instance, costs.perBatchMs + costs.perEntryMs * entries);
      const finish = (): Answered => {
        const toSeq = fromSeq + entries - 1;
        const before = stored[gate] ?? 0;
        if (fromSeq > before + 1) throw new Error('a gate left entries out');
        stored[gate] = Math.max(before, toSeq);
        const nextUploadAfterMs = pauseMs(instance.underWay, random());
        instance.underWay -= 1;
        return { answer: { acknowledged: [{ from: fromSeq, to: toSeq }], refused: [] }, nextUploadAfterMs };
      };
      return { type: 'taken', doneAtMs, finish };
    },
    takeReport: (atMs) => {
      nowMs = atMs;
      work(next(), costs.perBatchMs);
    },
    storedOf: (gate) => stored[gate] ?? 0,
  };
}
