/** Is somebody typing, or is a scanner that acts as a keyboard; and where does its code begin and end? */

import { MAX_CODE_LENGTH } from '../../src-main/core/code/code.ts';
import type { WedgeKey } from './wedge-keys.ts';
import { altLetter, joinAltLetters, meaningOf } from './wedge-keys.ts';

/** A scanner's keys follow each other at most this fast in the median (scanners < 20 ms, people > 50 ms). */
export const SCANNER_GAP_MS = 35;
/** After a gap like this a new word begins, unless what came before was typed by a scanner that paused. */
export const HUMAN_GAP_MS = 50;
/** So many keys make a run a scan, and fewer make no code. */
export const LEAST_KEYS = 6;
/** So many fast keys before Enter, and Enter is not a person's. */
export const LEAST_KEYS_BEFORE_ENTER = 3;
/** Enter in mid-code: it ends the code only if nothing follows for so long. */
export const CONFIRM_END_MS = 80;
/** A scanner without a suffix: so much silence ends its code. */
export const SILENCE_MS = 150;

/** So many of the last gaps are judged; a scan is recognised long before. */
const GAPS_KEPT = 32;

type Run = {
  readonly text: string;
  readonly keys: number;
  readonly gapsMs: readonly number[];
  readonly lastAtMs: number;
  readonly isScan: boolean;
  /** An end key came and nothing after it. */
  readonly isEnding: boolean;
  readonly altDigits: string;
  readonly hasAltLetters: boolean;
  /** What of it was handed over when a silence seemed to end it. */
  readonly handedOver: string | null;
};

export type WedgeState = {
  readonly run: Run | null;
  /** The scan that a silence ended, until the next key: its own time stamp may show that there was none. */
  readonly ended: Run | null;
};

export type WedgeEvent =
  | { readonly type: 'key'; readonly key: WedgeKey }
  | { readonly type: 'alt-released' }
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
  | { readonly type: 'hand-over'; readonly text: string };

export type WedgeStep = { readonly state: WedgeState; readonly effects: readonly WedgeEffect[] };

export function newWedge(): WedgeState {
  return { run: null, ended: null };
}

/**
 * The next step. A run is a sequence of keys without a pause; it is a scan once it has `LEAST_KEYS` keys at a scanner's
 * pace, and from then on the page gets none of them. Until then every key goes its way, and what landed is taken back.
 * A person's keys are never touched. Enter and Tab end a code only when nothing follows; in mid-code they are dropped,
 * because cards carry no line ends and scanners have been seen to cut insurance codes with them.
 */
export function nextWedgeStep(state: WedgeState, event: WedgeEvent): WedgeStep {
  const { run, ended } = state;
  switch (event.type) {
    case 'key':
      return run === null && ended !== null && !isOver(ended, event.key.atMs)
        ? resumed(ended, event.key)
        : key(run, event.key);
    case 'alt-released':
      return run === null || run.altDigits === '' ? { state, effects: [] } : altReleased(run);
    case 'timer':
      if (run === null) return { state, effects: [] };
      return run.isScan
        ? { ...end(run), state: { run: null, ended: { ...run, handedOver: wholeText(run) } } }
        : end(run);
    case 'cut-off':
      return run === null ? nothing(run) : end(run);
    case 'reset':
      return nothing(null);
  }
}

/** Half a code went off while its other half waited in a busy page: the whole of it must still come. */
function resumed(ended: Run, pressed: WedgeKey): WedgeStep {
  const step = key(ended, pressed);
  const isWoken = step.state.run === null || step.effects.some(({ type }) => type === 'wake');
  return isWoken ? step : { ...step, effects: [...step.effects, { type: 'wake', delayMs: SILENCE_MS }] };
}

function isOver(run: Run, atMs: number): boolean {
  return atMs - run.lastAtMs > (run.isEnding ? CONFIRM_END_MS : SILENCE_MS);
}

function key(run: Run | null, pressed: WedgeKey): WedgeStep {
  // Its timer is late: first what it would have done.
  if (run !== null && isOver(run, pressed.atMs)) {
    const ended = end(run);
    const next = key(null, pressed);
    return { state: next.state, effects: [...ended.effects, ...next.effects] };
  }
  const meaning = meaningOf(pressed);
  // A held-down key: scanners let go of theirs.
  if (pressed.isRepeat || meaning.type === 'modifier') return run?.isScan === true ? swallowed(run) : nothing(run);
  switch (meaning.type) {
    case 'letter':
      return typed(run, pressed.atMs, { text: meaning.letter, altDigits: '' });
    case 'alt-digit':
      return typed(run, pressed.atMs, { text: '', altDigits: meaning.digit });
    case 'end':
      return run === null ? nothing(run) : endKey(run, pressed.atMs);
    case 'erase':
      return run === null ? nothing(run) : erased(run, pressed.atMs);
    case 'other':
      return run?.isScan === true ? swallowed(run) : nothing(null);
  }
}

