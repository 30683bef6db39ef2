/** What was noted of an entry in a damaged log: how does it follow the entry into the one that took its place? */

import type { Database as Connection } from 'better-sqlite3';
import Database from 'better-sqlite3';

const COLUMNS = 'nth, kind, at_utc_ms, trip_id, linked_epoch, linked_seq, key_id, sealed';

/** Notes are bound to device, epoch and seq, which an entry keeps. What cannot be read stays behind. */
export function prepareNoteRescue(damaged: Connection, log: Connection): (fromId: number, toId: number) => void {
  takeTrips(damaged, log);
  const insert = log.prepare(`insert into visit_note (entry_id, ${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return (fromId, toId) => {
    const rows = readable(() =>
      damaged
        .prepare<[number], unknown[]>(`select ${COLUMNS} from visit_note where entry_id = ? order by nth`)
        .raw()
        .all(fromId),
    );
    for (const row of rows) insert.run(toId, ...row);
  };
}

function takeTrips(damaged: Connection, log: Connection): void {
  const columns = 'id, route, plate, departs_at_utc_ms, seats, opened_at_utc_ms, closed_at_utc_ms';
  const insert = log.prepare(`insert or ignore into trip (${columns}) values (?, ?, ?, ?, ?, ?, ?)`);
  const rows = readable(() => damaged.prepare<[], unknown[]>(`select ${columns} from trip`).raw().all());
  for (const row of rows) insert.run(...row);
}

function readable(read: () => unknown[][]): unknown[][] {
  try {
    return read();
  } catch (error) {
    if (error instanceof Database.SqliteError) return []; // A damaged page: the entry itself is worth more than its notes.
    throw error;
  }
}
