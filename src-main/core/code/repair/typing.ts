/** Which text was it, before Caps Lock turned it round, or while an input method's keys were never put together? */

import { isSyllable } from './syllable.ts';

const OTHER_LETTER = /(?![A-Za-z])\p{L}/u;
/** Minority names have letters that no keys write. */
const IS_PLAIN = /^[A-Za-z0-9 ,./-]*$/;
const WORD = /[\p{L}\d]+/gu;

/** Capitals for small letters and the other way round: of all letters, or of those alone that are keys. */
export function swapCase(text: string, isAsciiOnly: boolean): string {
  return text.replace(isAsciiOnly ? /[A-Za-z]/g : /\p{L}/gu, (letter) => {
    const small = letter.toLowerCase();
    return letter === small ? letter.toUpperCase() : small;
  });
}

/** `Nghieengx` and the like, with a key to spare. */
const MOST_KEYS = 12;

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

/** A word that spells nothing as it stands, and something as Telex: somebody's keys were not put together. */
export function looksTelex(text: string): boolean {
  return (
    !OTHER_LETTER.test(text) &&
    (text.match(WORD) ?? []).some((word) => /^[A-Za-z]{3,}$/.test(word) && isWritten(word, TELEX))
  );
}

/** The same of VNI: figures behind small letters. */
export function looksVni(text: string): boolean {
  return (
    !OTHER_LETTER.test(text) && (text.match(WORD) ?? []).some((word) => /[a-z]\d/.test(word) && isWritten(word, VNI))
  );
}

function isWritten(word: string, method: Method): boolean {
  return !isToneless(word) && wordOfKeys(word, method) !== null;
}

/** A syllable as it stands, its tone perhaps not written. */
function isToneless(word: string): boolean {
  return isSyllable(word) || isSyllable(word.replace(/[aeiouy](?=[^aeiouy]*$)/i, '$&\u0301'));
}

function textOfKeys(text: string, method: Method): string | null {
  if (!IS_PLAIN.test(text)) return null;
  let isSure = true;
  const read = text.replace(WORD, (word) => {
    const letters = wordOfKeys(word, method);
    // `Oong` is a syllable as it stands, too.
    if ((letters === null) !== (isSyllable(word) || /^(?:\d+|[A-Z]{1,3})$/.test(word))) isSure = false;
    return letters ?? word;
  });
  return isSure && read !== text ? read : null;
}

/** The one syllable that these keys write, or `null`. */
function wordOfKeys(word: string, method: Method): string | null {
  if (word.length > MOST_KEYS) return null;
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