type Typed = { readonly text: string; readonly altDigits: string };

function typed(before: Run | null, atMs: number, { text, altDigits }: Typed): WedgeStep {
  const run = before === null || isNewWord(before, atMs) ? null : before;
  const grown: Run = {
    text: limited(run?.text ?? '', text),
    keys: (run?.keys ?? 0) + 1,
    gapsMs: run === null ? [] : withGap(run, atMs),
    lastAtMs: atMs,
    isScan: run?.isScan ?? false,
    isEnding: false,
    altDigits: (run?.altDigits ?? '') + altDigits,
    hasAltLetters: run?.hasAltLetters ?? false,
    handedOver: run?.handedOver ?? null,
  };
  const wake: WedgeEffect = { type: 'wake', delayMs: SILENCE_MS };
  if (run === null) return { state: stateOf(grown), effects: [{ type: 'mark' }, wake] };
  if (grown.isScan) return { state: stateOf(grown), effects: [{ type: 'swallow' }, wake] };
  if (grown.keys < LEAST_KEYS || !isScannerPace(grown.gapsMs)) return { state: stateOf(grown), effects: [wake] };
  return {
    state: stateOf({ ...grown, isScan: true }),
    effects: [{ type: 'swallow' }, { type: 'restore' }, wake],
  };
}

/** One letter before a pause says nothing of who typed it, so it is kept: a scanner may pause after its first. */
function isNewWord(run: Run, atMs: number): boolean {
  const isPause = atMs - run.lastAtMs > HUMAN_GAP_MS;
  return !run.isScan && isPause && run.gapsMs.length > 0 && !isScannerPace(run.gapsMs);
}

function endKey(run: Run, atMs: number): WedgeStep {
  const isFast =
    run.keys >= LEAST_KEYS_BEFORE_ENTER && isScannerPace(run.gapsMs) && atMs - run.lastAtMs <= HUMAN_GAP_MS;
  if (!run.isScan && !isFast) return nothing(null);
  return {
    state: stateOf({ ...run, lastAtMs: atMs, isEnding: true }),
    effects: [{ type: 'swallow' }, { type: 'wake', delayMs: CONFIRM_END_MS }],
  };
}

/** No scanner types Backspace; Vietnamese input methods do, to put an accented letter for the ones before it. */
function erased(run: Run, atMs: number): WedgeStep {
  if (!run.isScan && atMs - run.lastAtMs > HUMAN_GAP_MS) return nothing(null);
  const text = [...run.text].slice(0, -1).join('');
  const wake: WedgeEffect = { type: 'wake', delayMs: SILENCE_MS };
  return {
    state: stateOf({ ...run, text, lastAtMs: atMs }),
    effects: run.isScan ? [{ type: 'swallow' }, wake] : [wake],
  };
}

function altReleased(run: Run): WedgeStep {
  const text = limited(run.text, altLetter(run.altDigits));
  const next: Run = { ...run, text, altDigits: '', hasAltLetters: true };
  return run.isScan ? swallowed(next) : nothing(next);
}

function end(run: Run): WedgeStep {
  if (!run.isScan) return nothing(null);
  const text = wholeText(run);
  // Once more, for what an input method put there past the swallowed keys.
  const effects: readonly WedgeEffect[] = [{ type: 'restore' }, { type: 'hand-over', text }];
  return { state: stateOf(null), effects: text === '' || text === run.handedOver ? effects.slice(0, 1) : effects };
}

function wholeText({ text, altDigits, hasAltLetters }: Run): string {
  const all = altDigits === '' ? text : limited(text, altLetter(altDigits));
  return hasAltLetters || altDigits !== '' ? joinAltLetters(all) : all;
}

/** One letter more than any code may have is enough to say that this one is too long. */
function limited(text: string, more: string): string {
  return text.length > MAX_CODE_LENGTH ? text : (text + more).slice(0, MAX_CODE_LENGTH + 1);
}

function withGap(run: Run, atMs: number): readonly number[] {
  // A recognised scan is not judged again.
  return run.isScan ? run.gapsMs : [...run.gapsMs, atMs - run.lastAtMs].slice(-GAPS_KEPT);
}

/** Fast in the median, and at most one gap in five a pause: people who press several keys at once pause between. */
function isScannerPace(gapsMs: readonly number[]): boolean {
  const median = gapsMs.toSorted((a, b) => a - b)[Math.floor(gapsMs.length / 2)];
  const pauses = gapsMs.filter((gapMs) => gapMs > HUMAN_GAP_MS).length;
  return median !== undefined && median <= SCANNER_GAP_MS && pauses * 5 <= gapsMs.length;
}

function stateOf(run: Run | null): WedgeState {
  return { run, ended: null };
}

function swallowed(run: Run): WedgeStep {
  return { state: stateOf(run), effects: [{ type: 'swallow' }] };
}

function nothing(run: Run | null): WedgeStep {
  return { state: stateOf(run), effects: [] };
}
