/** What did a card say, whose letters were garbled on the way; and is that certain? */

import type { PersonCode } from '../code.ts';
import { readCard } from '../formats/card.ts';
import { nameOf } from '../name.ts';
import type { CardParts } from './anchors.ts';
import { partsOfCard, textOfParts } from './anchors.ts';
import type { CodePage } from './bytes.ts';
import { looksLatin, textOfBytesShownTwice, textOfShownBytes } from './bytes.ts';
import { textOfEscapes } from './escapes.ts';
import { hasLostLetters, isCleanAddress, isCleanName, isRestoredAddress, looksInverted } from './letters.ts';
import { looksLowByte, nameOfLowBytes } from './low-byte.ts';
import { addressOfCodePoints, hasCodePoints, nameOfCodePoints, textsOfByteNumbers } from './numbers.ts';
import { looksTelex, looksVni, nameOfVni, swapCase, textOfTelex } from './typing.ts';

/** Longer than any name and address; nothing of that length is tried. */
const LONGEST_GARBLED = 2_000;
const OTHER_SEPARATOR = /^\d{12}([^\p{L}\p{N}\s])(?:\d{9})?\1/u;
const EXACT_SEX = /^(?:Nam|Nữ|Nu)$/;
/** As cards write names. */
const IS_TITLED = /^(?:(?:\p{Lu}\p{Ll}*)(?:[ '’‘-]+|$))+$/u;
const BEYOND_LATIN = /[\u0100-\uffff]/;
const READABLE_SEX = /^(?:nam|nữ|nu)$/i;

/** The fields that letters stand in, as one way of garbling them would have it. An address that is open is `null`. */
type Letters = { readonly name: string; readonly sex: string; readonly address: string | null };

/**
 * The card itself where nothing is garbled. Otherwise the letters as they were, with `text-repaired`, if there is exactly
 * one way to bring them back and all of them are then such as names and addresses have; an address that stays open is
 * left out. Else what can be known of them, with `text-garbled`. Numbers and dates are as they came: figures survive.
 */
export function repairCard(text: string, card: PersonCode): PersonCode {
  const parts = partsOfCard(text);
  if (parts === null || !isGarbled(parts)) return card;
  const readings = parts.name.length + parts.address.length > LONGEST_GARBLED ? [] : readingsOf(parts);
  const certain = distinct(readings.filter((reading) => isCertain(reading, parts)));
  const [only] = certain;
  const repaired = only === undefined || certain.length > 1 ? null : cardOf(parts, only);
  return repaired === null
    ? flagged(parts, card, readings)
    : { ...repaired, warnings: [...repaired.warnings, 'text-repaired'] };
}

/**
 * The same for text that is no card as it stands: its separators were escaped, or are another key of another keyboard's
 * (other keys may then be others, too). `null` where it is none so either.
 */
export function repairText(text: string): PersonCode | null {
  const separator = OTHER_SEPARATOR.exec(text)?.[1];
  if (separator !== undefined && !text.includes('|')) {
    const separated = text.replaceAll(separator, '|');
    const card = readCard(separated);
    const parts = card === null ? null : partsOfCard(separated);
    if (card !== null && parts !== null) return flagged(parts, card, []);
  }
  const unescaped = textOfEscapes(text);
  const card = unescaped === null ? null : readCard(unescaped);
  if (unescaped === null || card === null) return null;
  const repaired = repairCard(unescaped, card);
  return repaired.warnings.some((warning) => warning.startsWith('text-'))
    ? repaired
    : { ...repaired, warnings: [...repaired.warnings, 'text-repaired'] };
}

function isGarbled({ name, sex, address, hasStraySeparators }: CardParts): boolean {
  return (
    hasStraySeparators ||
    !READABLE_SEX.test(sex) ||
    looksInverted(name, sex, address) ||
    (name.trim() !== '' && !isCleanName(name.replace(/[ \t\u00a0]+/g, ' ').trim())) ||
    !isCleanAddress(address) ||
    (address.trim() !== '' && looksTyped(`${name} ${address}`)) ||
    hasCodePoints(address)
  );
}

/** Every address has letters beyond Latin-1; text without any came from keys, or lost them. */
function looksTyped(text: string): boolean {
  return hasLostLetters(text) || looksTelex(text) || looksVni(text);
}

/** One for each way of garbling that it can have been. */
function readingsOf({ name, sex, address }: CardParts): readonly Letters[] {
  const shown = { name, sex, address };
  // What writes one letter out writes out all, but perhaps those of Latin-1.
  const isWrittenOut = !BEYOND_LATIN.test(name + sex + address);
  const readings = [
    ofShownBytes(shown, 'western'),
    ofShownBytes(shown, 'dos'),
    ofBytesShownTwice(shown),
    isWrittenOut ? ofEscapes(shown) : null,
    isWrittenOut ? ofByteNumbers(name, sex, address) : null,
    isWrittenOut ? ofCodePoints(name, sex, address) : null,
    ...ofKeys(name, sex, address),
  ];
  return readings.filter((reading) => reading !== null);
}

type Whole = { readonly name: string; readonly sex: string; readonly address: string };

/** Of bytes that were lost, more are missing where all of the fields look like Latin-1. */
function ofShownBytes(shown: Whole, page: CodePage): Letters | null {
  const isLatin = looksLatin(shown.name + shown.sex + shown.address);
  const name = textOfShownBytes(shown.name, true, isLatin, page) ?? asciiOnly(shown.name);
  const sex = textOfShownBytes(shown.sex, true, isLatin, page) ?? asciiOnly(shown.sex);
  const address = textOfShownBytes(shown.address, false, isLatin, page) ?? asciiOnly(shown.address);
  if (name === null || sex === null || address === null) return null;
  const isChanged = name !== shown.name || sex !== shown.sex || address !== shown.address;
  return isChanged ? { name, sex, address } : null;
}

function ofBytesShownTwice({ name, sex, address }: Whole): Letters | null {
  const once = fieldsOf(textOfBytesShownTwice([name, sex, address].join('\n')));
  return once === null ? null : fieldsOf(textOfBytesShownTwice([once.name, once.sex, once.address].join('\n')));
}

function ofEscapes({ name, sex, address }: Whole): Letters | null {
  return fieldsOf(textOfEscapes([name, sex, address].join('\n')));
}

function fieldsOf(text: string | null): Whole | null {
  const [name, sex, address, ...more] = text?.split('\n') ?? [];
  return name === undefined || sex === undefined || address === undefined || more.length > 0
    ? null
    : { name, sex, address };
}

function ofByteNumbers(name: string, sex: string, address: string): Letters | null {
  const [readName = '', readSex = '', readAddress = ''] = textsOfByteNumbers([name, sex, address]) ?? [];
  return readName === '' ? null : { name: readName, sex: readSex, address: readAddress };
}

function ofCodePoints(name: string, sex: string, address: string): Letters | null {
  const readName = nameOfCodePoints(name);
  const readSex = nameOfCodePoints(sex);
  const readAddress = addressOfCodePoints(address);
  if (readName === null && readSex === null && (readAddress === null || readAddress === address)) return null;
  return { name: readName ?? name, sex: readSex ?? sex, address: readAddress };
}

/** What keyboards do: Caps Lock, and an input method that is not there. */
function ofKeys(name: string, sex: string, address: string): readonly Letters[] {
  const readings: Letters[] = [];
  if (sex.startsWith('n') || /^\p{Ll}\p{Lu}/u.test(name)) {
    for (const isAsciiOnly of [false, true]) {
      const [swappedName = '', swappedSex = '', swappedAddress = ''] = [name, sex, address].map((field) =>
        swapCase(field, isAsciiOnly),
      );
      if (IS_TITLED.test(swappedName)) readings.push({ name: swappedName, sex: swappedSex, address: swappedAddress });
    }
  }
  const telexSex = /^Nu(?:wx|xw)$/i.test(sex) ? 'Nữ' : sex;
  const telexName = textOfTelex(name);
  const telexAddress = textOfTelex(address);
  if (telexSex !== sex || looksTelex(`${name} ${address}`)) {
    readings.push({ name: telexName ?? name, sex: telexSex, address: telexAddress });
    // A name that does not come out as Vietnamese stays open.
    if (telexName === null) readings.pop();
  }
  const vniName = nameOfVni(name);
  if (vniName !== null) readings.push({ name: vniName, sex: /^Nu(?:74|47)$/i.test(sex) ? 'Nữ' : sex, address: null });
  return readings;
}

/** Where name and sex came whole, the address must prove that it was this; and nothing else may be wrong then. */
function isCertain({ name, sex, address }: Letters, parts: CardParts): boolean {
  const isAddressSure = address !== null && isRestoredAddress(address);
  const isProven = name !== parts.name || sex !== parts.sex || isAddressSure;
  const restored = { ...parts, name, sex, address: isAddressSure ? address : '', hasStraySeparators: false };
  return isProven && EXACT_SEX.test(sex) && nameOf(name) !== null && !isGarbled(restored) && !hasLostLetters(name);
}

/** Two ways that give the same name and sex are one; where both give an address that could be, it stays open. */
function distinct(readings: readonly Letters[]): readonly Letters[] {
  const byName = new Map<string, Letters>();
  for (const reading of readings) {
    const key = `${reading.name}|${reading.sex}`;
    const other = byName.get(key);
    byName.set(
      key,
      other === undefined ? reading : { ...reading, address: theAddress(other.address, reading.address) },
    );
  }
  return [...byName.values()];
}

function theAddress(one: string | null, other: string | null): string | null {
  const clean = [one, other].filter((address) => address !== null && isRestoredAddress(address));
  const [first = null, second = first] = clean;
  return first === second ? first : null;
}

function cardOf(parts: CardParts, { name, sex, address }: Letters): PersonCode | null {
  const isSure = address !== null && isRestoredAddress(address);
  return readCard(textOfParts({ ...parts, name, sex, address: isSure ? address : '' }));
}

/** Figures as they are, letters as far as they are known, no address. */
function flagged(parts: CardParts, card: PersonCode, readings: readonly Letters[]): PersonCode {
  const [reading] = readings;
  const { name, sex } = reading !== undefined && readings.length === 1 ? reading : asSeen(parts);
  const known = readCard(textOfParts({ ...parts, name: name.replaceAll('|', '\uFFFD'), sex, address: '' })) ?? card;
  const warnings = known.warnings.filter((warning) => warning !== 'text-garbled');
  return { ...known, fields: { ...known.fields, address: null }, warnings: [...warnings, 'text-garbled'] };
}

function asSeen({ name, sex, address }: CardParts): { readonly name: string; readonly sex: string } {
  return looksLowByte(name + sex + address) ? { name: nameOfLowBytes(name), sex: sexOfLowBytes(sex) } : { name, sex };
}

/** Exact or left as it is. */
function sexOfLowBytes(sex: string): string {
  const read = nameOfLowBytes(sex);
  return EXACT_SEX.test(read) ? read : sex;
}

function asciiOnly(text: string): string | null {
  return /^[\x20-\x7e]*$/.test(text) ? text : null;
}
