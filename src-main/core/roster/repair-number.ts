/** Which number stood here before a spreadsheet took it for a quantity? */

import type { RosterRowTrouble } from '../entry/roster.ts';
import { plainNumber } from './person.ts';

export type CellNumber =
  | { readonly type: 'number'; readonly number: string; readonly isRepaired: boolean }
  | { readonly type: 'none' }
  | { readonly type: 'trouble'; readonly reason: Extract<RosterRowTrouble, `number-${string}`> };

/** The 63 provinces of the 12-digit number (Thông tư 59/2021, NĐ 137/2015): all begin with 0, so all lose it. */
const PROVINCES = new Set(
  `001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046
   048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096`.split(
    /\s+/,
  ),
);
const ROUNDED = /^\d(?:[.,]\d+)?e\+?\d+$/i;
const CITIZEN_DIGITS = 12;

/**
 * `isQuantity`: the sheet held it as a number, so that leading zeros are gone for certain; a text of 11 digits may as well lack another
 * one. Zeros are put back only where province, century and year of the 12 digits that come out make sense.
 */
export function numberOfCell(cell: string, isQuantity: boolean, thisYear: number): CellNumber {
  const text = cell
    .trim()
    .replace(/^'/, '')
    .replace(/^(\d+)[.,]0{1,2}$/, '$1');
  if (text === '') return { type: 'none' };
  if (ROUNDED.test(text)) return { type: 'trouble', reason: 'number-rounded' };
  const number = plainNumber(text);
  if (number === null) return { type: 'trouble', reason: /^\d{1,5}$/.test(text) ? 'number-short' : 'number-odd' };
  if (!/^\d+$/.test(number)) return { type: 'number', number, isRepaired: false };
  if (isQuantity && (number.length === 10 || number.length === 11)) {
    const padded = number.padStart(CITIZEN_DIGITS, '0');
    if (isCitizenNumber(padded, thisYear)) return { type: 'number', number: padded, isRepaired: true };
  }
  // An old identity card has 9 digits, an insurance number 10, a citizen's 12; passports have letters.
  if (number.length === 9 || number.length === 10 || number.length === CITIZEN_DIGITS) {
    return { type: 'number', number, isRepaired: false };
  }
  return { type: 'trouble', reason: number.length < CITIZEN_DIGITS ? 'number-short' : 'number-odd' };
}

const INSURANCE_NUMBER = /^(?:[A-Z]{2}[1-5]\d{12}|\d{10}|\d{12})$/;
const INSURANCE_DIGITS = 10;

/** Of a health-insurance card: its 15 characters, the ten digits of it that name the person, or the 12 of an ID card, which stand for them. */
export function insuranceOfCell(cell: string, isQuantity: boolean): CellNumber {
  const text = cell.trim().replace(/^'/, '');
  if (text === '') return { type: 'none' };
  if (ROUNDED.test(text)) return { type: 'trouble', reason: 'number-rounded' };
  const number = plainNumber(text);
  if (number === null) return { type: 'trouble', reason: /^\d{1,5}$/.test(text) ? 'number-short' : 'number-odd' };
  // Ten digits begin with a province: a quantity of nine has lost its one zero.
  if (isQuantity && /^\d{9}$/.test(number)) return { type: 'number', number: `0${number}`, isRepaired: true };
  if (INSURANCE_NUMBER.test(number)) return { type: 'number', number, isRepaired: false };
  return { type: 'trouble', reason: number.length < INSURANCE_DIGITS ? 'number-short' : 'number-odd' };
}

/**
 * Of a list that is text: whether its numbers went through a spreadsheet that took their zeros. One number that still has its zero shows
 * that they did not; so does a list in which most are of another length.
 */
export function hasLostZeros(cells: readonly string[]): boolean {
  const numbers = cells.map((cell) => cell.trim()).filter((cell) => /^\d{9,13}$/.test(cell));
  if (numbers.some((number) => number.startsWith('0'))) return false;
  const shortened = numbers.filter(({ length }) => length === 10 || length === 11).length;
  return numbers.some(({ length }) => length === 11) && shortened * 2 > numbers.length;
}

function isCitizenNumber(number: string, thisYear: number): boolean {
  const centuryAndSex = Number(number[3]);
  const year = 1900 + Math.floor(centuryAndSex / 2) * 100 + Number(number.slice(4, 6));
  return PROVINCES.has(number.slice(0, 3)) && year <= thisYear && year > thisYear - 120;
}
