/** How many came between two instants? */

import type { Database } from 'better-sqlite3';
import type { Tally } from '../core/entry/tally.ts';

/** The counts that the log holds; repeats and unreadable codes write no entry. */
export type LoggedTally = Pick<Tally, 'admittedIn' | 'admittedOut' | 'checked' | 'refused' | 'manual'>;

type TakenBack = Pick<Tally, 'admittedIn' | 'admittedOut' | 'checked' | 'manual'>;
const NOBODY: TakenBack = { admittedIn: 0, admittedOut: 0, checked: 0, manual: 0 };

/**
 * Counts from `startUtcMs` to before `endUtcMs`, all epochs together, from one index; less those that were taken back, whenever
 * that was. An entry that takes another one back is nobody's coming.
 */
export function prepareTally(database: Database): (startUtcMs: number, endUtcMs: number) => LoggedTally {
  const count = database.prepare<[number, number], LoggedTally>(`
    select count(*) filter (where verdict = 'admit' and direction = 'in') as admittedIn,
      count(*) filter (where verdict = 'admit' and direction = 'out') as admittedOut,
      count(*) filter (where verdict = 'check') as checked,
      count(*) filter (where verdict = 'refuse' and reader_kind not in ('barrier', 'correction')) as refused,
      count(*) filter (where reader_kind = 'manual') as manual
    from entry indexed by entry_by_time where wall_utc_ms >= ? and wall_utc_ms < ?`);
  const countTakenBack = database.prepare<[number, number], TakenBack>(`
    select count(*) filter (where entry.verdict = 'admit' and entry.direction = 'in') as admittedIn,
      count(*) filter (where entry.verdict = 'admit' and entry.direction = 'out') as admittedOut,
      count(*) filter (where entry.verdict = 'check') as checked,
      count(*) filter (where entry.reader_kind = 'manual') as manual
    from entry as later cross join entry on entry.epoch_id = later.epoch_id and entry.seq = later.corrects
    where later.corrects is not null and entry.wall_utc_ms >= ? and entry.wall_utc_ms < ?`);
  return (startUtcMs, endUtcMs) => {
    const all = count.get(startUtcMs, endUtcMs) ?? { ...NOBODY, refused: 0 };
    const takenBack = countTakenBack.get(startUtcMs, endUtcMs) ?? NOBODY;
    return {
      ...all,
      admittedIn: all.admittedIn - takenBack.admittedIn,
      admittedOut: all.admittedOut - takenBack.admittedOut,
      checked: all.checked - takenBack.checked,
      manual: all.manual - takenBack.manual,
    };
  };
}
