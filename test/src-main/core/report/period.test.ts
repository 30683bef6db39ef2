import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DAY_MS,
  dateOf,
  dayStarts,
  hourOf,
  isoDate,
  PERIOD_KINDS,
  periodAfter,
  periodAt,
  periodBefore,
  periodName,
  quarterOf,
  vietnamClock,
  vietnamDay,
  weekdayOf,
} from '../../../../src-main/core/report/period.ts';

/** An instant by the clock on a wall in Vietnam. */
function vietnam(year: number, month: number, day: number, hour = 0, minute = 0): number {
  return Date.UTC(year, month - 1, day, hour - 7, minute);
}

const instants = fc.integer({ min: vietnam(2020, 1, 1), max: vietnam(2080, 1, 1) });
const kinds = fc.constantFrom(...PERIOD_KINDS);

describe('a period', () => {
  test('of a month ends where the next one begins, at midnight in Vietnam', () => {
    expect(periodAt('month', vietnam(2026, 1, 31, 23, 59))).toEqual({
      kind: 'month',
      fromUtcMs: vietnam(2026, 1, 1),
      untilUtcMs: vietnam(2026, 2, 1),
    });
    // In London it is still November.
    expect(periodAt('month', Date.UTC(2026, 10, 30, 17)).fromUtcMs).toBe(vietnam(2026, 12, 1));
    expect(periodAt('month', vietnam(2028, 2, 29)).untilUtcMs).toBe(vietnam(2028, 3, 1));
    expect(periodAt('month', vietnam(2026, 12, 31)).untilUtcMs).toBe(vietnam(2027, 1, 1));
  });

  test('of a week begins on Monday', () => {
    // 29 November 2026 is a Sunday.
    expect(periodAt('week', vietnam(2026, 11, 29, 12))).toMatchObject({
      fromUtcMs: vietnam(2026, 11, 23),
      untilUtcMs: vietnam(2026, 11, 30),
    });
    expect(weekdayOf(vietnam(2026, 11, 30))).toBe(0);
  });

  test('holds the instant that it was asked for, and its neighbours touch it', () => {
    fc.assert(
      fc.property(kinds, instants, (kind, atUtcMs) => {
        const period = periodAt(kind, atUtcMs);
        expect(period.fromUtcMs).toBeLessThanOrEqual(atUtcMs);
        expect(period.untilUtcMs).toBeGreaterThan(atUtcMs);
        expect(periodBefore(period).untilUtcMs).toBe(period.fromUtcMs);
        expect(periodAfter(period).fromUtcMs).toBe(period.untilUtcMs);
        expect(periodBefore(periodAfter(period))).toEqual(period);
        expect(vietnamClock(period.fromUtcMs)).toBe('00:00');
      }),
    );
  });

  test('is made of whole days', () => {
    fc.assert(
      fc.property(kinds, instants, (kind, atUtcMs) => {
        const { fromUtcMs, untilUtcMs } = periodAt(kind, atUtcMs);
        const days = dayStarts(fromUtcMs, untilUtcMs);
        expect(days[0]).toBe(fromUtcMs);
        expect((days.at(-1) ?? 0) + DAY_MS).toBe(untilUtcMs);
        expect(days.length).toBe({ day: 1, week: 7, month: days.length }[kind]);
        if (kind === 'month') expect(days.length).toBe(dateOf(untilUtcMs - 1).day);
      }),
    );
  });

  test('has a name for its file', () => {
    const at = vietnam(2026, 11, 29, 3);
    expect(PERIOD_KINDS.map((kind) => periodName(periodAt(kind, at)))).toEqual([
      '2026-11-29',
      '2026-11-23_2026-11-29',
      '2026-11',
    ]);
  });
});

test('quarters and hours are those of the wall in Vietnam', () => {
  expect([quarterOf(vietnam(2026, 11, 29)), quarterOf(vietnam(2026, 11, 29, 23, 59))]).toEqual([0, 95]);
  expect([hourOf(vietnam(2026, 11, 29, 6, 59)), quarterOf(vietnam(2026, 11, 29, 6, 59))]).toEqual([6, 27]);
  expect([vietnamDay(Date.UTC(2026, 10, 29, 17)), isoDate(Date.UTC(2026, 10, 29, 17))]).toEqual([
    '30/11/2026',
    '2026-11-30',
  ]);
});
