/** Which text was it, whose UTF-8 bytes were each shown as a letter of a Western code page? */

import { isOwnLetterOrMark, OWN_LETTERS } from './letters.ts';
import { CP437 } from './low-byte.ts';
import type { LetterUnit } from './words.ts';
import { solveWords } from './words.ts';

/** What windows-1252 shows for the bytes from 0x80 to 0x9F; five of them it shows nothing for. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const SHOWN_1252 = /[\u0100-\uffff]/;
const LOST_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
/** Latin-1 has controls there, which keyboards cannot type. */
const LOST_LATIN = Array.from({ length: 0x20 }, (_, index) => 0x80 + index);
/** The space that does not break and the hyphen that does not show: often taken for nothing. */
const LOST_OFTEN = [0xa0, 0xad];
/** A byte that could not be shown was seen to come out as one of these. */
const STAND_INS = '|\\?';

/** How each page shows the bytes beyond ASCII. Windows-1258 differs from 1252 in one first byte only, `Ă`. */
const PAGES: Readonly<Record<CodePage, ReadonlyMap<string, number>>> = {
  western: new Map([...[...WINDOWS_1252].map((letter, index) => [letter, 0x80 + index] as const), ['Ă', 0xc3]]),
  dos: new Map([...CP437].map((letter, index) => [letter, 0x80 + index])),
};
export type CodePage = 'western' | 'dos';

/** The letters that begin with these bytes, by the last byte. */
const BY_PREFIX = new Map<string, Map<number, string>>();
for (const letter of OWN_LETTERS) {
  const bytes = utf8Of(letter);
  const prefix = bytes.slice(0, -1).join();
  const last = bytes.at(-1) ?? 0;
  BY_PREFIX.set(prefix, (BY_PREFIX.get(prefix) ?? new Map<number, string>()).set(last, letter));
}

/**
 * Bytes that were lost on the way are put back where spelling leaves one letter only; elsewhere U+FFFD stands. `null`
 * where the text is not of bytes, or has no letter of several.
 */
export function textOfShownBytes(text: string, isName: boolean, isLatin: boolean, page: CodePage): string | null {
  const bytes = bytesOf(text, page);
  if (bytes === null) return null;
  const lost = [...(isLatin ? LOST_LATIN : LOST_1252), ...LOST_OFTEN];
  const units: LetterUnit[] = [];
  let hasLetters = false;
  for (let at = 0; at < bytes.length; ) {
    const read = unitAt(text, bytes, at, lost, isName);
    if (read === null) return null;
    const { unit, length } = read;
    if (length > 1 || typeof unit !== 'string') hasLetters = true;
    units.push(unit);
    at += length;
  }
  return hasLetters ? solveWords(units, isName).normalize('NFC') : null;
}

/** True where nothing shows that the code page was windows-1252. */
export function looksLatin(text: string): boolean {
  return !SHOWN_1252.test(text);
}

/** What whole UTF-8 it was, where that is not yet a name's or an address's: some readers do it twice. */
export function textOfBytesShownTwice(text: string): string | null {
  const bytes = bytesOf(text, 'western');
  if (bytes === null || bytes.every((byte) => byte < 0x80)) return null;
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return null; // Not UTF-8.
  }
}

function bytesOf(text: string, page: CodePage): readonly number[] | null {
  const bytes: number[] = [];
  for (const letter of text) {
    const unit = letter.codePointAt(0) ?? 0;
    const byte = PAGES[page].get(letter) ?? (unit <= (page === 'western' ? 0xff : 0x7f) ? unit : null);
    if (byte === null) return null;
    bytes.push(byte);
  }
  return bytes;
}

const UNKNOWN = '\uFFFD';
type Unit = { readonly unit: LetterUnit; readonly length: number };

function unitAt(
  text: string,
  bytes: readonly number[],
  at: number,
  lost: readonly number[],
  isName: boolean,
): Unit | null {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { unit: text[at] ?? '', length: 1 };
  const needed = first >= 0xe0 && first <= 0xef ? 3 : first >= 0xc2 && first <= 0xdf ? 2 : 0;
  if (needed === 0) return null;
  let end = at + 1;
  while (end < at + needed && isContinuation(bytes[end])) end += 1;
  const own = bytes.slice(at, end);
  if (own.length === needed) {
    const letter = letterOf(own);
    return isOwnLetterOrMark(letter) || letter === '\u00a0' ? { unit: letter, length: needed } : null;
  }
  if (own.length !== needed - 1) return null;
  const candidates = BY_PREFIX.get(own.join());
  if (candidates === undefined) return null;
  if (STAND_INS.includes(text[end] ?? ' ')) return { unit: among(candidates, lost), length: own.length + 1 };
  const hard = candidates.get(0xa0);
  if (hard !== undefined && text[end] === ' ') {
    if (isHardSpace(text[end + 1], isName)) return { unit: hard, length: own.length + 1 };
    if (!isName) return { unit: UNKNOWN, length: own.length };
  }
  return { unit: among(candidates, lost), length: own.length };
}

/** A space that was the byte 0xA0: another follows, or the field ends, or the word goes on, which no name's next does. */
function isHardSpace(next: string | undefined, isName: boolean): boolean {
  return next === undefined || next === ' ' || (isName && /[a-z]/.test(next));
}

function among(candidates: ReadonlyMap<number, string>, lost: readonly number[]): LetterUnit {
  return lost.flatMap((byte) => candidates.get(byte) ?? []);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}

function letterOf(bytes: readonly number[]): string {
  const [first = 0, ...rest] = bytes;
  const bits = rest.length === 1 ? first & 0x1f : first & 0x0f;
  return String.fromCharCode(rest.reduce((sum, byte) => sum * 64 + (byte & 0x3f), bits));
}

function utf8Of(letter: string): readonly number[] {
  const unit = letter.charCodeAt(0);
  if (unit < 0x80) return [unit];
  if (unit < 0x800) return [0xc0 | (unit >> 6), 0x80 | (unit & 0x3f)];
  return [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)];
}
