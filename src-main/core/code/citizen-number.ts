/** Does a 12-digit number agree with what else the card says? It has no check digit: differences only warn. */

import type { CodeWarning, PartialDate, Sex } from './code.ts';

/** Century-and-sex digit and year of the number (NĐ 137/2015, Điều 13) against the birth date and sex. */
export function compareWithNumber(number: string, birthDate: PartialDate | null, sex: Sex | null): CodeWarning[] {
  const centuryAndSex = Number(number[3]);
  const year = (Math.floor(centuryAndSex / 2) + 19) * 100 + Number(number.slice(4, 6));
  const warnings: CodeWarning[] = [];
  if (birthDate !== null && birthDate.year !== year) warnings.push('birth-year-differs-from-number');
  if (sex !== null && (centuryAndSex % 2 === 0 ? 'male' : 'female') !== sex) warnings.push('sex-differs-from-number');
  return warnings;
}
