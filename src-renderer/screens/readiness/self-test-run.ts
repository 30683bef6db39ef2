/** Where is a self-test now, and what has it found out from people so far? It goes on by itself, and is over within a minute. */

import type { SelfTestInput } from '../../../src-main/contract/readiness-api.ts';
import type { ReaderStatus } from '../../../src-main/contract/status-api.ts';

export type Trial = SelfTestInput['trials'][number]['trial'];
export type Heard = SelfTestInput['sound']['heard'];

/** One after the other: the tones, then each lane, so that all the others go on recording. */
export type Stage = { readonly type: 'sound' } | { readonly type: 'lane'; readonly laneId: string };

export type SelfTestRun = {
  readonly stages: readonly Stage[];
  /** Which of them is on; behind the last one it is over. */
  readonly at: number;
  readonly startedAtMs: number;
  readonly stageEndsAtMs: number;
  readonly heard: Heard;
  readonly trials: Readonly<Record<string, Trial>>;
  readonly lastTriedAtMs: number;
};

export type RunEvent =
  /** Some time has passed. */
  | { readonly type: 'looked'; readonly readers: readonly ReaderStatus[] }
  | { readonly type: 'answered'; readonly heard: Heard }
  | { readonly type: 'tried'; readonly readerId: string; readonly trial: Trial }
  /** Somebody does not want to wait: for this stage, or for all of them. */
  | { readonly type: 'stage-skipped' }
  | { readonly type: 'rest-skipped' };

/** What is judged at the end takes a moment of the minute, too. */
export const LONGEST_RUN_MS = 56_000;
export const LONGEST_SOUND_MS = 20_000;
export const LONGEST_LANE_MS = 20_000;
/** So long stands the tick of the last reader before the next lane's turn. */
const SEEN_FOR_MS = 1_200;

export function beginRun(laneIds: readonly string[], nowMs: number): SelfTestRun {
  const stages: Stage[] = [{ type: 'sound' }, ...laneIds.map((laneId) => ({ type: 'lane', laneId }) as const)];
  return {
    stages,
    at: 0,
    startedAtMs: nowMs,
    stageEndsAtMs: nowMs + LONGEST_SOUND_MS,
    heard: 'skipped',
    trials: {},
    lastTriedAtMs: nowMs,
  };
}

export function stageOf({ stages, at }: SelfTestRun): Stage | null {
  return stages[at] ?? null;
}

export function leftMs({ startedAtMs }: SelfTestRun, nowMs: number): number {
  return Math.max(0, startedAtMs + LONGEST_RUN_MS - nowMs);
}

/** Whose card is still to be shown: readers that are there. A keyboard scanner counts once it was seen to be one, or where it is all there is. */
export function awaitedReaders(readers: readonly ReaderStatus[], laneId: string): readonly ReaderStatus[] {
  const there = readers.filter((reader) => reader.laneId === laneId && reader.state !== 'lost');
  return there.filter(
    ({ kind, health }) => kind !== 'wedge' || health.codes > 0 || there.every((each) => each.kind === 'wedge'),
  );
}

export function nextRun(run: SelfTestRun, event: RunEvent, nowMs: number): SelfTestRun {
  const stage = stageOf(run);
  if (stage === null) return run;
  switch (event.type) {
    case 'looked':
      return looked(run, stage, event.readers, nowMs);
    case 'answered':
      return stage.type === 'sound' ? advance({ ...run, heard: event.heard }, nowMs) : run;
    case 'tried': {
      // One good read is enough: what came before it was a card held badly.
      if (run.trials[event.readerId] === 'read') return run;
      return { ...run, trials: { ...run.trials, [event.readerId]: event.trial }, lastTriedAtMs: nowMs };
    }
    case 'stage-skipped':
      return advance(run, nowMs);
    case 'rest-skipped':
      return { ...run, at: run.stages.length };
  }
}

function looked(run: SelfTestRun, stage: Stage, readers: readonly ReaderStatus[], nowMs: number): SelfTestRun {
  const isLate = nowMs >= run.stageEndsAtMs || leftMs(run, nowMs) === 0;
  if (stage.type === 'sound') return isLate ? advance(run, nowMs) : run;
  const open = awaitedReaders(readers, stage.laneId).filter(({ id }) => !isRead(run.trials[id]));
  if (open.length === 0) return nowMs - run.lastTriedAtMs >= SEEN_FOR_MS ? advance(run, nowMs) : run;
  if (!isLate) return run;
  const none = open.filter(({ id }) => run.trials[id] === undefined).map(({ id }) => [id, 'none'] as const);
  return advance({ ...run, trials: { ...run.trials, ...Object.fromEntries(none) } }, nowMs);
}

function isRead(trial: Trial | undefined): boolean {
  return trial === 'read' || trial === 'garbled';
}

/** The lanes that are left share the time that is left. */
function advance(run: SelfTestRun, nowMs: number): SelfTestRun {
  const at = run.at + 1;
  const left = leftMs(run, nowMs);
  const lanesLeft = run.stages.length - at;
  if (lanesLeft <= 0 || left === 0) return { ...run, at: run.stages.length };
  return { ...run, at, stageEndsAtMs: nowMs + Math.min(LONGEST_LANE_MS, left / lanesLeft), lastTriedAtMs: nowMs };
}
