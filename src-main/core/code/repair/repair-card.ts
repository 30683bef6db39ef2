/** What did a card say, whose letters were garbled on the way; and is that certain? */

import type { PersonCode } from '../code.ts';
import { readCard } from '../formats/card.ts';
import { nameOf } from '../name.ts';
import type { CardParts } from './anchors.ts';
import { partsOfCard, textOfParts } from './anchors.ts';
import { textOfEscapes } from './escapes.ts';
import { hasLostLetters, isCleanAddress, isCleanName, isRestoredAddress, looksInverted } from './letters.ts';
import { looksLowByte, nameOfLowBytes } from './low-byte.ts';
import { hasCodePoints } from './numbers.ts';
import type { Letters } from './readings.ts';
import { readingsOf } from './readings.ts';
import { looksTelex, looksVni } from './typing.ts';

/** Longer than any name and address; nothing of that length is tried. */
const LONGEST_GARBLED = 2_000;
const OTHER_SEPARATOR = /^\d{12}([^\p{L}\p{N}\s])(?:\d{9})?\1/u;
const EXACT_SEX = /^(?:Nam|Nữ|Nu)$/;
const READABLE_SEX = /^(?:nam|nữ|nu)$/i;

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
