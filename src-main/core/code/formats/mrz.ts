/** Is this the machine-readable zone of a passport or an identity card (ICAO Doc 9303, parts 4 to 6)? */

import { compareWithNumber } from '../citizen-number.ts';
import type { CodeWarning, PersonCode, PersonCodeKind, Sex, SubjectKey } from '../code.ts';
import { SAYS_NOTHING } from '../code.ts';
import { isCheckRight } from '../mrz-check.ts';
import { birthOfMrz, expiryOfMrz, isNoDay } from '../mrz-dates.ts';
import { nameOf } from '../name.ts';

/** What stands between two lines, and around them: line ends, other controls, spaces. */
const BETWEEN_LINES = /[\s\p{Cc}]+/u;
const ZONE = /^[A-Z0-9<]+$/;
const CITIZEN_NUMBER = /^\d{12}$/;
/** The Vietnamese card writes the citizen's number, fillers and a check digit of its own into the optional data. */
const VIETNAMESE_OPTIONAL = /^(\d{12})<<(\d)$/;

const CARD_LINE = /^[ACI][A-Z<][A-Z<]{3}[A-Z0-9<]{9}[0-9<][A-Z0-9<]{15}$/;
const CARD_DATA = /^[0-9<]{7}[MFX<][0-9<]{7}[A-Z<]{3}[A-Z0-9<]{11}\d$/;
const NAME_LINE = /^[A-Z<]{30}$/;
const PAPER_NAME = /^[ACI][A-Z<][A-Z<]{3}[A-Z0-9<]{31}$/;
const PASSPORT_NAME = /^P[A-Z<][A-Z<]{3}[A-Z0-9<]{39}$/;
const BOOK_DATA = /^[A-Z0-9<]{9}[0-9<][A-Z<]{3}[0-9<]{7}[MFX<][0-9<]{7}[A-Z0-9<]+$/;

/** The three sizes, by the length and number of their lines. */
const SIZES: readonly { readonly kind: PersonCodeKind; readonly lines: number; readonly length: number }[] = [
  { kind: 'mrz-td1', lines: 3, length: 30 },
  { kind: 'mrz-td2', lines: 2, length: 36 },
  { kind: 'mrz-td3', lines: 2, length: 44 },
];

/** The fields as they stand in the zone, and whether each check digit fits what it guards. */
type Zone = {
  readonly kind: PersonCodeKind;
  readonly issuer: string;
  readonly number: string;
  readonly optional: string;
  readonly birth: string;
  readonly sex: string;
  readonly expiry: string;
  readonly names: string;
  readonly isNumberRight: boolean;
  readonly areOthersRight: boolean;
};

/**
 * Three lines of 30, two of 36 or two of 44 characters, with whatever line ends the reader sends, or none. Visas are
 * left out: their number is not the person's paper. A wrong check digit leaves its field as read and warns; a number
 * whose check digit is wrong is no key. The name has no check digit. `null` where the shape is another.
 */
export function readMrz(text: string): PersonCode | null {
  const zone = zoneOf(text);
  if (zone === null) return null;
  const citizenNumber = citizenNumberOf(zone);
  const number = citizenNumber.number ?? zone.number;
  const isNumberRight = zone.isNumberRight && citizenNumber.isRight;
  const name = nameOf(zone.names.replace(/<+/g, ' '));
  const sex = sexOf(zone.sex);
  const birthDate = birthOfMrz(zone.birth, zone.expiry, citizenNumber.number);
  const warnings: CodeWarning[] =
    citizenNumber.number === null ? [] : compareWithNumber(citizenNumber.number, birthDate, sex);
  if (name === null) warnings.push('name-unreadable');
  if (isNoDay(zone.birth)) warnings.push('birth-date-impossible');
  if (!isNumberRight || !zone.areOthersRight) warnings.push('check-digit-wrong');
  return {
    type: 'person',
    kind: zone.kind,
    key: isNumberRight ? keyOf(zone, citizenNumber.number) : null,
    fields: {
      ...SAYS_NOTHING,
      number: number === '' ? null : number,
      name,
      birthDate,
      sex,
      validTo: expiryOfMrz(zone.expiry),
    },
    warnings,
  };
}

