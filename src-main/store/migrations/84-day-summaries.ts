/** Where does the log keep what it counted, so that nobody waits for a month to be counted again? */

import type { Database } from 'better-sqlite3';

/** Numbers and no person: they outlive the entries, so that a month can be compared with the one before it. */
export function migrateTo84(database: Database): void {
  database.exec(`
    -- One row a day that is over.
    create table day_summary (
      -- Midnight in Vietnam, UTC+7.
      day_start_utc_ms integer primary key,
      -- JSON, see core/report/day-counts.ts.
      counts text not null,
      counted_at_utc_ms real not null,
      -- An entry of this day came late, or was taken back: to be counted again, where its entries are still there.
      is_stale integer not null default 0 check (is_stale in (0, 1))
    ) strict;

    -- Different people of a longer time, who cannot be had by adding days. Goes when one of its days is counted anew.
    create table period_persons (
      from_utc_ms integer not null,
      until_utc_ms integer not null,
      persons integer not null,
      counted_at_utc_ms real not null,
      primary key (from_utc_ms, until_utc_ms)
    ) strict;

    -- Whoever writes the entry: one look by the primary key, which finds nothing on any ordinary day.
    create trigger entry_stales_its_day after insert on entry
    begin
      update day_summary set is_stale = 1
      where day_start_utc_ms = cast((new.wall_utc_ms + 25200000) / 86400000 as integer) * 86400000 - 25200000;
    end;
    create trigger entry_stales_the_day_it_corrects after insert on entry when new.corrects is not null
    begin
      update day_summary set is_stale = 1
      where day_start_utc_ms = (
        select cast((wall_utc_ms + 25200000) / 86400000 as integer) * 86400000 - 25200000
        from entry where epoch_id = new.epoch_id and seq = new.corrects);
    end;
  `);
}
