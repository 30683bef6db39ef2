/** What is a piece of a log that another gate can put back: which tables, which rows? */

import type { Database as Connection } from 'better-sqlite3';
import Database from 'better-sqlite3';
import { versionOf } from '../migrations/migrate.ts';

/** They grow with every scan and are copied by ranges; all other tables are small and are copied whole. */
const LONG_TABLES = ['entry', 'outbox', 'entry_for_authority', 'entry_tracing', 'visit_note'];
/** Notes come after their entry, when its piece may be written already: so many of the newest go with the small tables too. */
const NEWEST_NOTES = 50_000;

/** First and last entry of a piece, by `entry.id`. */
export type IdRange = { readonly from: number; readonly to: number };

export type NotDone = { readonly from: number; readonly to: number };

/**
 * The entries from `from` on, at most `limit`, with their outbox rows and epochs, as the bytes of an SQLite file; `null` where
 * there are none. To be called in a read transaction.
 */
export function entriesPiece(
  log: Connection,
  from: number,
  to: number,
  limit: number,
): (IdRange & { readonly content: Buffer }) | null {
  const ids = log
    .prepare<[number, number, number], number>('select id from entry where id between ? and ? order by id limit ?')
    .pluck()
    .all(from, to, limit);
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return null;
  const content = piece(log, (table) => {
    if (table === 'epoch') return '';
    if (table === 'entry') return `where id between ${first} and ${last}`;
    if (LONG_TABLES.includes(table)) return `where entry_id between ${first} and ${last}`;
    return null;
  });
  return { from: first, to: last, content };
}

/** All the small tables, as the bytes of an SQLite file. */
export function smallTablesPiece(log: Connection): Buffer {
  return piece(log, (table) => {
    if (table === 'visit_note') return `where id > (select max(id) from visit_note) - ${NEWEST_NOTES}`;
    return LONG_TABLES.includes(table) ? null : '';
  });
}

/** Entries that no collector has, waiting or refused, as ranges of ids without a done one in between, in order. */
export function notDone(log: Connection): NotDone[] {
  const ranges: { from: number; to: number }[] = [];
  // Two halves, because each has an index that holds these rows alone.
  const waiting = log
    .prepare<[], number>(
      `select entry_id from outbox where state = 'pending'
       union all select entry_id from outbox where state = 'quarantined' order by 1`,
    )
    .pluck();
  for (const id of waiting.iterate()) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === id - 1) last.to = id;
    else ranges.push({ from: id, to: id });
  }
  return ranges;
}

/** `null` for a table that is left out, else a `where` for its rows. */
function piece(log: Connection, rowsOf: (table: string) => string | null): Buffer {
  const made = new Database(':memory:');
  try {
    made.pragma(`user_version = ${versionOf(log)}`);
    made.exec('begin');
    for (const { name, sql } of tablesOf(log)) {
      const where = rowsOf(name);
      if (where === null) continue;
      made.exec(sql);
      copyRows(log, made, name, where);
    }
    made.exec('commit');
    return made.serialize();
  } finally {
    made.close();
  }
}

/** Copies rows by the names of their columns; what is there already under the same key is replaced. */
export function copyRows(from: Connection, to: Connection, table: string, where = ''): number {
  const columns = columnsOf(from, table).filter((name) => columnsOf(to, table).includes(name));
  if (columns.length === 0) return 0;
  const names = columns.map((name) => `"${name}"`).join(', ');
  const insert = to.prepare(
    `insert or replace into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`,
  );
  let copied = 0;
  for (const row of from.prepare(`select ${names} from "${table}" ${where}`).raw().iterate()) {
    insert.run(row as unknown[]);
    copied += 1;
  }
  return copied;
}

export function tablesOf(log: Connection): readonly { readonly name: string; readonly sql: string }[] {
  return log
    .prepare<[], { name: string; sql: string }>(
      "select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite%' order by rowid",
    )
    .all();
}

function columnsOf(database: Connection, table: string): string[] {
  return database.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table);
}
