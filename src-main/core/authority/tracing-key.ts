/** In which week is a person traced under which key, and who is traced at all? */

import type { SubjectKey, SubjectScheme } from '../code/code.ts';
import { VIETNAM_OFFSET_MS } from '../entry/vietnam-offset.ts';
import type { AuthorityState, KeySpan } from './authority-key.ts';
import { authorityState } from './authority-key.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
/** Its own week and the next: a key that is handed over late leaves no week without tags. */
const VALID_MS = 2 * WEEK_MS;
/** A key lasts two weeks from its Monday, so in good order more than a week is always left. */
const WARN_BEFORE_MS = 4 * DAY_MS;

/** The numbers that say the same of one person at every gate. Passes and certificates are traced by nobody. */
const TRACED: ReadonlySet<SubjectScheme> = new Set([
  'citizen',
  'health-insurance',
  'national-qr',
  'identity-paper',
  'phone',
]);

export function isTraced({ scheme }: SubjectKey): boolean {
  return TRACED.has(scheme);
}

/** The ISO 8601 week of an instant in Vietnam, as `2026-W48`. */
export function isoWeekOf(utcMs: number): string {
  // Weeks begin where the gates stand: Monday 00:00 in Vietnam.
  const monday = mondayBefore(utcMs + VIETNAM_OFFSET_MS);
  // The week belongs to the year of its Thursday.
  const thursday = new Date(monday + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / WEEK_MS) + 1;
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}

/** When the key of an ISO week may be used, in milliseconds; `null` where there is no such week. */
export function spanOfWeek(week: string): Pick<KeySpan, 'notBeforeUtcMs' | 'notAfterUtcMs'> | null {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined || number === undefined || Number(year) < 1970) return null;
  // The fourth of January is in week 1.
  const first = mondayBefore(Date.UTC(Number(year), 0, 4));
  const notBeforeUtcMs = first + (Number(number) - 1) * WEEK_MS - VIETNAM_OFFSET_MS;
  return isoWeekOf(notBeforeUtcMs) === week ? { notBeforeUtcMs, notAfterUtcMs: notBeforeUtcMs + VALID_MS } : null;
}

/** What the venue is to be told of its tracing keys. */
export function tracingState(keys: readonly KeySpan[], nowUtcMs: number): AuthorityState {
  return authorityState(keys, nowUtcMs, WARN_BEFORE_MS);
}

function mondayBefore(localMs: number): number {
  return Math.floor((localMs - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS;
}
