/** What can still be read of a damaged log, and how does it come into the one that took its place? */

import type { Database as Connection } from 'better-sqlite3';
import Database from 'better-sqlite3';
import { linkHash } from '../core/entry/canonical.ts';
import type { Digest } from '../core/ports.ts';
import type { EntryRow } from './entry-row.ts';
import { canonicalOfRow, SELECT_ENTRY } from './entry-row.ts';
import { migrate } from './migrations/migrate.ts';
import { prepareNoteRescue } from './rescue-notes.ts';

export type RescueReport = {
  /** Entries that could be read and are what was committed, by their own hash. */
  readonly readable: number;
  /** Of these: were in the log already. */
  readonly known: number;
  /** Of these: are in the log now. Those that no collector has wait for it. */
  readonly rescued: number;
  /** Of the rescued: wait for the collector. */
  readonly pending: number;
  /** Places where an entry stood, or may have stood, that cannot be read or is not what was committed. */
  readonly lost: number;
};

/** Rows a transaction: a gate that runs on the log waits for no more than these. */
const SLICE = 200;
/** No entry takes less room; bounds the search where not even the number of the last one can be read. */
const SMALLEST_ENTRY_BYTES = 300;

type Found = { readonly id: number; readonly row: EntryRow };

/**
 * Takes what `copyPath` holds into `log`; the copy is changed, so it must not be the original. An entry keeps device, epoch, seq and
 * hash, so a collector that has it says so. `null` where SQLite makes nothing of the file. Throws where `log` refuses.
 */
export function rescueLog(copyPath: string, log: Connection, digest: Digest): RescueReport | null {
  const damaged = openDamaged(copyPath);
  if (damaged === null) return null;
  try {
    const { found, lost } = readAll(damaged, digest);
    const known = log.prepare<[string, number], number>(
      'select entry.id from entry join epoch on epoch.id = entry.epoch_id where epoch.name = ? and entry.seq = ?',
    );
    // What was let go of must not come back: neither by this log's receipts nor by those of the damaged one.
    takeReceipts(damaged, log);
    const purged = log.prepare<[string, number, number], number>(
      'select 1 from purge_receipt where epoch = ? and last_seq >= ? and first_seq <= ? limit 1',
    );
    const missing = found.filter(
      ({ row }) => known.get(row.epoch, row.seq) === undefined && purged.get(row.epoch, row.seq, row.seq) === undefined,
    );
    const pending = takeIn(damaged, log, missing);
    return {
      readable: found.length,
      known: found.length - missing.length,
      rescued: missing.length,
      pending,
      lost,
    };
  } finally {
    damaged.close();
  }
}

