/** Which letters have the names and addresses of Vietnam, and what does a letter look like that is none of theirs? */

const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const VOWELS = 'aăâeêioôơuưy';
/** Of the peoples whose languages write more than Vietnamese does (Ede, Jarai, Bahnar, Mnong). */
const MINORITY = 'ŏŭčĕĭñƀ';

const VIETNAMESE = [...VOWELS, 'đ']
  .flatMap((letter) => (letter === 'đ' ? [letter] : TONES.map((tone) => (letter + tone).normalize('NFC'))))
  .join('');
const LOWER = VIETNAMESE.replace(/[a-z]/g, '') + MINORITY;

/** Every letter beyond ASCII, small and capital. */
export const OWN_LETTERS: readonly string[] = [...LOWER, ...LOWER.toUpperCase()];
const OWN = OWN_LETTERS.join('');
const APOSTROPHES = "'’‘′´`";

const NAME = new RegExp(`^[A-Za-z${OWN}\u0306 ${APOSTROPHES}~.,\\-‐‑–—]+$`);
const ADDRESS = new RegExp(`^[A-Za-z${OWN}\u0306\\x20-\\x3e@\\[\\]_\`~\\u00a0’‘′´“”–—‐‑]*$`);

/** A capital of another alphabet behind a small letter; the first byte of a letter before a sign. */
const STRAY_CAPITAL = /\p{Ll}(?![A-ZĐ])\p{Lu}|[ÃÂ][´\u00a0]|Ã {2}/u;
/** Only Caps Lock writes so: within a word of a name, and at the beginning of any. */
const RISING = /\p{Ll}\p{Lu}/u;
const INVERTED = /(?:^|[\s,.])\p{Ll}\p{Lu}/u;
/** `Ấp` in an old code page; the minority letter begins a word as a capital. */
const STRAY_N = /(?<![\p{L}'’\-`~])ñ/u;
const HAS_SMALL = /\p{Ll}/u;
const STRAY_CAPITAL_WORD = /(?<!\p{L})\p{Lu}+(?![A-Z])\p{Lu}(?!\p{L})/u;

/** `Ấp` in an old code page; escapes, and the numbers of letters or bytes among letters. */
const WRITTEN_OUT =
  /(?<!\p{L})ñp(?!\p{L})|\p{L}(?:19[5-8]1[2-9]\d|22518[67]1[2-9]\d)|(?:19[5-8]1[2-9]\d|22518[67]1[2-9]\d)\p{L}|&#?\w{2,8};|%[0-9A-Fa-f]{2}|%u[0-9A-Fa-f]{4}|0(?:19[5-8]|225)0(?:1[2-8]\d|19[01])|\p{L}(?:78[4-9]\d|79[0-2]\d)(?!\d)|(?<!\d)(?:78[4-9]\d|79[0-2]\d)\p{Ll}/u;

/** Nothing in it that no name has. */
export function isCleanName(name: string): boolean {
  if (!NAME.test(name) || STRAY_CAPITAL.test(name) || RISING.test(name) || STRAY_N.test(name)) return false;
  return !(HAS_SMALL.test(name) && STRAY_CAPITAL_WORD.test(name));
}

/** Nothing in it that no address has. */
export function isCleanAddress(address: string): boolean {
  return ADDRESS.test(address) && !STRAY_CAPITAL.test(address) && !WRITTEN_OUT.test(address);
}

/** The same of letters that were brought back: also nothing that only another way of garbling leaves. */
export function isRestoredAddress(address: string): boolean {
  return isCleanAddress(address) && !INVERTED.test(address) && !STRAY_N.test(address);
}

/** True where Caps Lock was on: each of these is written small at its beginning. */
export function looksInverted(name: string, sex: string, address: string): boolean {
  return /^n/.test(sex) && (/^n[A-ZỮ]/.test(sex) || /^\s*\p{Ll}/u.test(name) || RISING.test(address));
}

const IS_OWN = new Set(OWN_LETTERS);

/** A letter beyond ASCII, or an apostrophe or mark, that may stand in a name or an address. */
export function isOwnLetter(letter: string): boolean {
  return IS_OWN.has(letter) || '’‘“”–—′´\u0306'.includes(letter);
}

const COMBINING = ['\u0300', '\u0301', '\u0302', '\u0303', '\u0306', '\u0309', '\u031b', '\u0323'];

/** The same, or a mark that makes such a letter out of the one before it. */
export function isOwnLetterOrMark(letter: string): boolean {
  return isOwnLetter(letter) || COMBINING.includes(letter);
}

/**
 * Without its letters beyond Latin-1, or beyond ASCII, a word has no vowel left, or is one small letter: a reader that
 * drops them. Or it has signs among its letters: one that drops the eighth bit. For whole cards only: every address has
 * letters beyond Latin-1.
 */
export function hasLostLetters(text: string): boolean {
  if (/[^\0-\xff]/.test(text)) return false;
  return SEVEN_BITS.test(text) || STRAY_A.test(text) || text.split(/[^\p{L}']+/u).some((word) => LOST_VOWEL.test(word));
}

/** No abbreviation: those are of capitals. `Nguyn` and `Huyn` are what is left of very common words. */
const LOST_VOWEL = /^(?:[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tvwxz]+|[b-df-hj-np-tvwxz]{2,}|[a-z]|Nguyn|Huyn)$/;
/** Half of a letter; words that begin so are written in capitals, if at all. */
const STRAY_A = /(?<!\p{Lu})Ã(?!\p{Lu})/u;
const SEVEN_BITS = /[A-Za-z](?:[:;][!-?]|[!"#$%*])/;
