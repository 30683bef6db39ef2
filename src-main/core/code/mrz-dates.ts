/** Which day does `YYMMDD` mean, where the century is not written? */

import type { PartialDate } from './code.ts';
import { dateOfIso } from './dates.ts';

/** Papers that expire in such a year of the century did so before 2000; today's are valid for twenty years at most. */
const FIRST_YEAR_OF_LAST_CENTURY = 70;
/** Cards without a last day say so; Vietnam's for people from 60 on. */
const NEVER = '991231';

const DAY = /^\d{6}$/;
const YEAR_ONLY = /^\d{2}(?:<{4}|\d{2}<{2})$/;

/** The last day of validity; `null` where there is none, or it is not known to the day. */
export function expiryOfMrz(digits: string): PartialDate | null {
  if (!DAY.test(digits) || digits === NEVER) return null;
  const century = Number(digits.slice(0, 2)) >= FIRST_YEAR_OF_LAST_CENTURY ? '19' : '20';
  return dayIn(century, digits);
}

/**
 * Fillers make it a year, or nothing. The century, in this order: the citizen's number says it; else the holder is born
 * before the paper expires and is then younger than 100, which leaves one. Without both it is not known, and no date is
 * given. (Who holds a paper past the age of 100 is shown as born later; the rules warn of a birth in the future.)
 */
export function birthOfMrz(digits: string, expiry: string, citizenNumber: string | null): PartialDate | null {
  if (!DAY.test(digits) && !YEAR_ONLY.test(digits)) return null;
  const year = digits.slice(0, 2);
  if (citizenNumber?.slice(4, 6) === year) {
    return dayIn(String(19 + Math.floor(Number(citizenNumber[3]) / 2)), digits);
  }
  const expiresOn = expiryOfMrz(expiry);
  if (expiresOn === null) return null;
  const last = String(expiresOn.year) + expiry.slice(2);
  const isThisCentury = expiresOn.year >= 2000 && `20${digits.replaceAll('<', '0')}` <= last;
  return dayIn(isThisCentury ? '20' : '19', digits);
}

function dayIn(century: string, digits: string): PartialDate | null {
  const year = century + digits.slice(0, 2);
  return dateOfIso(digits.includes('<') ? year : `${year}-${digits.slice(2, 4)}-${digits.slice(4, 6)}`);
}

/** Six figures that are a day in no century. */
export function isNoDay(digits: string): boolean {
  return DAY.test(digits) && dayIn('19', digits) === null && dayIn('20', digits) === null;
}
