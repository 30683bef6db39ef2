/** Which way did everybody go in the last hours, as far as that says who is still inside? */

import type { Database } from 'better-sqlite3';
import type { Passing } from '../core/entry/inside.ts';
import type { Sealer } from '../core/ports.ts';
import type { EntryRow } from './entry-row.ts';
import { SELECT_ENTRY, storedEntry } from './entry-row.ts';
import { IS_TAKEN_BACK } from './standing.ts';

export type Passings = {
  /** What stands of the entries that let somebody pass or had somebody checked, made since then, oldest first. */
  readonly passingsSince: (sinceUtcMs: number) => readonly Passing[];
};

type PassingRow = Omit<Passing, 'isNameOnly'> & { readonly isManual: 0 | 1 };

/** Named for the test that holds how SQLite goes about it. */
export const PASSINGS_SQL = `
  select id, wall_utc_ms as atUtcMs, lane_id as laneId, direction, verdict, subject_tag as subjectTag,
    reader_kind = 'manual' as isManual
  from entry indexed by entry_by_time
  where wall_utc_ms >= ? and verdict in ('admit', 'check') and corrects is null
    and not ${IS_TAKEN_BACK}
  order by id`;

export function preparePassings(database: Database, sealer: Sealer): Passings {
  const since = database.prepare<[number], PassingRow>(PASSINGS_SQL);
  const one = database.prepare<[number], EntryRow>(`${SELECT_ENTRY} where entry.id = ?`);

  /** Only what was typed can be without a number, and only the block says so. */
  function isNameOnly(id: number): boolean {
    const row = one.get(id);
    const person = row === undefined ? null : storedEntry(row, sealer).personal;
    return person?.number === null && person.phone === null;
  }

  return {
    passingsSince: (sinceUtcMs) =>
      since
        .all(sinceUtcMs)
        .map(({ isManual, ...row }) => ({ ...row, isNameOnly: isManual === 1 && isNameOnly(row.id) })),
  };
}
