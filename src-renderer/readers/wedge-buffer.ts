/** Is somebody typing, or is a scanner that acts as a keyboard; and where does its code begin and end? */

import type { DecodedText } from '../../src-decode/decode-text.ts';
import type { WedgeKey } from './wedge-keys.ts';
import { altLetter, meaningOf } from './wedge-keys.ts';
import type { LearnedPace } from './wedge-pace.ts';
import {
  endWaits,
  HUMAN_GAP_MS,
  LONGEST_SILENCE_MS,
  learnPace,
  paceLimits,
  paceOf,
  SCANNER_GAP_MS,
  SILENCE_MS,
  timerWaitMs,
} from './wedge-pace.ts';
import type { Cell } from './wedge-rewrite.ts';
import type { Run } from './wedge-run.ts';
import { cellOf, GAPS_KEPT, newRun, taken, wholeText, withCell, withoutLast, withoutStray } from './wedge-run.ts';

/** So many keys make a fast run a scan, and fewer make no code. */
export const LEAST_KEYS = 6;
/** So many make a slow one a scan: more where a person may be typing. */
export const LEAST_SLOW_KEYS = 10;
const LEAST_SLOW_KEYS_IN_FIELD = 14;
/** So many fast keys before Enter, and Enter is not a person's. */
export const LEAST_KEYS_BEFORE_ENTER = 3;
/** An end key that comes so late after its code is still the scanner's, and presses nothing. */
export const LATE_END_MS = 600;

/** A scan of fewer keys teaches nothing. */
const LEAST_KEYS_TO_LEARN = 12;
export type WedgeState = {
  readonly run: Run | null;
  /** The scan that a silence ended, until the next key: its own time stamp may show that there was none. */
  readonly ended: Run | null;
  readonly learned: LearnedPace;
};

export type WedgeEvent =
  | { readonly type: 'key'; readonly key: WedgeKey }
  | { readonly type: 'alt-released' }
  /** A key was let go of which nothing pressed it here: an input method took it. */
  | { readonly type: 'taken'; readonly code: string }
  /** The time of the last `wake` passed, and no key since. */
  | { readonly type: 'timer' }
  /** The window lost the keyboard: nothing more will come. */
  | { readonly type: 'cut-off' }
  | { readonly type: 'reset' };

/** Carried out in order, before the key has its own effect on the page. */
export type WedgeEffect =
  /** Remember the field that has the focus: this may be the first key of a scan. */
  | { readonly type: 'mark' }
  /** Take out of it what has been typed since the mark. */
  | { readonly type: 'restore' }
  /** The page must not get this key. */
  | { readonly type: 'swallow' }
  /** Set the one timer anew. */
  | { readonly type: 'wake'; readonly delayMs: number }
  /** Keep this for the next time. */
  | { readonly type: 'learned'; readonly learned: LearnedPace }
  | ({ readonly type: 'hand-over'; readonly signal: WedgeSignal } & DecodedText);

/** How a code was typed; nothing of what it says. */
export type WedgeSignal = {
  readonly keys: number;
  /** Of its last gaps, half were shorter; `null` where there was none. */
  readonly medianGapMs: number | null;
  readonly longestGapMs: number | null;
  readonly endedBy: 'end-key' | 'silence';
  /** An input method had put accented letters for some of its keys. */
  readonly isRewritten: boolean;
};

export type WedgeStep = { readonly state: WedgeState; readonly effects: readonly WedgeEffect[] };
/** What became of the run alone. */
type RunStep = { readonly run: Run | null; readonly effects: readonly WedgeEffect[] };

export function newWedge(learned: LearnedPace = []): WedgeState {
  return { run: null, ended: null, learned };
}

/**
 * The next step. A run is a sequence of keys without a pause; it is a scan once it has `LEAST_KEYS` keys at a scanner's
 * pace, and from then on the page gets none of them. Until then every key goes its way, and what landed is taken back.
 * A person's keys are never touched. Enter and Tab end a code only when nothing follows; in mid-code they are dropped,
 * because cards carry no line ends and scanners have been seen to cut insurance codes with them.
 */
export function nextWedgeStep(state: WedgeState, event: WedgeEvent): WedgeStep {
  const { run, ended, learned } = state;
  switch (event.type) {
    case 'key':
      if (run !== null || ended === null) return stepOf(state, keyStep(run, event.key, learned));
      if (!isOver(ended, event.key.atMs, learned)) return stepOf(state, resumed(ended, event.key, learned));
      if (isLateEnd(ended, event.key)) return { state, effects: [{ type: 'swallow' }] };
      return stepOf(state, keyStep(null, event.key, learned));
    case 'alt-released':
      return run === null || run.altDigits === '' ? { state, effects: [] } : stepOf(state, altReleased(run));
    case 'taken':
      return run === null ? { state, effects: [] } : stepOf(state, nothing(taken(run, event.code)));
    case 'timer': {
      if (run === null) return { state, effects: [] };
      const step = stepOf(state, end(run, learned));
      const kept = run.isScan ? { ...run, handedOver: wholeText(run).text } : null;
      return { ...step, state: { ...step.state, ended: kept } };
    }
    case 'cut-off':
      return stepOf(state, run === null ? nothing(run) : end(run, learned));
    case 'reset':
      return { state: newWedge(learned), effects: [] };
  }
}

