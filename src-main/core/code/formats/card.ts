/** Is this the QR of an ID card: CCCD (7 fields) or Căn cước (the same 7 and more)? */

import { compareWithNumber } from '../citizen-number.ts';
import type { CodeWarning, PersonCode, Sex } from '../code.ts';
import { SAYS_NOTHING } from '../code.ts';
import { dateOfCard } from '../dates.ts';
import { nameOf } from '../name.ts';

const NUMBER = /^\d{12}$/;
const OLD_NUMBER = /^(?:\d{9})?$/;
const DAY = /^\d{8}$/;
/** `Nữ` in any of the ways in which keyboards and code pages garble it. */
const GARBLED_SEX = /^n\S{1,15}$/iu;

const BIRTH_AT = 3;
const FEWEST_FIELDS = 7;
const MOST_TRAILING = 8;
/** A letter of UTF-8 that was read as another code page may look like a separator. */
const MOST_STRAY_SEPARATORS = 8;

/**
 * Number, old number (9 digits, often empty), name, birth date, sex, address, day of issue; Căn cước cards have 1 to 8
 * more, mostly empty, which are not read. Empty fields never shift the others.
 *
 * Garbled letters may have brought separators of their own, so birth date with sex and day of issue are looked for
 * where they stand, not counted; the name is then flagged. `null` where the shape is another.
 */
export function readCard(text: string): PersonCode | null {
  const fields = text
    .split('|', FEWEST_FIELDS + MOST_TRAILING + MOST_STRAY_SEPARATORS + 1)
    .map((field) => field.trim());
  const number = digitsOf(fields[0]);
  if (!NUMBER.test(number) || !OLD_NUMBER.test(digitsOf(fields[1]))) return null;
  const birthAt = fields.findIndex(
    (field, index) => index >= BIRTH_AT && DAY.test(digitsOf(field)) && isSex(fields[index + 1] ?? ''),
  );
  if (birthAt === -1) return null;
  const issuedAt = fields.findIndex((field, index) => index >= birthAt + 3 && DAY.test(digitsOf(field)));
  if (issuedAt === -1 || fields.length - 1 - issuedAt > MOST_TRAILING) return null;

  const name = nameOf(fields.slice(2, birthAt).join('|'));
  const birthDate = dateOfCard(digitsOf(fields[birthAt]));
  const sex = sexOf(fields[birthAt + 1] ?? '');
  const address = fields.slice(birthAt + 2, issuedAt).join('|');
  const issuedOn = dateOfCard(digitsOf(fields[issuedAt]));
  const warnings: CodeWarning[] = compareWithNumber(number, birthDate, sex);
  if (name === null) warnings.push('name-unreadable');
  if (birthDate === null) warnings.push('birth-date-impossible');
  if (issuedOn === null) warnings.push('issue-date-impossible');
  if (birthAt !== BIRTH_AT || issuedAt !== birthAt + 3 || sex === null) warnings.push('text-garbled');
  return {
    type: 'person',
    kind: issuedAt === fields.length - 1 ? 'cccd' : 'can-cuoc',
    key: { scheme: 'citizen', value: number },
    fields: { ...SAYS_NOTHING, number, name, birthDate, sex, address: address === '' ? null : address, issuedOn },
    warnings,
  };
}

/** The beginning of a card: each field but the last is whole, and the last may be cut. */
export function isCardBegin(text: string): boolean {
  const fields = text.split('|', FEWEST_FIELDS + 1).map((field) => field.trim());
  if (fields.length < 2 || fields.length > FEWEST_FIELDS) return false;
  const last = fields.length - 1;
  return fields.every((field, index) => (index === last ? CUT_FIELDS : WHOLE_FIELDS)[index]?.test(field));
}

const ANYTHING = /^/;
const WHOLE_FIELDS = [NUMBER, OLD_NUMBER, ANYTHING, DAY, GARBLED_SEX, ANYTHING];
const CUT_FIELDS = [/^$/, /^\d{0,9}$/, ANYTHING, /^\d{0,8}$/, /^(?:n\S{0,15})?$/iu, ANYTHING, /^\d{0,7}$/];

function isSex(text: string): boolean {
  return GARBLED_SEX.test(text);
}

/** `null` where a garbled word does not say which. */
function sexOf(text: string): Sex | null {
  switch (text.toLowerCase()) {
    case 'nam':
      return 'male';
    case 'nữ':
    case 'nu':
      return 'female';
    default:
      return null;
  }
}

function digitsOf(field: string | undefined): string {
  return (field ?? '').replace(/\s+/g, '');
}
