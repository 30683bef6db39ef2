/** Which entries will have to go soon, and how far back is the log known by a sure clock? */

import type { Database } from 'better-sqlite3';
import type { DatedRow, RetentionMark } from './entry-age.ts';
import { addMark, madeAtLatest, readMarks } from './entry-age.ts';

/** Counted no further: the screen says "more than". A few milliseconds. */
export const MOST_COUNTED = 1_000;

export type StoredRetention = {
  /** The newest instant at which the clock was sure; `null` = it never was. */
  readonly lastMark: () => RetentionMark | null;
  /** The clock is sure now; `cutoffUtcMs` is the instant before which everything goes. */
  readonly markRetention: (nowUtcMs: number, cutoffUtcMs: number) => void;
  /** When the newest entry says it was made; `null` in an empty log. */
  readonly newestWallUtcMs: () => number | null;
  /** Entries that no collector has and that are older than this, up to `MOST_COUNTED`; and when the oldest of them was made. */
  readonly unsentBefore: (
    beforeUtcMs: number,
    nowUtcMs: number,
  ) => { readonly count: number; readonly oldestAtUtcMs: number | null };
};

export function prepareRetention(database: Database): StoredRetention {
  const newestWall = database.prepare<[], number>('select wall_utc_ms from entry order by id desc limit 1').pluck();
  const unsent = (state: 'pending' | 'quarantined') =>
    database.prepare<[number], DatedRow>(`
      select entry.id, wall_utc_ms as wallUtcMs, clock_offset_ms as clockOffsetMs, clock_uncertainty_ms as clockUncertaintyMs
      from outbox join entry on entry.id = outbox.entry_id
      where outbox.state = '${state}' order by outbox.entry_id limit ?`);
  const halves = [unsent('pending'), unsent('quarantined')];
  return {
    lastMark: () => readMarks(database).at(-1) ?? null,
    markRetention: (nowUtcMs, cutoffUtcMs) => addMark(database, nowUtcMs, cutoffUtcMs),
    newestWallUtcMs: () => newestWall.get() ?? null,
    unsentBefore: (beforeUtcMs, nowUtcMs) => {
      const marks = readMarks(database);
      let count = 0;
      let oldestAtUtcMs: number | null = null;
      for (const half of halves) {
        for (const row of half.iterate(MOST_COUNTED - count)) {
          const madeAtUtcMs = madeAtLatest(row, marks, nowUtcMs);
          if (madeAtUtcMs >= beforeUtcMs) break;
          count += 1;
          oldestAtUtcMs = Math.min(oldestAtUtcMs ?? madeAtUtcMs, madeAtUtcMs);
        }
      }
      return { count, oldestAtUtcMs };
    },
  };
}
