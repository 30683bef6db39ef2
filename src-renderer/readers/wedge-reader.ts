/** How does a scanner that acts as a keyboard reach the gate, wherever the focus is? */

import type { DecodedText } from '../../src-decode/decode-text.ts';
import { createSilenceTimer } from './silence-timer.ts';
import type { WedgeEffect, WedgeEvent, WedgeSignal } from './wedge-buffer.ts';
import { newWedge, nextWedgeStep } from './wedge-buffer.ts';
import type { FieldMark } from './wedge-field.ts';
import { markField } from './wedge-field.ts';
import type { WedgeKey } from './wedge-keys.ts';
import type { LearnedPace } from './wedge-pace.ts';

export type WedgeOptions = {
  readonly target: Window;
  readonly onCode: (code: DecodedText, signal: WedgeSignal) => void;
  /** What is known of the scanner's pace, and what to do when more is. */
  readonly learned?: LearnedPace;
  readonly onLearned?: (learned: LearnedPace) => void;
  /** While true the keyboard is nobody's but the person's who types. */
  readonly isPaused?: () => boolean;
};

/** What a key does to the page beside its `keydown`; none of it may happen during a scan. */
const FOLLOWERS = ['keypress', 'beforeinput', 'compositionstart', 'compositionupdate', 'compositionend'] as const;

/** Inputs that take no text. */
const PRESSED_INPUTS = ['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'color', 'file', 'image'];

/**
 * Listens before anything else on the page does, until closed; no field has to be focused. A person's keys pass
 * untouched. A scan's keys do not: at most its first ones land somewhere, and are taken back. Nothing is thrown.
 */
export function startWedge(options: WedgeOptions): { close(): void } {
  const { target, onCode, learned = [], onLearned = () => undefined, isPaused = () => false } = options;
  let state = newWedge(learned);
  /** The keys that are down, by `code`: what is let go of without having been here was taken by somebody. */
  const down = new Set<string>();
  let mark: FieldMark | null = null;
  const silence = createSilenceTimer({
    nowMs: () => performance.now(),
    onSilence: () => happen({ type: 'timer' }, null),
  });

  function happen(event: WedgeEvent, cause: Event | null): void {
    const step = nextWedgeStep(state, isPaused() ? { type: 'reset' } : event);
    state = step.state;
    for (const effect of step.effects) carryOut(effect, cause);
  }

  function carryOut(effect: WedgeEffect, cause: Event | null): void {
    switch (effect.type) {
      case 'mark':
        mark = markField(target.document);
        return;
      case 'restore':
        mark?.restore();
        return;
      case 'swallow':
        if (cause !== null) swallow(cause);
        return;
      case 'wake':
        silence.start(effect.delayMs);
        return;
      case 'hand-over':
        onCode({ text: effect.text, encoding: effect.encoding }, effect.signal);
        return;
      case 'learned':
        onLearned(effect.learned);
        return;
    }
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    down.add(event.code);
    happen({ type: 'key', key: wedgeKey(event) }, event);
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    if (!down.delete(event.code)) happen({ type: 'taken', code: event.code }, event);
    if (event.key === 'Alt') happen({ type: 'alt-released' }, event);
    // A button is pressed by the letting go of the space bar.
    else if (state.run?.isScan === true) swallow(event);
  };
  const onFollower = (event: Event): void => {
    if (state.run?.isScan === true) swallow(event);
  };
  const onBlur = (): void => {
    down.clear();
    happen({ type: 'cut-off' }, null);
  };

  target.addEventListener('keydown', onKeyDown, true);
  target.addEventListener('keyup', onKeyUp, true);
  for (const type of FOLLOWERS) target.addEventListener(type, onFollower, true);
  target.addEventListener('blur', onBlur);

  return {
    close: () => {
      silence.stop();
      state = newWedge();
      mark = null;
      target.removeEventListener('keydown', onKeyDown, true);
      target.removeEventListener('keyup', onKeyUp, true);
      for (const type of FOLLOWERS) target.removeEventListener(type, onFollower, true);
      target.removeEventListener('blur', onBlur);
    },
  };
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function wedgeKey(event: KeyboardEvent): WedgeKey {
  const isAltGraph = event.getModifierState('AltGraph');
  return {
    key: event.key,
    code: event.code,
    isShifted: event.shiftKey,
    isCapsLocked: event.getModifierState('CapsLock'),
    hasControl: (event.ctrlKey || event.metaKey) && !isAltGraph,
    hasAlt: event.altKey,
    isAltGraph,
    isRepeat: event.repeat,
    isInField: isField(event.target),
    atMs: event.timeStamp,
  };
}

/** Text fields, and lists that letters choose from. */
function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !PRESSED_INPUTS.includes(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName));
}
