/** Is this a piece of a person's code whose other piece may come next, or was lost? */

import { isBhytBegin } from './formats/bhyt.ts';
import { isCardBegin } from './formats/card.ts';
import { pieceOfMrz } from './formats/mrz.ts';
import { isUnifiedBegin } from './formats/unified.ts';

/** The end mark of an insurance card, or nothing but the empty last fields of an ID card. */
const REST = /^(?:(?:.*\|)?\$|\|{1,8})$/su;

/** `begin` can be joined with what comes next; `rest` has lost its beginning. `null`: neither. */
export function pieceOf(text: string): 'begin' | 'rest' | null {
  if (isCardBegin(text) || isBhytBegin(text) || isUnifiedBegin(text)) return 'begin';
  return REST.test(text) ? 'rest' : pieceOfMrz(text);
}
