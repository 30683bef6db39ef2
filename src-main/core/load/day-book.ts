/** How many pass, on which lane, in which minute of today, and how many persons are in so far? */

import type { Direction } from '../entry/verdict.ts';

const MINUTE_MS = 60_000;
const MINUTES_OF_DAY = 1_440;

/** Somebody who was admitted. */
export type Passage = {
  readonly laneId: string;
  readonly direction: Direction;
  readonly atUtcMs: number;
  readonly subjectTag: string | null;
};

export type LaneLoad = {
  readonly laneId: string;
  /** Persons of each of the last 60 minutes, oldest first; the last one is the minute that runs. */
  readonly lastHour: readonly number[];
  /** Persons a minute over the last full `RATE_MINUTES`. */
  readonly perMinute: number;
  readonly isAtCeiling: boolean;
};

export type Load = {
  /** All lanes together. */
  readonly perMinute: number;
  readonly lanes: readonly LaneLoad[];
  /** Persons of each ten minutes of today, from midnight in Vietnam. */
  readonly today: readonly number[];
  /** Persons who came in today; who came twice is one. */
  readonly arrived: number;
  /** The lane with the fewest among those that somebody passes; `null` where fewer than two are in use. */
  readonly slowestLaneId: string | null;
};

/** A rate over less jumps with every person. */
const RATE_MINUTES = 3;
/** At so much of what a lane can do, more people only make the queue longer. */
const NEAR_CEILING = 0.9;
/** A lane that nobody passed for so long is closed, not slow. */
const IN_USE_MINUTES = 10;
const CURVE_MINUTES = 10;

export type DayBook = {
  readonly dayStartUtcMs: number;
  readonly note: (passage: Passage) => void;
  readonly hasArrived: (subjectTag: string) => boolean;
  readonly load: (nowUtcMs: number, laneIds: readonly string[], ceilingPerMinute: number) => Load;
};

/** Holds one day, Vietnam's; passages of another are nobody's here. */
export function createDayBook(dayStartUtcMs: number): DayBook {
  const minutes = new Map<string, Uint16Array>();
  const arrived = new Set<string>();
  let arrivedUntagged = 0;

  function minuteOf(atUtcMs: number): number {
    return Math.floor((atUtcMs - dayStartUtcMs) / MINUTE_MS);
  }

  function countAt(laneId: string, minute: number): number {
    return minutes.get(laneId)?.[minute] ?? 0;
  }

  function meanOf(laneId: string, nowMinute: number, over: number): number {
    let sum = 0;
    for (let minute = nowMinute - over; minute < nowMinute; minute += 1) sum += countAt(laneId, minute);
    return sum / over;
  }

  return {
    dayStartUtcMs,
    note: ({ laneId, direction, atUtcMs, subjectTag }) => {
      const minute = minuteOf(atUtcMs);
      if (minute < 0 || minute >= MINUTES_OF_DAY) return;
      const lane = minutes.get(laneId) ?? new Uint16Array(MINUTES_OF_DAY);
      minutes.set(laneId, lane);
      lane[minute] = (lane[minute] ?? 0) + 1;
      if (direction !== 'in') return;
      if (subjectTag === null) arrivedUntagged += 1;
      else arrived.add(subjectTag);
    },
    hasArrived: (subjectTag) => arrived.has(subjectTag),
    load: (nowUtcMs, laneIds, ceilingPerMinute) => {
      const nowMinute = minuteOf(nowUtcMs);
      const lanes = laneIds.map((laneId): LaneLoad => {
        const perMinute = meanOf(laneId, nowMinute, RATE_MINUTES);
        return {
          laneId,
          lastHour: Array.from({ length: 60 }, (_, index) => countAt(laneId, nowMinute - 59 + index)),
          perMinute,
          isAtCeiling: ceilingPerMinute > 0 && perMinute >= ceilingPerMinute * NEAR_CEILING,
        };
      });
      const inUse = lanes
        .map(({ laneId }) => ({ laneId, mean: meanOf(laneId, nowMinute + 1, IN_USE_MINUTES) }))
        .filter(({ mean }) => mean > 0)
        .sort((one, other) => one.mean - other.mean);
      return {
        perMinute: lanes.reduce((sum, lane) => sum + lane.perMinute, 0),
        lanes,
        today: Array.from({ length: MINUTES_OF_DAY / CURVE_MINUTES }, (_, index) => tenMinutes(index)),
        arrived: arrived.size + arrivedUntagged,
        slowestLaneId: inUse.length < 2 ? null : (inUse[0]?.laneId ?? null),
      };
    },
  };

  function tenMinutes(index: number): number {
    let sum = 0;
    for (const lane of minutes.values()) {
      for (let minute = index * CURVE_MINUTES; minute < (index + 1) * CURVE_MINUTES; minute += 1)
        sum += lane[minute] ?? 0;
    }
    return sum;
  }
}
