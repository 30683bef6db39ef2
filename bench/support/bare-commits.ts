/** What does a durable commit of one entry cost by bare SQLite, with nothing of the gate around it? */

import { randomBytes } from 'node:crypto';
import type { Database as Connection } from 'better-sqlite3';
import Database from 'better-sqlite3';

export type BareLog = { readonly commit: () => void; readonly close: () => void };

/** About what an entry takes in its table. */
const ROW_BYTES = 700;

/**
 * The last entry of the log at `path` once more, and its outbox row, into the very tables and indexes that a gate has, in one
 * transaction. `path` is a copy of the gate's log: its own would get a broken chain. Only what must be unique differs.
 */
export function openSameSchema(path: string): BareLog {
  const database = openDurable(path);
  const last = database.prepare('select * from entry order by id desc limit 1').get() as Record<string, unknown>;
  const { id: _newOne, ...columns } = last;
  const names = Object.keys(columns);
  const insertEntry = database.prepare(
    `insert into entry (${names.join(', ')}) values (${names.map((name) => `@${name}`).join(', ')})`,
  );
  const insertOutbox = database.prepare("insert into outbox (entry_id, state) values (?, 'pending')");
  const tagBytes = String(last.subject_tag).length / 2;
  let seq = Number(last.seq);
  const append = database.transaction(() => {
    seq += 1;
    const row = { ...columns, seq, wall_utc_ms: Date.now(), subject_tag: randomBytes(tagBytes).toString('hex') };
    insertOutbox.run(insertEntry.run(row).lastInsertRowid);
  });
  return { commit: () => void append.immediate(), close: () => void database.close() };
}

/** As little as SQLite can do for something of an entry's size. */
export function openSmallestLog(path: string): BareLog {
  const database = openDurable(path);
  database.exec('create table entry (seq integer primary key, row blob not null) strict');
  const insert = database.prepare('insert into entry (row) values (?)');
  const row = Buffer.alloc(ROW_BYTES, 7);
  return { commit: () => void insert.run(row), close: () => void database.close() };
}

function openDurable(path: string): Connection {
  const database = new Database(path);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  return database;
}
