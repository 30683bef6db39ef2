/** Which letters were meant, where several may have been, and the spelling of the word allows only some of them? */

import { isSyllable } from './syllable.ts';

/** A letter that is known, or those among which it must be. */
export type LetterUnit = string | readonly string[];

/** More ways to read the words of a text than this are too many to try. */
const MOST_READINGS = 4_096;
const UNKNOWN = '\uFFFD';

/** Letters that stay open become U+FFFD. A word of a name is `Xxxx` or `XXXX`; one of an address may be `xxxx` too. */
export function solveWords(units: readonly LetterUnit[], isName: boolean): string {
  let solved = '';
  let word: LetterUnit[] = [];
  let left = MOST_READINGS;
  function endWord(): string {
    const readings = readingsOf(word);
    left -= readings > 1 ? readings : 0;
    return left < 0 ? unsolved(word) : solveWord(word, isName);
  }
  for (const unit of units) {
    if (typeof unit !== 'string' || /^\p{L}$/u.test(unit)) {
      word.push(unit);
    } else {
      solved += endWord() + unit;
      word = [];
    }
  }
  return solved + endWord();
}

function solveWord(word: readonly LetterUnit[], isName: boolean): string {
  if (word.every((unit) => typeof unit === 'string')) return word.join('');
  let texts = [''];
  for (const unit of word) {
    texts = texts.flatMap((text) => (typeof unit === 'string' ? [text + unit] : unit.map((letter) => text + letter)));
  }
  const fitting = texts.filter((text) => isCased(text, isName) && isSyllable(text));
  const [only] = fitting;
  return fitting.length === 1 && only !== undefined ? only : unsolved(word);
}

function readingsOf(word: readonly LetterUnit[]): number {
  return word.reduce((count, unit) => count * (typeof unit === 'string' ? 1 : unit.length), 1);
}

function unsolved(word: readonly LetterUnit[]): string {
  return word.map((unit) => (typeof unit === 'string' ? unit : UNKNOWN)).join('');
}

function isCased(word: string, isName: boolean): boolean {
  return /^\p{Lu}\p{Ll}*$/u.test(word) || /^\p{Lu}+$/u.test(word) || (!isName && /^\p{Ll}+$/u.test(word));
}
