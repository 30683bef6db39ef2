/** Until when must a person's request be answered, and until when done, and a breach be told? */

import type { RequestKind } from '../contract/rights-api.ts';

const DAY_MS = 86_400_000;
const VIETNAM_MS = 7 * 60 * 60_000;
/** Decree 356/2025, Article 5, as secondary sources have it: compare it with the text before relying on it. */
const ANSWER_WORKING_DAYS = 2;
const DAYS: Readonly<Record<RequestKind, { readonly days: number; readonly extended: number | null }>> = {
  copy: { days: 10, extended: null },
  correct: { days: 10, extended: null },
  restrict: { days: 15, extended: 20 },
  erase: { days: 20, extended: 30 },
};
/** Law 91/2025/QH15, Article 23, likewise. */
const BREACH_HOURS = 72;
/** By the solar calendar, each year. Tết, the Hùng kings' day and days that are moved are decided each year: a list says them. */
const EVERY_YEAR = ['01-01', '04-30', '05-01', '09-02'];

export type Clocks = { readonly answerDueUtcMs: number; readonly doneDueUtcMs: number };

/** Each ends with its day in Vietnam; the day on which the request came is not counted. `holidays`: `YYYY-MM-DD`. */
export function requestClocks(
  { kind, receivedAtUtcMs, isExtended }: RequestClock,
  holidays: ReadonlySet<string>,
): Clocks {
  const received = Math.floor((receivedAtUtcMs + VIETNAM_MS) / DAY_MS);
  let answer = received;
  for (let left = ANSWER_WORKING_DAYS; left > 0; ) {
    answer += 1;
    if (isWorkingDay(answer, holidays)) left -= 1;
  }
  const { days, extended } = DAYS[kind];
  return {
    answerDueUtcMs: endOf(answer),
    doneDueUtcMs: endOf(received + (isExtended ? (extended ?? days) : days)),
  };
}

export type RequestClock = {
  readonly kind: RequestKind;
  readonly receivedAtUtcMs: number;
  readonly isExtended: boolean;
};

export function mayBeExtended(kind: RequestKind): boolean {
  return DAYS[kind].extended !== null;
}

export function breachDueUtcMs(noticedAtUtcMs: number): number {
  return noticedAtUtcMs + BREACH_HOURS * 60 * 60_000;
}

function isWorkingDay(day: number, holidays: ReadonlySet<string>): boolean {
  const date = new Date(day * DAY_MS);
  const iso = date.toISOString().slice(0, 10);
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(iso) && !EVERY_YEAR.includes(iso.slice(5));
}

/** The last instant of a day in Vietnam. */
function endOf(day: number): number {
  return (day + 1) * DAY_MS - VIETNAM_MS - 1;
}