/**
 * One line of a zone, or two of three: `begin` where the first is among them. Readers that end each line with Enter
 * send them as readings of their own.
 */
export function pieceOfMrz(text: string): 'begin' | 'rest' | null {
  const compact = linesOf(text).join('');
  if (!ZONE.test(compact) || !compact.includes('<')) return null;
  switch (compact.length) {
    case 30:
      if (CARD_LINE.test(compact) && hasCardNumber(compact)) return 'begin';
      return (CARD_DATA.test(compact) && hasDates(compact, 0, 8)) || isNameLine(compact) ? 'rest' : null;
    case 60: {
      const [first, second] = [compact.slice(0, 30), compact.slice(30)];
      if (CARD_LINE.test(first) && CARD_DATA.test(second) && hasDates(second, 0, 8)) return 'begin';
      return CARD_DATA.test(first) && hasDates(first, 0, 8) && isNameLine(second) ? 'rest' : null;
    }
    case 36:
      if (PAPER_NAME.test(compact) && compact.includes('<<')) return 'begin';
      return BOOK_DATA.test(compact) && hasDates(compact, 13, 21) ? 'rest' : null;
    case 44:
      if (PASSPORT_NAME.test(compact) && compact.includes('<<')) return 'begin';
      return BOOK_DATA.test(compact) && hasDates(compact, 13, 21) ? 'rest' : null;
    default:
      return null;
  }
}

function linesOf(text: string): readonly string[] {
  return text
    .toUpperCase()
    .split(BETWEEN_LINES)
    .filter((line) => line !== '');
}

function zoneOf(text: string): Zone | null {
  const lines = linesOf(text);
  const compact = lines.join('');
  for (const { kind, lines: count, length } of SIZES) {
    // Whatever follows the last line is the reader's own.
    const own = lines.slice(0, count);
    // Some readers leave out the fillers at the end of a line; the second line never ends with one.
    const isByLines = own.length === count && own.every((line) => line.length <= length) && own[1]?.length === length;
    if (!isByLines && compact.length !== count * length) continue;
    const whole = isByLines ? own.map((line) => line.padEnd(length, '<')).join('') : compact;
    const zone = ZONE.test(whole) ? (kind === 'mrz-td1' ? cardZone(whole) : bookZone(kind, whole, length)) : null;
    if (zone !== null) return zone;
  }
  return null;
}

/** TD1: number and optional data; dates and sex; name. */
function cardZone(whole: string): Zone | null {
  const [first, second, third] = [whole.slice(0, 30), whole.slice(30, 60), whole.slice(60)];
  if (!CARD_LINE.test(first) || !CARD_DATA.test(second) || third.startsWith('<')) return null;
  const guarded = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29);
  const dates = [isCheckRight(second.slice(0, 6), second[6]), isCheckRight(second.slice(8, 14), second[14])];
  const others = [...dates, isCheckRight(guarded, second[29])];
  const paper = numberOf(first.slice(5, 14), first[14] ?? '', first.slice(15));
  return zone({
    kind: 'mrz-td1',
    issuer: first.slice(2, 5),
    ...paper,
    birth: second.slice(0, 6),
    sex: second[7] ?? '',
    expiry: second.slice(8, 14),
    names: third,
    others,
  });
}

