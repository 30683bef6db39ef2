/** Who was let through between two instants, for the counts of a day? */

import type { Database } from 'better-sqlite3';
import type { Passage } from '../core/load/day-book.ts';
import { IS_TAKEN_BACK } from './standing.ts';

export type StoredPassages = {
  /** Of what the log holds now: what is written later is told by who writes it. */
  readonly newestEntryId: () => number;
  /** Admitted and not taken back, up to that entry. */
  readonly passagesBetween: (startUtcMs: number, endUtcMs: number, upToId: number) => Passage[];
};

export function preparePassages(database: Database): StoredPassages {
  const newest = database.prepare<[], number | null>('select max(id) from entry').pluck();
  const between = database.prepare<[number, number, number], Passage>(`
    select entry.lane_id as laneId, entry.direction, entry.wall_utc_ms as atUtcMs, entry.subject_tag as subjectTag
    from entry indexed by entry_by_time
    where wall_utc_ms >= ? and wall_utc_ms < ? and verdict = 'admit' and id <= ?
      and not ${IS_TAKEN_BACK}`);
  return {
    newestEntryId: () => newest.get() ?? Number.MIN_SAFE_INTEGER,
    passagesBetween: (startUtcMs, endUtcMs, upToId) => between.all(startUtcMs, endUtcMs, upToId),
  };
}
