/** What is the person called, as the code writes it? */

/** Longer than this is no name; the collector takes no more either. */
const LONGEST_NAME = 120;

/** Invisible characters that could turn a line around or steer a terminal, when the name is shown. */
const STEERING = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
/** All that names in Vietnam are written with, those of minority peoples (`H'`, `Y-`, `ŏ`) and of foreigners too. */
const PLAIN_NAME = /^[\p{L}\p{M} '’‘′´`~.,\p{Pd}]+$/u;
const HAS_LETTER = /\p{L}/u;

/**
 * Single spaces, none at the ends; letters, marks and apostrophes stay as they are, in NFC. An invisible character is
 * shown as U+FFFD. `null` where there is no name: nothing, no letter in it, or far too long.
 */
export function nameOf(text: string | null): string | null {
  if (text === null) return null;
  const name = text.replace(/\s+/gu, ' ').trim().replace(STEERING, '\uFFFD').normalize('NFC');
  return name.length > LONGEST_NAME || !HAS_LETTER.test(name) ? null : name;
}

/** False where digits, question marks or signs stand in it: the reader's work, or no name at all. */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name);
}
