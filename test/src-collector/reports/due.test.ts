import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueNow, lastDueUtcMs, nextDueUtcMs, reportedPeriod } from '../../../src-collector/reports/due.ts';
import { dateOf, hourOf, isoDate, weekdayOf } from '../../../src-main/core/report/period.ts';

const inVietnam = (text: string): number => Date.parse(`${text}+07:00`);
const rhythms = fc.record({
  rhythm: fc.constantFrom('daily', 'weekly', 'monthly'),
  hour: fc.integer({ min: 0, max: 23 }),
});
const instants = fc.integer({ min: inVietnam('2020-01-01T00:00'), max: inVietnam('2040-01-01T00:00') });

describe('when a report is due', () => {
  test('at the ends of months, of years and of February', () => {
    const at8 = { rhythm: 'monthly', hour: 8 } as const;
    const seen = ['2026-01-31T23:59', '2028-02-29T12:00', '2026-03-01T07:59', '2026-12-31T08:00'].map((now) => {
      const dueUtcMs = nextDueUtcMs(at8, inVietnam(now));
      const { fromUtcMs, untilUtcMs } = reportedPeriod(at8, dueUtcMs);
      return [isoDate(dueUtcMs), hourOf(dueUtcMs), isoDate(fromUtcMs), isoDate(untilUtcMs - 1)];
    });
    expect(seen).toEqual([
      ['2026-02-01', 8, '2026-01-01', '2026-01-31'],
      ['2028-03-01', 8, '2028-02-01', '2028-02-29'],
      ['2026-03-01', 8, '2026-02-01', '2026-02-28'],
      ['2027-01-01', 8, '2026-12-01', '2026-12-31'],
    ]);
  });

  test('the last time is not after now, the next one is, and nothing lies between them', () => {
    fc.assert(
      fc.property(rhythms, instants, (rhythm, now) => {
        const [last, next] = [lastDueUtcMs(rhythm, now), nextDueUtcMs(rhythm, now)];
        expect(last).toBeLessThanOrEqual(now);
        expect(next).toBeGreaterThan(now);
        expect(nextDueUtcMs(rhythm, last)).toBe(next);
        expect(lastDueUtcMs(rhythm, next - 1)).toBe(last);
        expect(hourOf(next)).toBe(rhythm.hour);
        if (rhythm.rhythm === 'weekly') expect(weekdayOf(next)).toBe(0);
        if (rhythm.rhythm === 'monthly') expect(dateOf(next).day).toBe(1);
        // Whole by then, and the one right before.
        const period = reportedPeriod(rhythm, next);
        expect(period.untilUtcMs).toBeLessThanOrEqual(next);
        expect(next - period.untilUtcMs).toBe(rhythm.hour * 3_600_000);
      }),
    );
  });

  test('looked at whenever and however seldom, each time is sent once or counted as missed', () => {
    fc.assert(
      fc.property(
        rhythms,
        instants,
        fc.array(fc.integer({ min: 1, max: 40 * 24 * 3_600_000 }), { maxLength: 12 }),
        (rhythm, startUtcMs, steps) => {
          let [now, planned, accounted] = [startUtcMs, startUtcMs, 0];
          const sent: number[] = [];
          for (const step of steps) {
            now += step;
            const due = dueNow(rhythm, planned, now);
            if (due === null) continue;
            sent.push(due.dueUtcMs);
            accounted += 1 + due.missed;
            planned = due.dueUtcMs;
            expect(dueNow(rhythm, planned, now)).toBeNull();
          }
          expect(new Set(sent).size).toBe(sent.length);
          let expected = 0;
          for (let at = nextDueUtcMs(rhythm, startUtcMs); at <= now; at = nextDueUtcMs(rhythm, at)) expected += 1;
          expect(accounted).toBe(expected);
        },
      ),
    );
  });
});
