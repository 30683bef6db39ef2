/** How does a gate's log come back from a second disk, perhaps on another machine? */

import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize } from 'node:v8';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { renameOver } from '../../files/rename-over.ts';
import { syncFolder } from '../../files/sync-folder.ts';
import { KNOWN_VERSION, migrate } from '../migrations/migrate.ts';
import { copyRows, tablesOf } from './log-piece.ts';
import { readSealed } from './sealed-file.ts';
import { FOLDER_PREFIX, HEADS, pieceName, piecesIn } from './write-backup.ts';

export type RestoreAnswer =
  | {
      readonly type: 'restored';
      readonly entries: number;
      readonly pending: number;
      readonly writtenAtUtcMs: number;
      /** Pieces that could not be read: the chain breaks where their entries were. */
      readonly lostPieces: number;
      readonly files: Readonly<Record<string, Uint8Array>>;
    }
  | { readonly type: 'refused'; readonly reason: 'no-backup' | 'wrong-key' | 'newer-version' };

const bytes = z.instanceof(Uint8Array);
const head = z.object({
  writtenAtUtcMs: z.number(),
  device: z.string(),
  schemaVersion: z.int(),
  goesBackTo: z.int().optional(),
  pieces: z.array(z.string()),
  lastId: z.int(),
  notDone: z.array(z.object({ from: z.int(), to: z.int() })),
  files: z.record(z.string(), bytes),
  tables: bytes,
});
type Head = z.infer<typeof head>;

/**
 * Makes a log at `path`, where none may be, from the newest backup that `root` holds: `root` is the folder of the settings or the
 * folder of one log in it. The log is another file than before, so a new epoch begins when it is opened, and no seq is given
 * out twice. What the collector had not acknowledged waits again. Throws the system's error where the disk refuses.
 */
export function restoreBackup(root: string, path: string, key: Uint8Array): RestoreAnswer {
  const found = newestBackup(root, key);
  if (found.type === 'refused') return found;
  // Of a newer program that was tried here and left: what it added has no place in this log, the entries have.
  const { schemaVersion, goesBackTo = schemaVersion } = found.head;
  if (schemaVersion > KNOWN_VERSION && goesBackTo > KNOWN_VERSION) return { type: 'refused', reason: 'newer-version' };
  if (existsSync(path)) throw new Error('a log is there already');
  const temporary = `${path}.restoring`;
  rmSync(temporary, { force: true });
  closeSync(openSync(temporary, 'wx', 0o600));
  const restored = build(temporary, found.folder, found.head, key);
  const file = openSync(temporary, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameOver(temporary, path);
  syncFolder(dirname(path));
  const { writtenAtUtcMs, files } = found.head;
  return { type: 'restored', ...restored, writtenAtUtcMs, files };
}

const RESTORE_CACHE_KIB = 256 * 1024;

type Found =
  | { readonly type: 'found'; readonly folder: string; readonly head: Head }
  | { readonly type: 'refused'; readonly reason: 'no-backup' | 'wrong-key' };

function newestBackup(root: string, key: Uint8Array): Found {
  let newest: { folder: string; head: Head } | null = null;
  let isLocked = false;
  for (const folder of [root, ...foldersIn(root)]) {
    for (const name of HEADS) {
      const path = join(folder, name);
      if (!existsSync(path)) continue;
      const read = readHead(path, key);
      if (read === null) isLocked = true;
      else if (newest === null || read.writtenAtUtcMs > newest.head.writtenAtUtcMs) newest = { folder, head: read };
    }
  }
  if (newest !== null) return { type: 'found', ...newest };
  return { type: 'refused', reason: isLocked ? 'wrong-key' : 'no-backup' };
}

function readHead(path: string, key: Uint8Array): Head | null {
  const content = readSealed(path, key);
  if (content === null) return null;
  const parsed = head.safeParse(deserialize(content));
  return parsed.success ? parsed.data : null;
}

function foldersIn(root: string): string[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter((each) => each.isDirectory() && each.name.startsWith(FOLDER_PREFIX))
      .map(({ name }) => join(root, name));
  } catch {
    return []; // No such folder, or none that may be read: there is no backup in it.
  }
}

function build(
  path: string,
  folder: string,
  { schemaVersion, tables, pieces, lastId, notDone }: Head,
  key: Uint8Array,
) {
  const log = new Database(path);
  try {
    // A cut leaves a file that is not the log yet, and is begun again.
    log.pragma('journal_mode = memory');
    log.pragma('synchronous = off');
    log.pragma('foreign_keys = off');
    // The indexes of some millions of entries are filled in no order: they stay in memory meanwhile.
    log.pragma(`cache_size = -${RESTORE_CACHE_KIB}`);
    migrate(log, schemaVersion);
    const lostPieces = log.transaction(() => {
      // Pieces that were put together after this head was written have other names: all that are there are taken.
      const there = piecesIn(folder).map(pieceName);
      const lost = there.filter((name) => !takePiece(log, readSealed(join(folder, name), key))).length;
      if (!takePiece(log, Buffer.from(tables))) throw new Error('the head of a backup holds no tables');
      settle(log, lastId, notDone);
      return lost + pieces.filter((name) => !there.includes(name)).length;
    })();
    const count = (sql: string): number => log.prepare<[], number>(sql).pluck().get() ?? 0;
    return {
      entries: count('select count(*) from entry'),
      pending: count("select count(*) from outbox where state = 'pending'"),
      lostPieces,
    };
  } finally {
    log.close();
  }
}

/**
 * A piece says how an entry stood when it was written; the head says it for all up to `lastId`. What is newer, or was not done then,
 * is sent (again): a collector that has it says so.
 */
function settle(log: Database.Database, lastId: number, notDone: Head['notDone']): void {
  log.exec('create temp table waits (first integer not null, last integer not null)');
  const add = log.prepare<[number, number]>('insert into waits values (?, ?)');
  for (const { from, to } of notDone) add.run(from, to);
  log.exec(`create temp table waiting (id integer primary key);
    insert into waiting select entry_id from waits join outbox on entry_id between first and last;`);
  log
    .prepare<[number]>(
      `update outbox set state = 'done', refusal_code = null, acknowledged_at_utc_ms = coalesce(acknowledged_at_utc_ms, 0)
       where state <> 'done' and entry_id <= ? and entry_id not in waiting`,
    )
    .run(lastId);
  log.exec(
    "update outbox set state = 'pending', acknowledged_at_utc_ms = null where state = 'done' and entry_id in waiting",
  );
}

/** False where the piece could not be read. */
function takePiece(log: Database.Database, content: Buffer | null): boolean {
  if (content === null) return false;
  const piece = new Database(content);
  try {
    for (const { name } of tablesOf(piece)) copyRows(piece, log, name);
    return true;
  } finally {
    piece.close();
  }
}
