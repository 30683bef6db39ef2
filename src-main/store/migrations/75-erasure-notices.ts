/** Of which entries does the collector still have to hear that a person was taken out? */

import type { Database } from 'better-sqlite3';

/** Apart from the entry, which may be purged first: the collector may keep its own for longer. */
export function migrateTo75(database: Database): void {
  database.exec(`
    -- Nothing of the person. A row goes when the collector has taken the person out too.
    create table erasure_notice (
      device text not null,
      epoch text not null,
      seq integer not null check (seq >= 1),
      -- Real, as it is signed: entries of one request are said together.
      erased_at_utc_ms real not null,
      primary key (device, epoch, seq)
    ) strict, without rowid;

    -- Of before: the collector was told how many, and not which.
    insert into erasure_notice (device, epoch, seq, erased_at_utc_ms)
      select epoch.device, epoch.name, entry.seq, entry_erased.erased_at_utc_ms
      from entry_erased join entry on entry.id = entry_erased.entry_id join epoch on epoch.id = entry.epoch_id;
  `);
}
