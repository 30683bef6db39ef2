/** How many came between two instants? */

import type { Database } from 'better-sqlite3';
import type { Tally } from '../core/entry/tally.ts';

/** The counts that the log holds; repeats and unreadable codes write no entry. */
export type LoggedTally = Pick<Tally, 'admittedIn' | 'admittedOut' | 'checked' | 'refused' | 'manual'>;

/** Counts from `startUtcMs` to before `endUtcMs`, all epochs together, from one index. */
export function prepareTally(database: Database): (startUtcMs: number, endUtcMs: number) => LoggedTally {
  const count = database.prepare<[number, number], LoggedTally>(`
    select count(*) filter (where verdict = 'admit' and direction = 'in') as admittedIn,
      count(*) filter (where verdict = 'admit' and direction = 'out') as admittedOut,
      count(*) filter (where verdict = 'check') as checked,
      count(*) filter (where verdict = 'refuse') as refused,
      count(*) filter (where reader_kind = 'manual') as manual
    from entry indexed by entry_by_time where wall_utc_ms >= ? and wall_utc_ms < ?`);
  return (startUtcMs, endUtcMs) =>
    count.get(startUtcMs, endUtcMs) ?? { admittedIn: 0, admittedOut: 0, checked: 0, refused: 0, manual: 0 };
}
