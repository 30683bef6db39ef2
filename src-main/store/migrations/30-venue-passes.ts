/** Where does the gate keep which passes it made, and which it took back? */

import type { Database } from 'better-sqlite3';

/** Never the pass itself: who has the text has the pass. */
export function migrateTo30(database: Database): void {
  database.exec(`
    create table venue_pass (
      -- 16 random bytes, base64url.
      id text primary key,
      purpose text not null,
      is_one_time integer not null check (is_one_time in (0, 1)),
      made_at_utc_ms real not null,
      expires_at_utc_ms real not null,
      revoked_at_utc_ms real,
      -- The masked name, encrypted; empty for a pass without a name.
      key_id text not null,
      sealed_masked_name blob not null
    ) strict, without rowid;
    create index venue_pass_by_time on venue_pass (made_at_utc_ms);
  `);
}