/** TD2 and TD3: name; number, dates and sex. */
function bookZone(kind: PersonCodeKind, whole: string, length: number): Zone | null {
  const [first, second] = [whole.slice(0, length), whole.slice(length)];
  if (!(kind === 'mrz-td2' ? PAPER_NAME : PASSPORT_NAME).test(first) || !BOOK_DATA.test(second)) return null;
  if (first[5] === '<' || !/^\d$/.test(second.at(-1) ?? '')) return null;
  const guarded = second.slice(0, 10) + second.slice(13, 20) + second.slice(21, length - 1);
  const others = [
    isCheckRight(second.slice(13, 19), second[19]),
    isCheckRight(second.slice(21, 27), second[27]),
    isCheckRight(guarded, second[length - 1]),
  ];
  const isPassport = kind === 'mrz-td3';
  const optional = second.slice(28, isPassport ? 42 : 35);
  if (isPassport) others.push(isCheckRight(optional, second[42]));
  const number = second.slice(0, 9);
  const paper = isPassport
    ? { number, optional, isNumberRight: isCheckRight(number, second[9]) }
    : numberOf(number, second[9] ?? '', optional);
  return zone({
    kind,
    issuer: first.slice(2, 5),
    ...paper,
    birth: second.slice(13, 19),
    sex: second[20] ?? '',
    expiry: second.slice(21, 27),
    names: first.slice(5),
    others,
  });
}

type Draft = Omit<Zone, 'areOthersRight'> & { readonly others: readonly boolean[] };

/** Where no check digit at all fits, it only looks like a zone. */
function zone({ others, ...rest }: Draft): Zone | null {
  if (!rest.isNumberRight && !others.includes(true)) return null;
  return {
    ...rest,
    issuer: rest.issuer.replaceAll('<', ''),
    number: rest.number.replaceAll('<', ''),
    areOthersRight: !others.includes(false),
  };
}

/** A number of more than nine characters goes on in the optional data, its check digit behind it (Doc 9303-5, 4.2.2). */
function numberOf(
  number: string,
  check: string,
  optional: string,
): Pick<Zone, 'number' | 'optional' | 'isNumberRight'> {
  const more = check === '<' ? /^([A-Z0-9]+)(\d)(?=<|$)/.exec(optional) : null;
  if (more === null) return { number, optional, isNumberRight: isCheckRight(number, check) };
  const [all, rest = '', restCheck] = more;
  const whole = number + rest;
  return { number: whole, optional: optional.slice(all.length), isNumberRight: isCheckRight(whole, restCheck) };
}

/** The card's own number is the last nine digits of the citizen's, which stands in the optional data (formats.md §1g). */
function citizenNumberOf(zone: Zone): { readonly number: string | null; readonly isRight: boolean } {
  if (zone.kind !== 'mrz-td1' || zone.issuer !== 'VNM') return { number: null, isRight: true };
  const [, number, check] = VIETNAMESE_OPTIONAL.exec(zone.optional) ?? [];
  if (number !== undefined) {
    return { number, isRight: number.endsWith(zone.number) && isCheckRight(`${number}<<`, check) };
  }
  // Without that check digit the composite one still guards it.
  const bare = zone.optional.replaceAll('<', '');
  if (!CITIZEN_NUMBER.test(bare)) return { number: null, isRight: true };
  return { number: bare, isRight: bare.endsWith(zone.number) && zone.areOthersRight };
}

/** A paper's number is unique within its country only. */
function keyOf(zone: Zone, citizenNumber: string | null): SubjectKey | null {
  if (citizenNumber !== null) return { scheme: 'citizen', value: citizenNumber };
  return zone.number === '' ? null : { scheme: 'identity-paper', value: `${zone.issuer}:${zone.number}` };
}

function sexOf(letter: string): Sex | null {
  if (letter === 'M') return 'male';
  return letter === 'F' ? 'female' : null;
}

function hasCardNumber(line: string): boolean {
  return numberOf(line.slice(5, 14), line[14] ?? '', line.slice(15)).isNumberRight;
}

function hasDates(line: string, birthAt: number, expiryAt: number): boolean {
  return (
    isCheckRight(line.slice(birthAt, birthAt + 6), line[birthAt + 6]) ||
    isCheckRight(line.slice(expiryAt, expiryAt + 6), line[expiryAt + 6])
  );
}

function isNameLine(line: string): boolean {
  return NAME_LINE.test(line) && /^[A-Z]+(?:<[A-Z]+)*<</.test(line);
}
