/** Which version is started next, and is it still on trial? A launcher's life as a reducer: it is written down before each start. */

import { compareVersions } from './version.ts';

/** A version on trial is started so often; then it has failed. */
export const TRIAL_STARTS = 2;
/** Of a version that was found well once, and has been here for less than a week: after so many starts that came to nothing. */
export const UNWELL_STARTS = 5;
const PROBATION_MS = 7 * 24 * 3_600_000;
const MOST_BAD = 20;
/** A version under which the power went so often is not tried again: perhaps it was the version. */
const MOST_CUTS = 3;

/**
 * `crashed`: it ended by itself. `not-well`: it ran, and was not well in time. `cut-off`: nobody saw how it ended, as after a power cut.
 * `not-there`: its folder is gone or not whole.
 */
export const ROLLBACK_REASONS = ['crashed', 'not-well', 'cut-off', 'not-there'] as const;
export type RollbackReason = (typeof ROLLBACK_REASONS)[number];

export type LaunchState = {
  readonly format: 1;
  /** The version that the installer brought, when this was written. */
  readonly base: string;
  /** Was found well, or is the first one. */
  readonly current: string;
  /** What was current before, and is kept. */
  readonly previous: string | null;
  readonly trial: {
    readonly version: string;
    readonly starts: number;
    /** How the last start ended; `null` while nobody saw it end. */
    readonly lastEnd: RollbackReason | null;
  } | null;
  /** Starts of `current` in a row that did not come to be well. */
  readonly unwellStarts: number;
  /** Since when `current` is that. */
  readonly sinceUtcMs: number;
  readonly bad: readonly {
    readonly version: string;
    readonly reason: RollbackReason;
    readonly atUtcMs: number;
    readonly times: number;
  }[];
  readonly last:
    | { readonly outcome: 'taken'; readonly version: string; readonly atUtcMs: number }
    | {
        readonly outcome: 'rolled-back';
        readonly version: string;
        readonly reason: RollbackReason;
        readonly atUtcMs: number;
      }
    | null;
};

export type LaunchFacts = {
  readonly nowUtcMs: number;
  readonly base: string;
  /** Whole on the disk, the base among them. */
  readonly present: readonly string[];
  /** What the gate asks to be tried now. */
  readonly wish: string | null;
};

export type NextStart = { readonly state: LaunchState; readonly version: string; readonly isTrial: boolean };

export function firstState(base: string, nowUtcMs: number): LaunchState {
  return {
    format: 1,
    base,
    current: base,
    previous: null,
    trial: null,
    unwellStarts: 0,
    sinceUtcMs: nowUtcMs,
    bad: [],
    last: null,
  };
}

/**
 * Where what was written down is lost, and versions lie beside the base: the newest of them ran, or was about to, and has to show that it
 * is well. The base alone may be too old for the log that they wrote, and would stand there out of order.
 */
export function lostState(base: string, laidDown: readonly string[], nowUtcMs: number): LaunchState {
  const newer = laidDown
    .filter((version) => compareVersions(version, base) > 0)
    .sort((left, right) => compareVersions(right, left));
  const [newest, current = base, previous = base] = newer;
  const first = firstState(base, nowUtcMs);
  if (newest === undefined) return first;
  const trial = { version: newest, starts: 0, lastEnd: null };
  return { ...first, current, previous: current === base ? null : previous, trial };
}

/** The state to be written down before `version` is started. It never names one that is not there. */
export function nextStart(before: LaunchState, facts: LaunchFacts): NextStart {
  const settled = withCurrentPresent(withNewBase(before, facts), facts);
  const state = endedTrial(settled, facts);
  if (state.trial !== null) return started(state, state.trial.version, state.trial.starts);
  if (facts.wish !== null && mayTry(state, facts.wish, facts)) return started(state, facts.wish, 0);
  const back = wayBack(state, facts);
  if (back !== null) return startedCurrent(back);
  return startedCurrent(state);
}

/** It has been well for long enough: from now on it is what is started. */
export function hearWell(state: LaunchState, version: string, nowUtcMs: number): LaunchState {
  if (state.trial?.version === version) {
    return {
      ...state,
      current: version,
      previous: state.current,
      trial: null,
      unwellStarts: 0,
      sinceUtcMs: nowUtcMs,
      last: { outcome: 'taken', version, atUtcMs: nowUtcMs },
    };
  }
  return state.current === version ? { ...state, unwellStarts: 0 } : state;
}

