/** Which keys does a keyboard-wedge scanner press for a text? */

import fc from 'fast-check';
import type { WedgeKey } from '../../src-renderer/readers/wedge-keys.ts';

const ALONE = "`1234567890-=[]\\;',./ ";
const SHIFTED = '~!@#$%^&*()_+{}|:"<>?';
const CODES = [
  'Backquote',
  ...[...'1234567890'].map((digit) => `Digit${digit}`),
  ...['Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote', 'Comma', 'Period', 'Slash'],
  'Space',
];

/** All that a US keyboard types. */
export const SCANNER_TEXT = fc.string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 60 });

/** A key without modifiers, typed into a field, unless told otherwise. */
export function wedgeKey(key: Partial<WedgeKey> & Pick<WedgeKey, 'key' | 'code'>): WedgeKey {
  return {
    isShifted: false,
    isCapsLocked: false,
    hasControl: false,
    hasAlt: false,
    isAltGraph: false,
    isRepeat: false,
    isInField: true,
    atMs: 0,
    ...key,
  };
}

/** The `keydown` of each letter, all at time 0. Letters that no key has are typed as such. */
export function scannerKeys(text: string, always: Partial<WedgeKey> = {}): WedgeKey[] {
  return [...text].map((letter) => {
    const isShifted = /[A-Z]/.test(letter) || SHIFTED.includes(letter);
    const at = Math.max(ALONE.indexOf(letter), SHIFTED.indexOf(letter));
    const code = /[A-Za-z]/.test(letter) ? `Key${letter.toUpperCase()}` : (CODES[at] ?? '');
    return wedgeKey({ code, isShifted, key: letter, ...always });
  });
}

/** Keys at a steady pace from a first instant on. */
export function paced(keys: readonly WedgeKey[], gapMs: number, fromMs = 0): WedgeKey[] {
  return keys.map((key, index) => ({ ...key, atMs: fromMs + index * gapMs }));
}
