/** Where does the gate keep what one guard leaves for the next? */

import type { Database } from 'better-sqlite3';

export function migrateTo81(database: Database): void {
  database.exec(`
    -- One row a change of shift. The next shift begins where it was given over.
    create table hand_over (
      id integer primary key autoincrement,
      -- Where the shift that ends here began.
      since_utc_ms real not null,
      given_at_utc_ms real not null,
      -- Counts of that shift, JSON: no person in it.
      numbers text not null,
      -- Who gave over and what they wrote, encrypted and bound to this row.
      key_id text not null,
      sealed_note blob not null,
      taken_at_utc_ms real,
      -- Who took over, encrypted likewise; null until then.
      taker_key_id text,
      sealed_taker blob,
      check ((taker_key_id is null) = (sealed_taker is null))
    ) strict;
    create index hand_over_by_time on hand_over (given_at_utc_ms);
  `);
}
