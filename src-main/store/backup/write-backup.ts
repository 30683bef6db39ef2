/** How does a log get onto a second disk, minute by minute, without ever being copied whole again? */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { serialize } from 'node:v8';
import type { Database as Connection } from 'better-sqlite3';
import Database from 'better-sqlite3';
import { UNFINISHED } from '../../files/beside.ts';
import { goesBackTo, versionOf } from '../migrations/migrate.ts';
import type { IdRange, NotDone } from './log-piece.ts';
import { entriesPiece, notDone, smallTablesPiece } from './log-piece.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

/** A piece of so many entries (about 3 MB) is left alone from then on. */
const PIECE_ENTRIES = 5_000;
/** So many smaller ones are put together into one. */
const MOST_SMALL_PIECES = 30;
export const FOLDER_PREFIX = 'gac-cong-';
export const HEADS = ['head-0.gcb', 'head-1.gcb'];

/** What a head says besides its tables. Written last, so that what it names is there. */
export type BackupHead = {
  readonly writtenAtUtcMs: number;
  readonly device: string;
  readonly schemaVersion: number;
  /** The oldest version whose program can go on with it; its own when absent. */
  readonly goesBackTo?: number;
  readonly pieces: readonly string[];
  /** The newest entry that `notDone` speaks of. */
  readonly lastId: number;
  readonly notDone: readonly NotDone[];
  /** The gate's own small files, by name: keys and settings. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly tables: Uint8Array;
};

export type BackupOptions = {
  readonly logPath: string;
  /** The folder of this log's backup; made by `prepareFolder`, never here: a disk that was pulled is not replaced by a folder. */
  readonly folder: string;
  readonly key: Uint8Array;
  /** Small files of the gate that go with the log; those that are not there are left out. */
  readonly files: readonly string[];
  /** What goes in the place of such a file, by its name. */
  readonly contents?: Readonly<Record<string, Uint8Array>>;
};

export type LogBackup = {
  /** Writes what is new. False where nothing was. Throws the system's or SQLite's error: what stood before stands. */
  readonly round: (nowUtcMs: number) => boolean;
  readonly close: () => void;
};

/** A read-only connection of its own; reads in short transactions, so that the log's journal can be folded in between. */
export function openLogBackup({ logPath, folder, key, files, contents }: BackupOptions): LogBackup {
  const log = new Database(logPath, { readonly: true, fileMustExist: true });
  let seen: unknown = null;

  function writePiece(from: number, to: number): IdRange | null {
    const piece = log.transaction(() => entriesPiece(log, from, to, PIECE_ENTRIES))();
    if (piece === null) return null;
    writeSealed(join(folder, pieceName(piece)), piece.content, key);
    return piece;
  }

  function writeFrom(from: number, to: number): void {
    for (let next = from; ; ) {
      const piece = writePiece(next, to);
      if (piece === null || piece.to >= to) return;
      next = piece.to + 1;
    }
  }

  /** New entries at the end; and any that a piece was lost of. */
  function writeMissing(first: number, last: number): void {
    let next = first;
    for (const { from, to } of piecesIn(folder)) {
      if (from > next) writeFrom(next, from - 1);
      next = Math.max(next, to + 1);
    }
    if (next <= last) writeFrom(next, last);
  }

  /** What the log no longer has goes from the backup too, by whole pieces and by writing one anew. */
  function dropPurged(firstId: number): void {
    for (const { from, to } of piecesIn(folder)) {
      if (from >= firstId) continue;
      if (to >= firstId) writeFrom(firstId, to);
      rmSync(join(folder, pieceName({ from, to })), { force: true });
    }
  }

  function putTogether(): void {
    const all = piecesIn(folder);
    const small = all.slice(all.findLastIndex(({ from, to }) => to - from + 1 >= PIECE_ENTRIES) + 1);
    const [first, last] = [small[0], small.at(-1)];
    if (first === undefined || last === undefined || small.length <= MOST_SMALL_PIECES) return;
    writeFrom(first.from, last.to);
    const whole = piecesIn(folder).filter((each) => !small.some((old) => isSame(old, each)));
    for (const old of small) {
      if (whole.some(({ from, to }) => from <= old.from && to >= old.to)) {
        rmSync(join(folder, pieceName(old)), { force: true });
      }
    }
  }

  function writeHead(nowUtcMs: number): void {
    const head: BackupHead = log.transaction(() => ({
      writtenAtUtcMs: nowUtcMs,
      device: newestDevice(log),
      schemaVersion: versionOf(log),
      goesBackTo: goesBackTo(log),
      pieces: piecesIn(folder).map(pieceName),
      lastId: spanOf(log).last ?? 0,
      notDone: notDone(log),
      files: {
        ...Object.fromEntries(
          files.filter((path) => existsSync(path)).map((path) => [basename(path), readFileSync(path)]),
        ),
        ...contents,
      },
      tables: smallTablesPiece(log),
    }))();
    writeSealed(olderHead(folder), serialize(head), key);
  }

  return {
    round: (nowUtcMs) => {
      // Changes with every commit of another connection, and costs nothing to ask.
      const version = log.pragma('data_version', { simple: true });
      if (version === seen && piecesIn(folder).length > 0) return false;
      removeUnfinished(folder);
      const { first, last } = spanOf(log);
      if (first !== null && last !== null) {
        dropPurged(first);
        writeMissing(first, last);
        putTogether();
      }
      writeHead(nowUtcMs);
      seen = version;
      return true;
    },
    close: () => void log.close(),
  };
}