/** How a start ended that was not well yet. What is not well in time gets no second start: it had its time. */
export function hearEnd(state: LaunchState, version: string, end: RollbackReason): LaunchState {
  if (state.trial?.version !== version) return state;
  const starts = end === 'not-well' ? TRIAL_STARTS : state.trial.starts;
  return { ...state, trial: { ...state.trial, starts, lastEnd: end } };
}

/** What may be deleted: neither what runs nor what can be gone back to, never the base, and no newer one that may yet be wished for. */
export function isSuperfluous(state: LaunchState, version: string): boolean {
  if ([state.base, state.current, state.previous, state.trial?.version].includes(version)) return false;
  return compareVersions(version, state.current) < 0 || badVersions(state).includes(version);
}

/** Never to be tried again by itself. One that the power cut down, or whose folder was gone, may have done nothing wrong. */
export function badVersions({ bad }: Pick<LaunchState, 'bad'>): readonly string[] {
  const isGuilty = ({ reason, times }: LaunchState['bad'][number]): boolean =>
    reason === 'crashed' || reason === 'not-well' || times >= MOST_CUTS;
  return bad.filter(isGuilty).map(({ version }) => version);
}

/** Somebody installed another base: where it is newer than what runs, it was meant to run. */
function withNewBase(state: LaunchState, { base, nowUtcMs }: LaunchFacts): LaunchState {
  if (base === state.base) return state;
  if (compareVersions(base, state.current) <= 0) return { ...state, base };
  return { ...firstState(base, nowUtcMs), bad: state.bad.filter(({ version }) => version !== base) };
}

function withCurrentPresent(state: LaunchState, { present, nowUtcMs }: LaunchFacts): LaunchState {
  if (present.includes(state.current)) return state;
  const { current, previous, base } = state;
  const next = previous !== null && present.includes(previous) ? previous : base;
  return { ...rolledBack(state, current, 'not-there', nowUtcMs), current: next, previous: null, sinceUtcMs: nowUtcMs };
}

function endedTrial(state: LaunchState, { present, nowUtcMs }: LaunchFacts): LaunchState {
  const { trial } = state;
  if (trial === null) return state;
  if (!present.includes(trial.version)) return rolledBack(state, trial.version, 'not-there', nowUtcMs);
  if (trial.starts < TRIAL_STARTS) return state;
  return rolledBack(state, trial.version, trial.lastEnd ?? 'cut-off', nowUtcMs);
}

function wayBack(state: LaunchState, { present, nowUtcMs }: LaunchFacts): LaunchState | null {
  const { current, previous, unwellStarts, sinceUtcMs } = state;
  const isNew = nowUtcMs - sinceUtcMs < PROBATION_MS;
  if (previous === null || !present.includes(previous) || unwellStarts < UNWELL_STARTS || !isNew) return null;
  return {
    ...rolledBack(state, current, 'crashed', nowUtcMs),
    current: previous,
    previous: null,
    unwellStarts: 0,
    sinceUtcMs: nowUtcMs,
  };
}

function mayTry(state: LaunchState, version: string, { present }: LaunchFacts): boolean {
  return (
    present.includes(version) && compareVersions(version, state.current) > 0 && !badVersions(state).includes(version)
  );
}

function started(state: LaunchState, version: string, startsBefore: number): NextStart {
  return { state: { ...state, trial: { version, starts: startsBefore + 1, lastEnd: null } }, version, isTrial: true };
}

function startedCurrent(state: LaunchState): NextStart {
  return { state: { ...state, unwellStarts: state.unwellStarts + 1 }, version: state.current, isTrial: false };
}

function rolledBack(state: LaunchState, version: string, reason: RollbackReason, atUtcMs: number): LaunchState {
  const times = 1 + (state.bad.find((each) => each.version === version)?.times ?? 0);
  const bad = [...state.bad.filter((each) => each.version !== version), { version, reason, atUtcMs, times }];
  return {
    ...state,
    trial: null,
    bad: bad.slice(-MOST_BAD),
    last: { outcome: 'rolled-back', version, reason, atUtcMs },
  };
}
