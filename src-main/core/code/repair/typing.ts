/** Which text was it, before Caps Lock turned it round, or while an input method's keys were never put together? */

import { isSyllable } from './syllable.ts';

const IS_ASCII = /^[\0-\x7f]*$/;
const WORD = /[\p{L}\d]+/gu;

/** Capitals for small letters and the other way round: of all letters, or of those alone that are keys. */
export function swapCase(text: string, isAsciiOnly: boolean): string {
  return text.replace(isAsciiOnly ? /[A-Za-z]/g : /\p{L}/gu, (letter) => {
    const small = letter.toLowerCase();
    return letter === small ? letter.toUpperCase() : small;
  });
}

type Method = {
  readonly tones: Readonly<Record<string, string>>;
  readonly toneKey: RegExp;
  readonly marks: readonly (readonly [RegExp, string])[];
};

const TELEX: Method = {
  tones: { f: '\u0300', s: '\u0301', x: '\u0303', r: '\u0309', j: '\u0323' },
  toneKey: /(?<=[aeiouy].*)[fsxrj](?=[a-z]*$)/i,
  marks: [
    [/d(.*)d/i, '\u0111$1'],
    [/u(w?)o(.*)w/i, 'ươ$2'],
    [/a(.*)a/i, 'â$1'],
    [/e(.*)e/i, 'ê$1'],
    [/o(.*)o/i, 'ô$1'],
    [/a(.*)w/i, 'ă$1'],
    [/o(.*)w/i, 'ơ$1'],
    [/u(.*)w/i, 'ư$1'],
  ],
};
const VNI: Method = {
  tones: { 1: '\u0301', 2: '\u0300', 3: '\u0309', 4: '\u0303', 5: '\u0323' },
  toneKey: /(?<=[aeiouy].*)[1-5](?=[a-z6-9]*$)/i,
  marks: [
    [/d(.*)9/i, 'đ$1'],
    [/u7?o(.*)7/i, 'ươ$1'],
    [/a([^8]*)6/i, 'â$1'],
    [/e(.*)6/i, 'ê$1'],
    [/o(.*)6/i, 'ô$1'],
    [/a(.*)8/i, 'ă$1'],
    [/o(.*)7/i, 'ơ$1'],
    [/u(.*)7/i, 'ư$1'],
  ],
};

/** `Nguyeenx` → `Nguyễn`. `null` where not every word is then spelled as Vietnamese is, or none was changed. */
export function textOfTelex(text: string): string | null {
  return textOfKeys(text, TELEX);
}

/** `Nguye64n` → `Nguyễn`. Only for names: elsewhere figures have their own meaning. */
export function nameOfVni(text: string): string | null {
  return /\d/.test(text) ? textOfKeys(text, VNI) : null;
}

/** So many words that spell nothing as they stand, and something as Telex: somebody's keys were not put together. */
export function looksTelex(text: string): boolean {
  if (!IS_ASCII.test(text)) return false;
  const words = text.match(WORD) ?? [];
  return words.filter((word) => word.length > 2 && isTelex(word)).length >= 2;
}

function isTelex(word: string): boolean {
  return /^[A-Za-z]+$/.test(word) && !isToneless(word) && wordOfKeys(word, TELEX) !== null;
}

/** A syllable as it stands, its tone perhaps not written. */
function isToneless(word: string): boolean {
  return isSyllable(word) || isSyllable(word.replace(/[aeiouy](?=[^aeiouy]*$)/i, '$&\u0301'));
}

function textOfKeys(text: string, method: Method): string | null {
  if (!IS_ASCII.test(text)) return null;
  let isSure = true;
  const read = text.replace(WORD, (word) => {
    if (/^\d+$/.test(word) || /^[A-Z]{1,3}$/.test(word)) return word;
    const letters = wordOfKeys(word, method);
    // `Oong` is a syllable as it stands, too.
    if ((letters === null) !== isSyllable(word)) isSure = false;
    return letters ?? word;
  });
  return isSure && read !== text ? read : null;
}

/** The one syllable that these keys write, or `null`. */
function wordOfKeys(word: string, method: Method): string | null {
  const toneKey = method.toneKey.exec(word)?.[0];
  const tone = toneKey === undefined ? '' : (method.tones[toneKey.toLowerCase()] ?? '');
  let letters = toneKey === undefined ? word : word.replace(method.toneKey, '');
  for (const [keys, letter] of method.marks) letters = letters.replace(keys, letter);
  if (/^\p{Lu}/u.test(word)) letters = letters.slice(0, 1).toUpperCase() + letters.slice(1);
  if (letters === word || !/^\p{L}+$/u.test(letters)) return null;
  const placed = tone === '' ? [letters] : [...letters].map((_letter, at) => placeTone(letters, at, tone));
  const syllables = placed.filter(isSyllable);
  return syllables.length === 1 ? (syllables[0] ?? null) : null;
}

function placeTone(letters: string, at: number, tone: string): string {
  return (letters.slice(0, at + 1) + tone + letters.slice(at + 1)).normalize('NFC');
}
