/** Is what somebody looks for complete enough to ask the gate? Pure, so that each answer can be tried. */

import type { SearchInput } from '../../../src-main/contract/report-api.ts';
import { withoutSeparators } from '../../../src-main/core/code/subject-key.ts';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import { DAY_MS, vietnamDay } from '../../../src-main/core/report/period.ts';
import { dayStartOf } from '../people/day-text.ts';

export type SearchForm = {
  readonly number: string;
  readonly name: string;
  /** `28/11/2026`; a browser's own field for dates follows the machine, which may put the month first. */
  readonly from: string;
  readonly until: string;
  /** Empty = all. */
  readonly laneId: string;
  readonly verdict: '' | Verdict;
};

export type SearchErrors = { readonly number?: true; readonly name?: true; readonly dates?: true };

export type CheckedSearch =
  | { readonly type: 'complete'; readonly input: Omit<SearchInput, 'after'> }
  | { readonly type: 'wrong'; readonly errors: SearchErrors };

const NUMBER = /^\+?[0-9A-Za-z]{6,20}$/;
const SHORTEST_NAME = 2;
/** Long enough for what people ask about. */
const DAYS_AT_FIRST = 7;

export function emptySearchForm(nowUtcMs: number): SearchForm {
  return {
    number: '',
    name: '',
    from: vietnamDay(nowUtcMs - (DAYS_AT_FIRST - 1) * DAY_MS),
    until: vietnamDay(nowUtcMs),
    laneId: '',
    verdict: '',
  };
}

export function checkSearchForm({ number, name, from, until, laneId, verdict }: SearchForm): CheckedSearch {
  const plain = withoutSeparators(number);
  const [fromUtcMs, untilUtcMs] = [dayStartOf(from) ?? null, dayStartOf(until) ?? null];
  const isDated = fromUtcMs !== null && untilUtcMs !== null && fromUtcMs <= untilUtcMs;
  const errors: SearchErrors = {
    ...(plain !== '' && !isNumber(number) ? { number: true } : {}),
    ...(name.trim().length === 1 ? { name: true } : {}),
    ...(isDated ? {} : { dates: true }),
  };
  if (Object.keys(errors).length > 0 || fromUtcMs === null || untilUtcMs === null) return { type: 'wrong', errors };
  return {
    type: 'complete',
    input: {
      number: plain === '' ? null : plain,
      name: name.trim().length < SHORTEST_NAME ? null : name.trim(),
      fromUtcMs,
      untilUtcMs: untilUtcMs + DAY_MS,
      laneIds: laneId === '' ? null : [laneId],
      verdicts: verdict === '' ? null : [verdict],
    },
  };
}

export function isNumber(typed: string): boolean {
  return NUMBER.test(withoutSeparators(typed));
}