/** Where this log's backup lies below the folder that the venue has set: a log that begins anew has another name. */
export function backupFolder(root: string, epoch: string): string {
  return join(root, `${FOLDER_PREFIX}${epoch.slice(0, 16)}`);
}

/** Makes the folder of a log's backup, whose parent must be there. */
export function prepareFolder(folder: string): void {
  mkdirSync(folder, { mode: 0o700 });
}

/**
 * Takes away all that this gate has written: the pieces of the present log, and the folders of its earlier ones. Other gates' backups
 * in the same place, which open with other keys, stay.
 */
export function dropAll(folder: string, key: Uint8Array): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
  const root = dirname(folder);
  for (const name of readdirSync(root)) {
    const sibling = join(root, name);
    if (name.startsWith(FOLDER_PREFIX) && sibling !== folder && isOurs(sibling, key)) {
      rmSync(sibling, { recursive: true, force: true });
    }
  }
}

function isOurs(folder: string, key: Uint8Array): boolean {
  return HEADS.map((name) => join(folder, name)).some((path) => existsSync(path) && readSealed(path, key) !== null);
}

/** The pieces that are there, oldest first. */
export function piecesIn(folder: string): IdRange[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const [, from, to] = /^log_(-?\d+)_(-?\d+)\.gcb$/.exec(name) ?? [];
      return from === undefined || to === undefined ? [] : [{ from: Number(from), to: Number(to) }];
    })
    .sort((left, right) => left.from - right.from || left.to - right.to);
}

export function pieceName({ from, to }: IdRange): string {
  return `log_${from}_${to}.gcb`;
}

function isSame(left: IdRange, right: IdRange): boolean {
  return left.from === right.from && left.to === right.to;
}

function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith(UNFINISHED)) rmSync(join(folder, name), { force: true });
  }
}

/** Heads take turns, so that one is whole while the other is being replaced on a disk that knows no atomic rename. */
function olderHead(folder: string): string {
  const [first = '', second = ''] = HEADS.map((name) => join(folder, name));
  const ageOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ageOf(first) <= ageOf(second) ? first : second;
}

function newestDevice(log: Connection): string {
  return log.prepare<[], string>('select device from epoch order by id desc limit 1').pluck().get() ?? '';
}

function spanOf(log: Connection): { readonly first: number | null; readonly last: number | null } {
  const found = log
    .prepare<[], { first: number | null; last: number | null }>(
      'select (select min(id) from entry) as first, (select max(id) from entry) as last',
    )
    .get();
  return found ?? { first: null, last: null };
}