function stepOf({ learned }: WedgeState, { run, effects }: RunStep): WedgeStep {
  const lesson = effects.find((effect) => effect.type === 'learned');
  return { state: { run, ended: null, learned: lesson?.learned ?? learned }, effects };
}

/** Half a code went off while its other half waited in a busy page: the whole of it must still come. */
function resumed(ended: Run, pressed: WedgeKey, learned: LearnedPace): RunStep {
  const step = keyStep(ended, pressed, learned);
  const isWoken = step.run === null || step.effects.some(({ type }) => type === 'wake');
  return isWoken ? step : { ...step, effects: [...step.effects, { type: 'wake', delayMs: SILENCE_MS }] };
}

function isLateEnd(ended: Run, pressed: WedgeKey): boolean {
  return pressed.atMs - ended.lastAtMs <= LATE_END_MS && meaningOf(pressed).type === 'end';
}

function isOver(run: Run, atMs: number, learned: LearnedPace): boolean {
  return atMs - run.lastAtMs > waitMs(run, learned);
}

/** A run that is no scan yet waits where it harms nobody. */
function waitMs(run: Run, learned: LearnedPace): number {
  if (!run.isScan && !run.isEnding) return run.isInField ? SILENCE_MS : LONGEST_SILENCE_MS;
  const { confirmEndMs, silenceMs } = endWaits(learned, run.gapsMs);
  return run.isEnding ? confirmEndMs : silenceMs;
}

/** As `waitMs`, by the page's own clock. What is no scan yet would only be forgotten, so it is kept for as long as any. */
function wakeMs(run: Run, learned: LearnedPace): number {
  if (run.isEnding) return waitMs(run, learned);
  return run.isScan ? timerWaitMs(learned, waitMs(run, learned)) : LONGEST_SILENCE_MS;
}

function keyStep(run: Run | null, pressed: WedgeKey, learned: LearnedPace): RunStep {
  // Its timer is late: first what it would have done.
  if (run !== null && isOver(run, pressed.atMs, learned) && !(run.isScan && isLateEnd(run, pressed))) {
    const ended = end(run, learned);
    const next = keyStep(null, pressed, learned);
    return { run: next.run, effects: [...ended.effects, ...next.effects] };
  }
  const meaning = meaningOf(pressed);
  // A held-down key: scanners let go of theirs.
  if (pressed.isRepeat || meaning.type === 'modifier') return run?.isScan === true ? swallowed(run) : nothing(run);
  switch (meaning.type) {
    case 'letter':
      return typed(run, pressed, learned, [cellOf(pressed, meaning.letter)], '');
    case 'alt-digit':
      return kept(typed(run, pressed, learned, [], meaning.digit));
    case 'end':
      return run === null ? nothing(run) : endKey(run, pressed.atMs, learned);
    case 'erase':
      return run === null ? nothing(run) : erased(run, pressed.atMs, learned);
    case 'other':
      return run?.isScan === true ? swallowed(run) : nothing(null);
  }
}

function typed(
  before: Run | null,
  { atMs, isInField, isAltGraph }: WedgeKey,
  learned: LearnedPace,
  cells: readonly Cell[],
  altDigits: string,
): RunStep {
  const run = before === null || isNewWord(before, atMs, learned) ? newRun(atMs, isInField) : before;
  const grown: Run = {
    ...(cells[0] === undefined ? run : withCell(run, cells[0])),
    keys: run.keys + 1,
    gapsMs: run.keys === 0 ? [] : [...run.gapsMs, atMs - run.lastAtMs].slice(-GAPS_KEPT),
    lastAtMs: atMs,
    isEnding: false,
    altDigits: run.altDigits + altDigits,
    hasAltGraph: run.hasAltGraph || isAltGraph,
  };
  const wake: WedgeEffect = { type: 'wake', delayMs: wakeMs(grown, learned) };
  if (run.keys === 0) return { run: grown, effects: [{ type: 'mark' }, wake] };
  if (grown.isScan) return { run: grown, effects: [{ type: 'swallow' }, wake] };
  if (!isScan(grown, learned)) return { run: grown, effects: [wake] };
  return {
    run: { ...withoutStray(grown), isScan: true },
    effects: [{ type: 'swallow' }, { type: 'restore' }, wake],
  };
}

