import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CountedEntry, DayCounts } from '../../../../src-main/core/report/day-counts.ts';
import { createDayCounter } from '../../../../src-main/core/report/day-counts.ts';
import { dueExports, firstDoneUntil } from '../../../../src-main/core/report/export-plan.ts';
import { DAY_MS, dayStarts, HOUR_MS, periodAt, QUARTER_MS } from '../../../../src-main/core/report/period.ts';
import { reportOf } from '../../../../src-main/core/report/report.ts';
import { BUSY_SCANS, silentDays, silentLanes } from '../../../../src-main/core/report/silence.ts';

const MONDAY = Date.UTC(2026, 10, 22, 17);

function scan(changes: Partial<CountedEntry> = {}): CountedEntry {
  return {
    wallUtcMs: MONDAY + 7 * HOUR_MS,
    laneId: 'a',
    direction: 'in',
    readerKind: 'serial',
    verdict: 'admit',
    reasons: '',
    subjectTag: 'x',
    isTakenBack: false,
    ...changes,
  };
}

function dayOf(dayStartUtcMs: number, scans: readonly CountedEntry[]): DayCounts {
  const counter = createDayCounter(dayStartUtcMs);
  for (const each of scans) counter.add(each);
  return counter.result();
}

/** A day with so many scans at seven on each lane. */
function busyDay(dayStartUtcMs: number, lanes: Readonly<Record<string, number>>): DayCounts {
  const scans = Object.entries(lanes).flatMap(([laneId, count]) =>
    Array.from({ length: count }, () => scan({ laneId, wallUtcMs: dayStartUtcMs + 7.5 * HOUR_MS })),
  );
  return dayOf(dayStartUtcMs, scans);
}

describe('a day', () => {
  test('counts what stands, each person once, and what was taken back apart', () => {
    const day = dayOf(MONDAY, [
      scan(),
      scan({ direction: 'out' }),
      scan({ subjectTag: 'y', readerKind: 'manual' }),
      scan({ subjectTag: 'z', isTakenBack: true }),
      scan({ subjectTag: null, verdict: 'refuse', reasons: 'forged place-code', laneId: 'b' }),
      scan({ verdict: 'check', reasons: 'unknown-code' }),
    ]);
    expect(day).toMatchObject({
      scans: 5,
      persons: 2,
      admittedIn: 2,
      admittedOut: 1,
      checked: 1,
      refused: 1,
      manual: 1,
      takenBack: 1,
      untagged: 1,
      readers: { serial: 4, manual: 1 },
      refusals: { forged: 1, 'place-code': 1 },
      checks: { 'unknown-code': 1 },
    });
    expect(day.lanes.b).toMatchObject({ scans: 1, refused: 1 });
  });

  test('has as many scans in its quarters, lanes and readers as in all', () => {
    const entry = fc.record({
      offset: fc.integer({ min: 0, max: DAY_MS - 1 }),
      laneId: fc.constantFrom('a', 'b', 'c'),
      direction: fc.constantFrom('in' as const, 'out' as const),
      readerKind: fc.constantFrom('serial' as const, 'manual' as const, 'camera' as const),
      verdict: fc.constantFrom('admit' as const, 'check' as const, 'refuse' as const),
      isTakenBack: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const day = dayOf(
          MONDAY,
          entries.map(({ offset, ...rest }) => scan({ ...rest, wallUtcMs: MONDAY + offset })),
        );
        const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
        expect(day.scans + day.takenBack).toBe(entries.length);
        expect(sum(day.quarters)).toBe(day.scans);
        expect(sum(Object.values(day.readers))).toBe(day.scans);
        expect(sum(Object.values(day.lanes).map(({ scans }) => scans))).toBe(day.scans);
        expect(sum(Object.values(day.lanes).flatMap(({ hours }) => hours))).toBe(day.scans);
        expect(day.admittedIn + day.admittedOut + day.checked + day.refused).toBe(day.scans);
      }),
    );
  });
});

describe('a report', () => {
  const period = periodAt('week', MONDAY);
  const days = dayStarts(period.fromUtcMs - 28 * DAY_MS, period.untilUtcMs).map((start) => busyDay(start, { a: 10 }));

  test('adds its days up, finds the peak and the mean of seven days, and names who is missing', () => {
    const wednesday = period.fromUtcMs + 2 * DAY_MS;
    const own = days.map((day) => (day.dayStartUtcMs === wednesday ? busyDay(wednesday, { a: 17, b: 3 }) : day));
    const report = reportOf({
      period,
      countedUntilUtcMs: period.untilUtcMs,
      beforeFromUtcMs: period.fromUtcMs - 7 * DAY_MS,
      beforeUntilUtcMs: period.fromUtcMs,
      days: own,
      beforeDays: days.slice(0, 7),
      persons: 4,
      beforePersons: null,
      laneIds: ['a', 'b'],
      missingDays: [],
    });
    expect(report.figures).toMatchObject({ scans: 80, persons: 4 });
    expect(report.before).toMatchObject({ scans: 70, persons: null });
    expect(report.days.map(({ sevenDayMean }) => sevenDayMean)).toEqual([10, 10, ...new Array(5).fill(80 / 7)]);
    expect(report.peak).toEqual({ scans: 20, fromUtcMs: wednesday + 7.5 * HOUR_MS });
    expect(report.peak?.fromUtcMs).toBe(Math.floor((report.peak?.fromUtcMs ?? 0) / QUARTER_MS) * QUARTER_MS);
    expect(report.hours[7]).toBe(80);
    // On the other six days lane b recorded nobody while a did.
    expect(report.silent).toHaveLength(6);
    expect(report.silent.every(({ laneId }) => laneId === 'b')).toBe(true);
  });

  test('of a day that goes on calls nobody silent yet', () => {
    const report = reportOf({
      period: periodAt('day', MONDAY),
      countedUntilUtcMs: MONDAY + 9 * HOUR_MS,
      beforeFromUtcMs: MONDAY - DAY_MS,
      beforeUntilUtcMs: MONDAY - 15 * HOUR_MS,
      days: [busyDay(MONDAY, { a: 1 })],
      beforeDays: [],
      persons: 1,
      beforePersons: 0,
      laneIds: ['a', 'b'],
      missingDays: [],
    });
    expect(report.silent).toEqual([]);
    expect(report.days[0]?.sevenDayMean).toBeNull();
  });
});

