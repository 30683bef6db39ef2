/** Which letters would garbled name, sex and address have been, by each way in which readers garble? */

import type { CardParts } from './anchors.ts';
import type { CodePage } from './bytes.ts';
import { looksLatin, textOfBytesShownTwice, textOfShownBytes } from './bytes.ts';
import { textOfEscapes } from './escapes.ts';
import { addressOfCodePoints, nameOfCodePoints, textsOfByteNumbers } from './numbers.ts';
import { looksTelex, nameOfVni, swapCase, textOfTelex } from './typing.ts';

/** As cards write names. */
const IS_TITLED = /^(?:(?:\p{Lu}\p{Ll}*)(?:[ '’‘-]+|$))+$/u;
const BEYOND_LATIN = /[\u0100-\uffff]/;

/** The fields that letters stand in, as one way of garbling them would have it. An address that is open is `null`. */
export type Letters = { readonly name: string; readonly sex: string; readonly address: string | null };

/** One for each way of garbling that it can have been. */
export function readingsOf({ name, sex, address }: CardParts): readonly Letters[] {
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
  // A name that does not come out as Vietnamese stays open.
  const telexName = telexSex !== sex || looksTelex(`${name} ${address}`) ? textOfTelex(name) : null;
  if (telexName !== null) readings.push({ name: telexName, sex: telexSex, address: textOfTelex(address) });
  const vniName = nameOfVni(name);
  if (vniName !== null) readings.push({ name: vniName, sex: /^Nu(?:74|47)$/i.test(sex) ? 'Nữ' : sex, address: null });
  return readings;
}

function asciiOnly(text: string): string | null {
  return /^[\x20-\x7e]*$/.test(text) ? text : null;
}
