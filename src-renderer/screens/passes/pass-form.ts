/** What did the desk ask for, and which order is that to the gate? */

import type { PassOrder } from '../../../src-main/contract/pass-api.ts';
import { dayStartUtcMs } from '../../../src-main/core/entry/tally.ts';
import { MAX_PASS_NAME, MOST_PASSES_AT_ONCE } from '../../parts/contract-lists.ts';

export const PASS_DURATIONS = ['two-hours', 'today', 'week', 'month'] as const;
export type PassDuration = (typeof PASS_DURATIONS)[number];

export type PassForm = {
  readonly purpose: PassOrder['purpose'];
  readonly name: string;
  readonly count: string;
  readonly duration: PassDuration;
  readonly uses: 'once' | 'often';
  /** None ticked = every lane. */
  readonly laneIds: readonly string[];
};

export type PassErrors = {
  readonly name?: 'name-too-long';
  readonly count?: 'count-shape' | 'name-twice';
};

export const EMPTY_PASS_FORM: PassForm = {
  purpose: 'visitor',
  name: '',
  count: '1',
  duration: 'today',
  uses: 'once',
  laneIds: [],
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Whole days, today counted; the last one to its last second in Vietnam. */
const DAYS: Readonly<Record<Exclude<PassDuration, 'two-hours'>, number>> = { today: 1, week: 7, month: 30 };

export type CheckedPassForm =
  | { readonly type: 'complete'; readonly order: PassOrder }
  | { readonly type: 'incomplete'; readonly errors: PassErrors };

export function checkPassForm(form: PassForm, nowUtcMs: number): CheckedPassForm {
  const name = form.name
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const count = Number(form.count.trim());
  const isCount = Number.isInteger(count) && count >= 1 && count <= MOST_PASSES_AT_ONCE;
  const errors: PassErrors = {
    ...(name.length > MAX_PASS_NAME ? { name: 'name-too-long' } : {}),
    ...(isCount ? (name !== '' && count > 1 ? { count: 'name-twice' } : {}) : { count: 'count-shape' }),
  };
  if (Object.keys(errors).length > 0) return { type: 'incomplete', errors };
  return {
    type: 'complete',
    order: {
      purpose: form.purpose,
      name: name === '' ? null : name,
      count,
      notBeforeUtcMs: null,
      expiresAtUtcMs: endOf(form.duration, nowUtcMs),
      isOneTime: form.uses === 'once',
      laneIds: form.laneIds.length === 0 ? null : [...form.laneIds],
    },
  };
}

function endOf(duration: PassDuration, nowUtcMs: number): number {
  return duration === 'two-hours' ? nowUtcMs + 2 * HOUR_MS : dayStartUtcMs(nowUtcMs) + DAYS[duration] * DAY_MS - 1_000;
}