describe('silence', () => {
  const before = [1, 2, 3, 4].map((week) => MONDAY - week * 7 * DAY_MS);

  test('a whole day without anybody counts where that weekday is open as a rule', () => {
    const open = before.map((start, index) => busyDay(start, { a: index < 2 ? 5 : 0 }));
    const empty = dayOf(MONDAY, []);
    expect(silentDays([...open, empty], MONDAY, ['a'])).toEqual([{ dayStartUtcMs: MONDAY, laneId: null }]);
    expect(silentDays([...open.slice(1), empty], MONDAY, ['a'])).toEqual([]);
  });

  const busy = before.map((start) => busyDay(start, { a: BUSY_SCANS }));
  const question = {
    nowUtcMs: MONDAY + 7.6 * HOUR_MS,
    runningSinceUtcMs: MONDAY,
    laneIds: ['a'],
    lastEntryUtcMs: {},
    weekdays: busy,
  };

  test('a lane that is busy at this hour and has seen nobody is named', () => {
    expect(silentLanes(question)).toEqual([{ laneId: 'a', usualScans: BUSY_SCANS }]);
    // One holiday among four does not hide it.
    expect(silentLanes({ ...question, weekdays: busy.slice(1) })).toHaveLength(1);
  });

  test.each([
    ['one scan in this hour', { lastEntryUtcMs: { a: MONDAY + 7.1 * HOUR_MS } }],
    ['a scan a moment before the hour', { lastEntryUtcMs: { a: MONDAY + 6.9 * HOUR_MS } }],
    ['less than half an hour gone', { nowUtcMs: MONDAY + 7.4 * HOUR_MS }],
    ['a gate that has just started', { runningSinceUtcMs: MONDAY + 7.3 * HOUR_MS }],
    ['an hour that is quiet as a rule', { nowUtcMs: MONDAY + 9.6 * HOUR_MS }],
    ['two weekdays alone', { weekdays: busy.slice(2) }],
    ['weekdays with fewer', { weekdays: before.map((start) => busyDay(start, { a: BUSY_SCANS - 1 })) }],
  ])('%s is no silence', (_why, changes) => {
    expect(silentLanes({ ...question, ...changes })).toEqual([]);
  });
});

describe('the plan of exports', () => {
  test('begins with the period that goes on when they are switched on', () => {
    const doneUntilUtcMs = firstDoneUntil('daily', MONDAY + 9 * HOUR_MS);
    const due = (nowUtcMs: number) => dueExports({ schedule: 'daily', hour: 6, doneUntilUtcMs, nowUtcMs });
    expect(due(MONDAY + DAY_MS + 5.9 * HOUR_MS)).toEqual([]);
    expect(due(MONDAY + DAY_MS + 6 * HOUR_MS)).toEqual([periodAt('day', MONDAY)]);
  });

  test('makes up for what was missed, the last ones only', () => {
    const due = dueExports({ schedule: 'daily', hour: 0, doneUntilUtcMs: MONDAY, nowUtcMs: MONDAY + 3 * DAY_MS });
    expect(due.map(({ fromUtcMs }) => fromUtcMs)).toEqual([MONDAY, MONDAY + DAY_MS, MONDAY + 2 * DAY_MS]);
    const long = dueExports({ schedule: 'daily', hour: 0, doneUntilUtcMs: 0, nowUtcMs: MONDAY });
    expect([long.length, long.at(-1)?.untilUtcMs]).toEqual([14, MONDAY]);
    expect(dueExports({ schedule: 'off', hour: 0, doneUntilUtcMs: 0, nowUtcMs: MONDAY })).toEqual([]);
  });

  test('gives each period once, whenever it is looked at', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const),
        fc.integer({ min: 0, max: 23 }),
        fc.array(fc.integer({ min: 1, max: 6 * 24 }), { minLength: 1, maxLength: 30 }),
        (schedule, hour, steps) => {
          let nowUtcMs = MONDAY;
          let doneUntilUtcMs = firstDoneUntil(schedule, nowUtcMs);
          for (const step of steps) {
            nowUtcMs += step * HOUR_MS;
            for (const period of dueExports({ schedule, hour, doneUntilUtcMs, nowUtcMs })) {
              expect(period.fromUtcMs).toBe(doneUntilUtcMs);
              expect(period.untilUtcMs).toBeLessThanOrEqual(nowUtcMs);
              doneUntilUtcMs = period.untilUtcMs;
            }
          }
        },
      ),
    );
  });
});
