/** Which letter did a keyboard-wedge scanner mean by a key, whatever layout and input method lie between? */

import type { DecodedText } from '../../src-decode/decode-text.ts';
import { decodeSymbol } from '../../src-decode/decode-text.ts';

/** One `keydown`, as far as it matters. `atMs`: the event's own time stamp, so that a busy page does not slow a scan. */
export type WedgeKey = {
  readonly key: string;
  readonly code: string;
  readonly isShifted: boolean;
  readonly isCapsLocked: boolean;
  /** Ctrl or Meta, and not as half of AltGr. */
  readonly hasControl: boolean;
  readonly hasAlt: boolean;
  readonly isAltGraph: boolean;
  readonly isRepeat: boolean;
  /** The focus is where typed letters land. */
  readonly isInField: boolean;
  readonly atMs: number;
};

export type KeyMeaning =
  | { readonly type: 'letter'; readonly letter: string }
  /** Enter, Tab, or the line ends that some scanners send as Ctrl+J and Ctrl+M. */
  | { readonly type: 'end' }
  | { readonly type: 'erase' }
  /** One figure of a character that is typed as Alt and its number. */
  | { readonly type: 'alt-digit'; readonly digit: string }
  | { readonly type: 'modifier' }
  | { readonly type: 'other' };

/** Physical keys of the US layout, in which scanners type unless they are told otherwise: alone, with Shift. */
const US_KEYS: Readonly<Record<string, readonly [string, string]>> = {
  Backquote: ['`', '~'],
  Digit1: ['1', '!'],
  Digit2: ['2', '@'],
  Digit3: ['3', '#'],
  Digit4: ['4', '$'],
  Digit5: ['5', '%'],
  Digit6: ['6', '^'],
  Digit7: ['7', '&'],
  Digit8: ['8', '*'],
  Digit9: ['9', '('],
  Digit0: ['0', ')'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadDivide: ['/', '/'],
  NumpadMultiply: ['*', '*'],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
  NumpadDecimal: ['.', '.'],
  NumpadComma: [',', ','],
  NumpadEqual: ['=', '='],
};
const LETTER_KEY = /^Key([A-Z])$/;
const NUMPAD_DIGIT = /^Numpad(\d)$/;
const MODIFIERS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'ScrollLock', 'Fn'];
const LINE_END_CODES = ['KeyJ', 'KeyM'];

export function meaningOf(key: WedgeKey): KeyMeaning {
  if (MODIFIERS.includes(key.key)) return { type: 'modifier' };
  if (key.hasControl) return LINE_END_CODES.includes(key.code) ? { type: 'end' } : { type: 'other' };
  const numpadDigit = NUMPAD_DIGIT.exec(key.code)?.[1];
  if (key.hasAlt && !key.isAltGraph) {
    return numpadDigit === undefined ? { type: 'other' } : { type: 'alt-digit', digit: numpadDigit };
  }
  if (key.key === 'Enter' || key.key === 'Tab') return { type: 'end' };
  // Some input methods select what they are about to replace.
  if (key.key === 'Backspace' || (key.key === 'ArrowLeft' && key.isShifted)) return { type: 'erase' };
  const letter = numpadDigit ?? physicalLetter(key) ?? typedLetter(key.key);
  return letter === null ? { type: 'other' } : { type: 'letter', letter };
}

/**
 * The physical key decides, so that Telex, VNI and other layouts cannot turn `|` and figures into something else, and
 * Caps Lock, of which the scanner knows nothing, changes no case. Two things speak against the physical key: AltGr (the
 * scanner was set to the layout of this machine), and a letter that the key gives only with Shift while no Shift is down
 * (remote desktops and automation type so).
 */
function physicalLetter(key: WedgeKey): string | null {
  const pair = usPair(key.code);
  if (pair === null) return null;
  const [alone, shifted] = pair;
  if (key.isAltGraph) return typedLetter(key.key);
  if (key.isShifted) return shifted;
  return key.key === shifted && !key.isCapsLocked ? shifted : alone;
}

/** The letter that this machine's own layout gives, or null where it gives none that is known yet. */
export function shownLetter({ key }: WedgeKey): string | null {
  return typedLetter(key);
}

function usPair(code: string): readonly [string, string] | null {
  const letter = LETTER_KEY.exec(code)?.[1];
  return letter === undefined ? (US_KEYS[code] ?? null) : [letter.toLowerCase(), letter];
}

/** A key that gives a character rather than a name (`F1`, `Process`, `Dead`); all names are ASCII words. */
function typedLetter(key: string): string | null {
  return key.length === 1 || /[^\x20-\x7e]/.test(key) ? key : null;
}

const HIGHEST_CODE_POINT = 0x10_ffff;

/**
 * The character of an Alt number. Scanners that type this way send code points, of which Windows itself keeps the last
 * byte only and shows it in an old code page; read from the figures, nothing is lost. Below 256 it may be a byte too.
 */
export function altLetter(digits: string): string {
  const codePoint = Number.parseInt(digits, 10);
  const isCharacter = codePoint > 0 && codePoint <= HIGHEST_CODE_POINT && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return isCharacter ? String.fromCodePoint(codePoint) : '\ufffd';
}

/**
 * Text in which Alt numbers were typed. Where none is above 255 they may be bytes: of UTF-8, else of a code page, the
 * Vietnamese one (1258) where that makes sense of them, as for every other reader's bytes.
 */
export function joinAltLetters(text: string): DecodedText {
  if (/[^\0-\xff]/.test(text)) return { text, encoding: 'utf-8' };
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return decodeSymbol({ bytes, declaredText: null });
}