/** One letter before a pause says nothing of who typed it, so it is kept: a scanner may pause after its first. */
function isNewWord(run: Run, atMs: number, learned: LearnedPace): boolean {
  const isPause = atMs - run.lastAtMs > paceLimits(learned, run.isInField).pauseMs;
  return !run.isScan && isPause && run.gapsMs.length > 0 && !isFastPace(run.gapsMs);
}

function endKey(run: Run, atMs: number, learned: LearnedPace): RunStep {
  const { scannerGapMs, pauseMs } = run.isInField
    ? { scannerGapMs: SCANNER_GAP_MS, pauseMs: HUMAN_GAP_MS }
    : paceLimits(learned, false);
  const isScanners =
    run.keys >= LEAST_KEYS_BEFORE_ENTER && isPace(run.gapsMs, scannerGapMs, pauseMs) && atMs - run.lastAtMs <= pauseMs;
  if (!run.isScan && !isScanners) return nothing(null);
  const ending: Run = { ...run, lastAtMs: atMs, isEnding: true };
  return { run: ending, effects: [{ type: 'swallow' }, { type: 'wake', delayMs: wakeMs(ending, learned) }] };
}

/** No scanner types Backspace; Vietnamese input methods do, to put an accented letter for the ones before it. */
function erased(run: Run, atMs: number, learned: LearnedPace): RunStep {
  if (!run.isScan && atMs - run.lastAtMs > paceLimits(learned, run.isInField).pauseMs) return nothing(null);
  const next = withoutLast(run, atMs);
  const wake: WedgeEffect = { type: 'wake', delayMs: wakeMs(next, learned) };
  return { run: next, effects: run.isScan ? [{ type: 'swallow' }, wake] : [wake] };
}

function altReleased(run: Run): RunStep {
  const letter = altLetter(run.altDigits);
  const next: Run = {
    ...withCell(run, { shown: letter, keys: [letter], isPressed: true }),
    altDigits: '',
    hasAltLetters: true,
  };
  return run.isScan ? swallowed(next) : nothing(next);
}

function end(run: Run, learned: LearnedPace): RunStep {
  if (!run.isScan) return nothing(null);
  const code = wholeText(run);
  // Once more, for what an input method put there past the swallowed keys.
  const effects: WedgeEffect[] = [{ type: 'restore' }];
  if (code.text === '' || code.text === run.handedOver) return { run: null, effects };
  return {
    run: null,
    effects: [...effects, ...lesson(run, learned), { type: 'hand-over', ...code, signal: signalOf(run) }],
  };
}

function signalOf({ keys, gapsMs, isEnding, isRewritten }: Run): WedgeSignal {
  return {
    keys,
    medianGapMs: paceOf(gapsMs)?.medianMs ?? null,
    longestGapMs: gapsMs.length === 0 ? null : Math.max(...gapsMs),
    endedBy: isEnding ? 'end-key' : 'silence',
    isRewritten,
  };
}

function lesson(run: Run, learned: LearnedPace): readonly WedgeEffect[] {
  const pace = run.keys < LEAST_KEYS_TO_LEARN ? null : paceOf(run.gapsMs);
  return pace === null ? [] : [{ type: 'learned', learned: learnPace(learned, { ...pace, hasEndKey: run.isEnding }) }];
}

function isScan({ keys, gapsMs, isInField }: Run, learned: LearnedPace): boolean {
  if (keys >= LEAST_KEYS && isFastPace(gapsMs)) return true;
  const { scannerGapMs, pauseMs } = paceLimits(learned, isInField);
  return keys >= (isInField ? LEAST_SLOW_KEYS_IN_FIELD : LEAST_SLOW_KEYS) && isPace(gapsMs, scannerGapMs, pauseMs);
}

function isFastPace(gapsMs: readonly number[]): boolean {
  return isPace(gapsMs, SCANNER_GAP_MS, HUMAN_GAP_MS);
}

/** Fast in the median, and at most one gap in five a pause: people who press several keys at once pause between. */
function isPace(gapsMs: readonly number[], mostMs: number, pauseMs: number): boolean {
  const pace = paceOf(gapsMs);
  const pauses = gapsMs.filter((gapMs) => gapMs > pauseMs).length;
  return pace !== null && pace.medianMs <= mostMs && pauses * 5 <= gapsMs.length;
}

/** Without Num Lock a browser takes Alt and these keys for Home, Back and the like, and the screen would be gone. */
function kept({ run, effects }: RunStep): RunStep {
  return effects.some(({ type }) => type === 'swallow')
    ? { run, effects }
    : { run, effects: [{ type: 'swallow' }, ...effects] };
}

function swallowed(run: Run): RunStep {
  return { run, effects: [{ type: 'swallow' }] };
}

function nothing(run: Run | null): RunStep {
  return { run, effects: [] };
}