function openDamaged(path: string): Connection | null {
  let damaged: Connection | null = null;
  try {
    damaged = new Database(path, { fileMustExist: true });
    migrate(damaged);
    damaged.prepare(`${SELECT_ENTRY} limit 0`).all();
    return damaged;
  } catch (error) {
    damaged?.close();
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
}

/** One entry at a time, because a damaged page takes with it whatever is read through it in one go. */
function readAll(damaged: Connection, digest: Digest): { readonly found: Found[]; readonly lost: number } {
  const one = damaged.prepare<[number], EntryRow>(`${SELECT_ENTRY} where entry.id = ?`);
  const { first, last, isCertain } = span(damaged);
  const found: Found[] = [];
  let lost = 0;
  for (let id = first; id <= last; id += 1) {
    const row = attempt(() => one.get(id) ?? null, 'unreadable');
    // Beyond what is known to exist, a place that cannot be read says nothing of an entry.
    if (row === null || (row === 'unreadable' && !isCertain)) continue;
    if (row === 'unreadable') {
      lost += 1;
    } else if (
      row.hash !== attempt(() => linkHash(digest, row.previousHash, canonicalOfRow(row)), '') &&
      erasedOf(damaged, id) === undefined
    ) {
      lost += 1;
    } else {
      found.push({ id, row });
    }
  }
  return { found, lost };
}

function span(damaged: Connection): { readonly first: number; readonly last: number; readonly isCertain: boolean } {
  const ask = (sql: string): number | null =>
    attempt(() => damaged.prepare<[], number | null>(sql).pluck().get() ?? null, null);
  const ends = ['select max(id) from entry', 'select max(entry_id) from outbox'].flatMap((sql) => ask(sql) ?? []);
  const first = Math.min(ask('select min(id) from entry') ?? 1, 1);
  if (ends.length > 0) return { first, last: Math.max(...ends), isCertain: true };
  const bytes = Number(damaged.pragma('page_count', { simple: true })) * 4_096;
  return { first, last: Math.ceil(bytes / SMALLEST_ENTRY_BYTES), isCertain: false };
}

type ErasedRow = Readonly<Record<'restSha256' | 'publicKey' | 'signature', string>> & { readonly atUtcMs: number };

/** That the person was taken out of an entry; what stands there is held against it when the log is verified. */
function erasedOf(damaged: Connection, id: number): ErasedRow | undefined {
  const read = (): ErasedRow | undefined =>
    damaged
      .prepare<[number], ErasedRow>(
        `select rest_sha256 as restSha256, erased_at_utc_ms as atUtcMs, public_key as publicKey, signature
         from entry_erased where entry_id = ?`,
      )
      .get(id);
  return attempt(read, undefined);
}

/** Receipts of purges and requests that this log does not have; who signed them is seen when the log is verified. */
function takeReceipts(damaged: Connection, log: Connection): void {
  for (const table of ['purge_receipt', 'erase_receipt']) {
    const rows = attempt(() => damaged.prepare<[], Record<string, unknown>>(`select * from ${table}`).all(), []);
    for (const { id: _id, ...row } of rows) {
      const names = Object.keys(row);
      log
        .prepare(
          `insert into ${table} (${names.join(', ')}) select ${names.map((name) => `@${name}`).join(', ')}
           where not exists (select 1 from ${table} where signature = @signature)`,
        )
        .run(row);
    }
  }
  const notices = attempt(() => damaged.prepare<[], unknown>('select * from erasure_notice').all(), []);
  const take = log.prepare<[unknown]>(
    'insert or ignore into erasure_notice (device, epoch, seq, erased_at_utc_ms) values (@device, @epoch, @seq, @erased_at_utc_ms)',
  );
  for (const notice of notices) take.run(notice);
}

/** Gives how many of them wait for the collector. */
function takeIn(damaged: Connection, log: Connection, missing: readonly Found[]): number {
  const names = columnsOf(damaged).filter(
    (name) => name !== 'id' && name !== 'epoch_id' && columnsOf(log).includes(name),
  );
  const raw = damaged.prepare<[number], Record<string, unknown>>(`select ${names.join(', ')} from entry where id = ?`);
  const insert = log.prepare(
    `insert into entry (id, epoch_id, ${names.join(', ')}) values (@id, @epochId, ${names.map((name) => `@${name}`).join(', ')})`,
  );
  const forAuthority = log.prepare<[number, string, Uint8Array]>(
    'insert into entry_for_authority (entry_id, key_id, sealed) values (?, ?, ?)',
  );
  const tracing = log.prepare<[number, string, string]>(
    'insert into entry_tracing (entry_id, key_id, tag) values (?, ?, ?)',
  );
  const erased = log.prepare<[number, string, number, string, string]>(
    'insert into entry_erased (entry_id, rest_sha256, erased_at_utc_ms, public_key, signature) values (?, ?, ?, ?, ?)',
  );
  const outbox = log.prepare<[number, string, string | null, number | null]>(
    'insert into outbox (entry_id, state, refusal_code, acknowledged_at_utc_ms) values (?, ?, ?, ?)',
  );
  const takeNotes = prepareNoteRescue(damaged, log);
  // Before all that is there: they were committed earlier, and are sent first.
  const lowest = log.prepare<[], number | null>('select min(id) from entry').pluck().get() ?? 1;
  const start = Math.min(lowest, 1) - missing.length;
  let pending = 0;
  const takeSlice = log.transaction((from: number) => {
    for (const [offset, { id, row }] of missing.slice(from, from + SLICE).entries()) {
      const newId = start + from + offset;
      insert.run({ ...raw.get(id), id: newId, epochId: epochIdIn(log, row) });
      const { authorityKeyId, sealedForAuthority, tracingKeyId, tracingTag } = row;
      if (tracingKeyId !== null && tracingTag !== null) tracing.run(newId, tracingKeyId, tracingTag);
      if (authorityKeyId !== null && sealedForAuthority !== null) {
        forAuthority.run(newId, authorityKeyId, sealedForAuthority);
      }
      takeNotes(id, newId);
      const gone = erasedOf(damaged, id);
      if (gone !== undefined) erased.run(newId, gone.restSha256, gone.atUtcMs, gone.publicKey, gone.signature);
      const stood = outboxOf(damaged, id);
      outbox.run(newId, stood.state, stood.refusalCode, stood.acknowledgedAtUtcMs);
      if (stood.state === 'pending') pending += 1;
    }
  });
  for (let from = 0; from < missing.length; from += SLICE) takeSlice.immediate(from);
  return pending;
}

type Stood = {
  readonly state: string;
  readonly refusalCode: string | null;
  readonly acknowledgedAtUtcMs: number | null;
};

/** What cannot be read waits: a collector that has it says so. */
function outboxOf(damaged: Connection, id: number): Stood {
  const read = (): Stood | undefined =>
    damaged
      .prepare<[number], Stood>(
        `select state, refusal_code as refusalCode, acknowledged_at_utc_ms as acknowledgedAtUtcMs
         from outbox where entry_id = ?`,
      )
      .get(id);
  return attempt(read, undefined) ?? { state: 'pending', refusalCode: null, acknowledgedAtUtcMs: null };
}

/** An epoch that the log does not know goes before all others: the newest is the one that entries are added to. */
function epochIdIn(log: Connection, { epoch, device }: EntryRow): number {
  const find = log.prepare<[string], number>('select id from epoch where name = ?').pluck();
  const found = find.get(epoch);
  if (found !== undefined) return found;
  log
    .prepare(
      `insert into epoch (id, name, device, file_id, created_at_utc_ms)
       select min(id) - 1, ?, ?, 'rescued', unixepoch('subsec') * 1000 from epoch`,
    )
    .run(epoch, device);
  return find.get(epoch) ?? 0;
}

function columnsOf(database: Connection): string[] {
  return database.prepare<[], string>("select name from pragma_table_info('entry')").pluck().all();
}

/** A page that cannot be read is an answer here; anything but SQLite's word throws. */
function attempt<T, U>(read: () => T, otherwise: U): T | U {
  try {
    return read();
  } catch (error) {
    if (error instanceof Database.SqliteError || error instanceof RangeError) return otherwise;
    throw error;
  }
}
