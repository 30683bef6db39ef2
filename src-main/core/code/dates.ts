/** Is this a day of the calendar, and how much of it does the code say? */

import type { PartialDate } from './code.ts';

/** `ddMMyyyy`, as on cards. `null` where there is no such day. */
export function dateOfCard(digits: string): PartialDate | null {
  return dayOf(Number(digits.slice(4, 8)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)));
}

/** `dd/MM/yyyy` or only `yyyy`, as on insurance cards; `-`, empty and impossible days are `null`. */
export function dateOfInsurance(text: string): PartialDate | null {
  const trimmed = text.trim();
  if (/^\d{4}$/.test(trimmed)) return yearOf(Number(trimmed));
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(trimmed) ?? [];
  return day === undefined ? null : dayOf(Number(year), Number(month), Number(day));
}

/** `yyyy-MM-dd`, each part of which may be masked by `*`; a masked year says nothing. */
export function dateOfUnified(text: string): PartialDate | null {
  const [year = '', month = '', day = ''] = text.split('-');
  if (!/^\d{4}$/.test(year)) return null;
  if (month.includes('*') || day.includes('*')) return yearOf(Number(year));
  return dayOf(Number(year), Number(month), Number(day));
}

/** `yyyy-MM-dd`, `yyyy-MM` or `yyyy`, a time behind it or not (ISO 8601); a month without a day is known as its year. */
export function dateOfIso(text: string): PartialDate | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/s.exec(text.trim()) ?? [];
  if (year === undefined) return null;
  return month === undefined || day === undefined
    ? yearOf(Number(year))
    : dayOf(Number(year), Number(month), Number(day));
}

function yearOf(year: number): PartialDate | null {
  return year < 1 ? null : { precision: 'year', year };
}

function dayOf(year: number, month: number, day: number): PartialDate | null {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return { precision: 'day', year, month, day };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
