/** Which code is this text? Tries the known forms in order; what remains is opaque, never guessed. */

import { cleanText } from './clean-text.ts';
import type { Code, PersonCode, TextEncoding } from './code.ts';
import { readBhyt } from './formats/bhyt.ts';
import { readCard } from './formats/card.ts';
import { isLeaveBadgeText } from './formats/leave-badge.ts';
import { readMrz } from './formats/mrz.ts';
import { isPlaceText } from './formats/place.ts';
import { readUnified } from './formats/unified.ts';
import { readVssid } from './formats/vssid.ts';
import { pieceOf } from './half-code.ts';
import { isPlainName } from './name.ts';
import { repairCard, repairText } from './repair/repair-card.ts';
import { readSignedText } from './signed-text.ts';

/** What a decoder, or a reader that types, leaves where it did not know a letter. */
const UNKNOWN_LETTER = /[\uFFFD\p{Cc}]/u;

/**
 * Recognises the text of one reading, whatever a reader may have sent; never throws, and takes time in proportion to
 * its length. There is no tag on these codes, so they are told apart by the shape of their fields, strictest first.
 */
export function recognise(text: string, encoding: TextEncoding): Code {
  const cleaned = cleanText(text);
  if (cleaned.type === 'unreadable') return cleaned;
  if (isLeaveBadgeText(cleaned.text)) return { type: 'unreadable', reason: 'leave-badge' };
  const signed = readSignedText(cleaned.asWritten);
  if (signed !== null) return signed;
  // A keyboard of another layout types `~` where the code has `|`.
  const piped = cleaned.text.includes('|') ? cleaned.text : cleaned.text.replaceAll('~', '|');
  const card = readCard(piped);
  if (card !== null) return encoding === 'utf-8' ? repairCard(piped, card) : flagGarbled(card);
  const person = readBhyt(piped) ?? readVssid(piped) ?? readUnified(piped);
  if (person !== null) return isGarbled(person, cleaned.text, encoding) ? flagGarbled(person) : person;
  const zone = readMrz(cleaned.text);
  // Its line ends are no damage.
  if (zone !== null) return isGarbled(zone, '', encoding) ? flagGarbled(zone) : zone;
  const repaired = encoding === 'utf-8' ? repairText(cleaned.text) : null;
  if (repaired !== null) return repaired;
  if (isPlaceText(cleaned.text)) return { type: 'place', text: cleaned.text };
  const part = pieceOf(piped);
  return part === null ? { type: 'opaque', text: cleaned.text } : { type: 'unreadable', reason: 'half-code', part };
}

function isGarbled(person: PersonCode, text: string, encoding: TextEncoding): boolean {
  const { name } = person.fields;
  return encoding !== 'utf-8' || UNKNOWN_LETTER.test(text) || (name !== null && !isPlainName(name));
}

function flagGarbled(person: PersonCode): PersonCode {
  return person.warnings.includes('text-garbled')
    ? person
    : { ...person, warnings: [...person.warnings, 'text-garbled'] };
}
