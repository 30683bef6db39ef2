/** Where does the log keep what it has signed of itself, and the collector has heard? */

import type { Database } from 'better-sqlite3';

export function migrateTo70(database: Database): void {
  database.exec(`
    -- Statements of how long an epoch was and with which hash, that a collector has kept too. The newest few hundred.
    create table checkpoint (
      id integer primary key,
      epoch text not null,
      seq integer not null,
      hash text not null check (length(hash) = 64),
      -- The statement as it was signed: JWS in compact form.
      jws text not null,
      kept_at_utc_ms real not null,
      unique (epoch, seq)
    ) strict;
  `);
}
