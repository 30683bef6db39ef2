import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDayBook } from '../../../../src-main/core/load/day-book.ts';

const START_UTC_MS = Date.UTC(2026, 10, 1, 17);
const MINUTE_MS = 60_000;
const SIX_UTC_MS = START_UTC_MS + 6 * 60 * MINUTE_MS;
const LANES = ['lane-1', 'lane-2', 'lane-3'];

function bookOf(
  passages: readonly (readonly [laneId: string, minute: number, tag?: string | null, direction?: 'in' | 'out'])[],
) {
  const book = createDayBook(START_UTC_MS);
  for (const [laneId, minute, subjectTag = null, direction = 'in'] of passages) {
    book.note({ laneId, direction, atUtcMs: SIX_UTC_MS + minute * MINUTE_MS + 1, subjectTag });
  }
  return book;
}
const many = (laneId: string, minute: number, n: number) => Array.from({ length: n }, () => [laneId, minute] as const);

describe('the book of a day', () => {
  test('counts who passes a minute over the last three whole minutes, lane by lane', () => {
    const book = bookOf([
      ...many('lane-1', -3, 18),
      ...many('lane-1', -2, 18),
      ...many('lane-1', -1, 18),
      ...many('lane-2', -1, 3),
      ...many('lane-1', 0, 40),
    ]);
    const load = book.load(SIX_UTC_MS + 30_000, LANES, 20);
    expect(load.perMinute).toBe(19);
    expect(load.lanes.map(({ perMinute, isAtCeiling }) => [perMinute, isAtCeiling])).toEqual([
      [18, true],
      [1, false],
      [0, false],
    ]);
    expect(load.lanes[0]?.lastHour.slice(-4)).toEqual([18, 18, 18, 40]);
    expect(load.lanes[0]?.lastHour).toHaveLength(60);
  });

  test('names the slowest lane of those in use, and none where there is one only', () => {
    expect(bookOf([...many('lane-1', -1, 9), ...many('lane-2', -2, 2)]).load(SIX_UTC_MS, LANES, 20).slowestLaneId).toBe(
      'lane-2',
    );
    expect(bookOf(many('lane-1', -1, 9)).load(SIX_UTC_MS, LANES, 20).slowestLaneId).toBeNull();
    expect(
      bookOf([...many('lane-1', -1, 9), ...many('lane-2', -11, 2)]).load(SIX_UTC_MS, LANES, 20).slowestLaneId,
    ).toBeNull();
  });

  test('knows who came in, once each, and not who only went out', () => {
    const book = bookOf([
      ['lane-1', 0, 'a'],
      ['lane-1', 1, 'a', 'out'],
      ['lane-2', 2, 'a'],
      ['lane-1', 3, 'b', 'out'],
      ['lane-1', 4, null],
    ]);
    expect(book.load(SIX_UTC_MS, LANES, 20).arrived).toBe(2);
    expect([book.hasArrived('a'), book.hasArrived('b')]).toEqual([true, false]);
  });

  test('has a curve of ten minutes each from midnight on, and nothing of another day', () => {
    const book = bookOf([
      ['lane-1', 0],
      ['lane-1', 9],
      ['lane-1', 10],
      ['lane-1', -7 * 60],
      ['lane-1', 19 * 60],
    ]);
    const { today } = book.load(SIX_UTC_MS, LANES, 20);
    expect(today).toHaveLength(144);
    expect(today.slice(36, 38)).toEqual([2, 1]);
    expect(today.reduce((sum, n) => sum + n)).toBe(3);
  });

  test('every passage of the day is in the curve once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_439 }), { maxLength: 200 }), (minutes) => {
        const book = createDayBook(START_UTC_MS);
        for (const minute of minutes) {
          book.note({
            laneId: 'lane-1',
            direction: 'in',
            atUtcMs: START_UTC_MS + minute * MINUTE_MS,
            subjectTag: null,
          });
        }
        expect(book.load(SIX_UTC_MS, LANES, 20).today.reduce((sum, n) => sum + n, 0)).toBe(minutes.length);
      }),
    );
  });
});
