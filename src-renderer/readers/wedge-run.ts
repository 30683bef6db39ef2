/** What has been typed in one run of keys, and which code is that? */

import type { DecodedText } from '../../src-decode/decode-text.ts';
import { MAX_CODE_LENGTH } from '../../src-main/core/code/code.ts';
import type { WedgeKey } from './wedge-keys.ts';
import { altLetter, joinAltLetters, shownLetter } from './wedge-keys.ts';
import { paceOf, SILENCE_MS } from './wedge-pace.ts';
import type { Cell, InputMethod, Rewrite } from './wedge-rewrite.ts';
import { pressedText, rewriteOf, rewritten } from './wedge-rewrite.ts';

/** So many of the last gaps are judged; a scan is recognised long before. */
export const GAPS_KEPT = 32;
/** In the layout of this machine, so many figures where the US layout has none: the scanner was set to this layout. */
const LEAST_FIGURES = 6;

/** Letters that came after Backspaces, and may be what an input method put for the erased ones. */
type Rewriting = {
  readonly kept: readonly Cell[];
  readonly erased: readonly Cell[];
  readonly retyped: readonly Cell[];
  readonly explainedBy: Rewrite['type'] | null;
};

/** Keys that came without a pause between them. */
export type Run = {
  readonly cells: readonly Cell[];
  readonly rewriting: Rewriting | null;
  readonly keys: number;
  readonly gapsMs: readonly number[];
  readonly lastAtMs: number;
  readonly isInField: boolean;
  readonly isScan: boolean;
  /** An end key came and nothing after it. */
  readonly isEnding: boolean;
  readonly altDigits: string;
  readonly hasAltLetters: boolean;
  readonly hasAltGraph: boolean;
  /** Told by the letting go of keys that this page never saw pressed. */
  readonly method: InputMethod | null;
  readonly isRewritten: boolean;
  /** What of it was handed over when a silence seemed to end it. */
  readonly handedOver: string | null;
};

export function cellOf(pressed: WedgeKey, letter: string): Cell {
  return { shown: shownLetter(pressed) ?? letter, keys: [letter], isPressed: pressed.code !== '' };
}

export function newRun(atMs: number, isInField: boolean): Run {
  return {
    cells: [],
    rewriting: null,
    keys: 0,
    gapsMs: [],
    lastAtMs: atMs,
    isInField,
    isScan: false,
    isEnding: false,
    altDigits: '',
    hasAltLetters: false,
    hasAltGraph: false,
    method: null,
    isRewritten: false,
    handedOver: null,
  };
}

/** One letter more. */
export function withCell(run: Run, cell: Cell): Run {
  const { rewriting } = run;
  // One letter more than any code may have is enough to say that this one is too long.
  if (run.cells.length > MAX_CODE_LENGTH) return run;
  // All keys are accounted for, and this one was pressed: input methods send letters without a key.
  const isDone = rewriting?.explainedBy === 'seen' && cell.isPressed;
  if (rewriting === null || isDone) return { ...run, cells: [...run.cells, cell], rewriting: null };
  const { kept, erased } = rewriting;
  const retyped = [...rewriting.retyped, cell];
  const after = shownText(retyped);
  const rewrite = rewriteOf(shownText(erased), after);
  if (rewrite !== null) {
    const cells = [...kept, ...rewritten(erased, after, rewrite)];
    return { ...run, cells, isRewritten: true, rewriting: { kept, erased, retyped, explainedBy: rewrite.type } };
  }
  // The next letter of the code itself; or Backspaces that no input method sent.
  const isOver = rewriting.explainedBy !== null || retyped.length > erased.length;
  return { ...run, cells: [...run.cells, cell], rewriting: isOver ? null : { ...rewriting, retyped } };
}

/** One letter less: no scanner types Backspace, but an input method does before it types another letter instead. */
export function withoutLast(run: Run, atMs: number): Run {
  const isGoingOn = run.rewriting !== null && run.rewriting.retyped.length === 0;
  const kept = run.cells.slice(0, -1);
  const erased = [...run.cells.slice(-1), ...(isGoingOn ? (run.rewriting?.erased ?? []) : [])];
  return {
    ...run,
    cells: kept,
    rewriting: { kept, erased, retyped: [], explainedBy: null },
    lastAtMs: atMs,
  };
}

/** What somebody had touched just before the scan is not a part of it. */
export function withoutStray(run: Run): Run {
  const { gapsMs, cells } = run;
  const longestMs = Math.max(SILENCE_MS, 4 * (paceOf(gapsMs)?.medianMs ?? 0));
  const strayKeys = gapsMs.findLastIndex((gapMs) => gapMs > longestMs) + 1;
  return cells.length === gapsMs.length + 1 ? { ...run, cells: cells.slice(strayKeys) } : run;
}

/** With the input method that takes such keys. */
export function taken(run: Run, code: string): Run {
  if (/^Key[A-Z]$/.test(code)) return { ...run, method: 'telex' };
  return /^(Digit|Numpad)\d$/.test(code) ? { ...run, method: 'vni' } : run;
}

/** The code of the whole run, as its keys say it. */
export function wholeText({ cells, altDigits, hasAltLetters, hasAltGraph, method }: Run): DecodedText {
  const shown = shownText(cells);
  const pressed = pressedText(cells, method);
  const isOwnLayout = hasAltGraph || (!/[\d|]/.test(pressed) && (shown.match(/\d/g)?.length ?? 0) >= LEAST_FIGURES);
  const all = (isOwnLayout ? shown : pressed) + (altDigits === '' ? '' : altLetter(altDigits));
  const text = all.slice(0, MAX_CODE_LENGTH + 1);
  return hasAltLetters || altDigits !== '' ? joinAltLetters(text) : { text, encoding: 'utf-8' };
}

function shownText(cells: readonly Cell[]): string {
  return cells.map(({ shown }) => shown).join('');
}
