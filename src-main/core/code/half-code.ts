/** Is this a piece of a person's code whose other piece may come next, or was lost? */

import { isBhytBegin } from './formats/bhyt.ts';
import { isCardBegin } from './formats/card.ts';
import { pieceOfMrz } from './formats/mrz.ts';
import { isUnifiedBegin } from './formats/unified.ts';

/** The end mark of an insurance card, or nothing but the empty last fields of an ID card. */
const REST = /^(?:(?:.*\|)?\$|\|{1,8})$/su;

/** A byte of a garbled letter that came out as a separator, behind those before it; a field may begin there as well. */
const STRAY_SEPARATOR = /(?<=Ã|Ä|Å|á[º»])\|(?![|\d]|$)/gu;

/** `begin` can be joined with what comes next; `rest` has lost its beginning. `null`: neither. */
export function pieceOf(text: string): 'begin' | 'rest' | null {
  if (isCardBegin(text) || isBhytBegin(text) || isUnifiedBegin(text)) return 'begin';
  if (isCardBegin(text.replace(STRAY_SEPARATOR, '?'))) return 'begin';
  return REST.test(text) ? 'rest' : pieceOfMrz(text);
}
