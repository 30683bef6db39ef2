/** What do Telex and VNI make of a scanner's keys, when they erase letters and put accented ones in their place? */

import type { WedgeEvent } from '../../src-renderer/readers/wedge-buffer.ts';
import type { InputMethod } from '../../src-renderer/readers/wedge-rewrite.ts';
import { scannerKeys, wedgeKey } from './wedge-typing.ts';

const TONES = { telex: 'sfrxj', vni: '12345' } as const;
const TONE_MARKS = ['\u0301', '\u0300', '\u0309', '\u0303', '\u0323'];
const VOWEL = /[aeiouyăâêôơư](?![^aeiouyăâêôơư]*[aeiouyăâêôơư])/iu;

/** The word after one more key; null where the method does nothing but let the letter stand. */
export function composed(word: string, key: string, method: InputMethod): string | null {
  const small = key.toLowerCase();
  const tone = TONES[method].indexOf(small);
  if (tone >= 0) {
    const mark = TONE_MARKS[tone] ?? '';
    const bare = word.normalize('NFD');
    // The same tone again turns it into its key.
    if (bare.includes(mark)) return bare.replace(mark, '').normalize('NFC') + key;
    const toneless = bare.replace(/[\u0301\u0300\u0309\u0303\u0323]/gu, '').normalize('NFC');
    return VOWEL.test(toneless) ? toneless.replace(VOWEL, (vowel) => (vowel + mark).normalize('NFC')) : null;
  }
  for (const [keys, from, to] of MARKS[method]) {
    if (!keys.includes(small)) continue;
    const at = word.normalize('NFC').search(from);
    if (at >= 0) return replacedAt(word, at, (word[at] ?? '') < 'a' && word[at] !== 'đ' ? to.toUpperCase() : to);
  }
  return null;
}

const MARKS: Readonly<Record<InputMethod, readonly (readonly [string, RegExp, string])[]>> = {
  telex: [
    ['a', /a(?=[^aeiouy]*$)/i, 'â'],
    ['e', /e(?=[^aeiouy]*$)/i, 'ê'],
    ['o', /o(?=[^aeiouy]*$)/i, 'ô'],
    ['w', /a(?=[^aeiouy]*$)/i, 'ă'],
    ['w', /o(?=[^aeiouy]*$)/i, 'ơ'],
    ['w', /u(?=[^aeiouy]*$)/i, 'ư'],
    ['d', /^d/i, 'đ'],
  ],
  vni: [
    ['6', /a(?=[^aeiouy]*$)/i, 'â'],
    ['6', /e(?=[^aeiouy]*$)/i, 'ê'],
    ['6', /o(?=[^aeiouy]*$)/i, 'ô'],
    ['8', /a(?=[^aeiouy]*$)/i, 'ă'],
    ['7', /o(?=[^aeiouy]*$)/i, 'ơ'],
    ['7', /u(?=[^aeiouy]*$)/i, 'ư'],
    ['9', /^d/i, 'đ'],
  ],
};

function replacedAt(word: string, at: number, letter: string): string {
  return word.slice(0, at) + letter + word.slice(at + 1);
}

export type Interference = {
  readonly method: InputMethod;
  /** The key that calls for an accent never reaches the page; else it does, and is erased with the rest. */
  readonly takesKeys: boolean;
  /** The page sees taken keys let go of. */
  readonly letsGo: boolean;
};

/** The events of a scan, all at time 0, when such a method lies between scanner and page. */
export function interfered(text: string, { method, takesKeys, letsGo }: Interference): WedgeEvent[] {
  const events: WedgeEvent[] = [];
  let word = '';
  const press = (key: ReturnType<typeof wedgeKey>): void => void events.push({ type: 'key', key });
  for (const key of scannerKeys(text)) {
    const next = /[\p{L}\d]/u.test(key.key) ? composed(word, key.key, method) : null;
    if (next === null) {
      press(key);
      word = /[\p{L}\d]/u.test(key.key) ? word + key.key : '';
      continue;
    }
    const onPage = [...word.normalize('NFC'), ...(takesKeys ? [] : [key.key])];
    if (!takesKeys) press(key);
    const target = [...next.normalize('NFC')];
    const same = target.findIndex((letter, index) => letter !== onPage[index]);
    const from = same < 0 ? target.length : same;
    for (const _ of onPage.slice(from)) press(wedgeKey({ key: 'Backspace', code: 'Backspace' }));
    for (const letter of target.slice(from)) press(wedgeKey({ key: letter, code: '' }));
    if (takesKeys && letsGo) events.push({ type: 'taken', code: key.code });
    word = next;
  }
  return events;
}
