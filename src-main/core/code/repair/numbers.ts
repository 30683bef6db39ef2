/** Which letters were meant by the numbers that a scanner typed in their place? */

import { isOwnLetterOrMark } from './letters.ts';
import { isSyllable } from './syllable.ts';

const WORD = /[\p{L}\p{M}\d]+/gu;
const UNKNOWN = '\uFFFD';

/** The first byte of a letter beyond ASCII, and its others, as figures; with the leading 0 of an Alt number or without. */
const LONG = /0(19[4-9]|2[0-3]\d)((?:0(?:12[89]|1[3-8]\d|19[01])){1,2})/y;
const SHORT = /(19[4-9]|2[0-3]\d)((?:12[89]|1[3-8]\d|19[01]){1,2})/y;

/**
 * `Ng022501870141c` → `Ngọc`: each byte of UTF-8 as a number, in all fields in the same way. `null` where there is none.
 */
export function textsOfByteNumbers(texts: readonly string[]): readonly string[] | null {
  for (const [pattern, width] of [
    [LONG, 4],
    [SHORT, 3],
  ] as const) {
    const read = texts.map((text) => readNumbers(text, pattern, width));
    if (read.some((text) => text !== null)) return read.map((text, index) => text ?? texts[index] ?? '');
  }
  return null;
}

function readNumbers(text: string, pattern: RegExp, width: number): string | null {
  let read = '';
  let hasLetters = false;
  for (let at = 0; at < text.length; ) {
    const letter = letterAt(text, at, pattern, width);
    if (letter !== null) hasLetters = true;
    read += letter?.letter ?? text[at] ?? '';
    at += letter?.length ?? 1;
  }
  return hasLetters ? read.normalize('NFC') : null;
}

function letterAt(text: string, at: number, pattern: RegExp, width: number) {
  pattern.lastIndex = at;
  const [, first, rest = ''] = pattern.exec(text) ?? [];
  if (first === undefined) return null;
  const count = Number(first) >= 0xe0 ? 2 : 1;
  if (rest.length < count * width) return null;
  const bits = Number(first) & (count === 2 ? 0x0f : 0x1f);
  const others = Array.from({ length: count }, (_, index) => Number(rest.slice(index * width, (index + 1) * width)));
  const letter = String.fromCharCode(others.reduce((sum, byte) => sum * 64 + (byte & 0x3f), bits));
  return isOwnLetterOrMark(letter) ? { letter, length: width * (count + 1) } : null;
}

/** `Nguy7877n` → `Nguyễn`: in a name every figure is of a letter's number. `null` where there is none. */
export function nameOfCodePoints(name: string): string | null {
  if (!/\d/.test(name)) return null;
  return name.replace(/\d+/g, (figures) => lettersOf(figures) ?? UNKNOWN).normalize('NFC');
}

/**
 * The same in an address, where figures may be its own: `null` unless it is certain of each word which they are.
 */
export function addressOfCodePoints(address: string): string | null {
  let isSure = true;
  const read = address.replace(WORD, (word) => {
    if (!/\d/.test(word)) return word;
    const letters = wordOfCodePoints(word);
    if (letters === null) isSure = false;
    return letters ?? word;
  });
  return isSure ? read.normalize('NFC') : null;
}

/** True where a word of it is certainly written so. */
export function hasCodePoints(address: string): boolean {
  if (!/\d\p{Ll}/u.test(address)) return false;
  return (address.match(WORD) ?? []).some((word) => {
    const read = /\d\p{Ll}/u.test(word) ? wordOfCodePoints(word) : word;
    return read !== null && read !== word;
  });
}

/** The word meant, or itself where its figures are its own; `null` where it may be either. */
function wordOfCodePoints(word: string): string | null {
  const decoded = word.replace(/\d+/g, (figures) => lettersOf(figures) ?? figures).normalize('NFC');
  if (decoded === word) return word;
  // `Ỷ La` and `Ea Ô` are places; a small letter is no word.
  if (/^\d+$/.test(word)) return /\p{Lu}/u.test(decoded) ? null : word;
  const isWord = !/\d/.test(decoded) && isSyllable(decoded);
  if (!isWord) return /\p{L}\d+\p{L}|\p{Ll}\d|^\d{4}\p{Ll}|^\d{3}\p{Ll}{2}/u.test(word) ? null : word;
  // `H224` may be a house, and `225a` too.
  return /^\p{Lu}+0?\d{3}$|^0?\d{3}\p{L}$/u.test(word) ? null : decoded;
}

/** No number of a letter begins another's, or with the 0 that an Alt number may have, so there is one way to cut them. */
function lettersOf(figures: string): string | null {
  let letters = '';
  for (let at = 0; at < figures.length; ) {
    if (figures[at] === '0') at += 1;
    const length = [3, 4].find((width) => isNumberOfLetter(figures.slice(at, at + width), width));
    if (length === undefined) return null;
    letters += String.fromCharCode(Number(figures.slice(at, at + length)));
    at += length;
  }
  return letters;
}

function isNumberOfLetter(figures: string, width: number): boolean {
  const unit = Number(figures);
  return figures.length === width && unit >= 0xc0 && figures[0] !== '0' && isOwnLetterOrMark(String.fromCharCode(unit));
}
