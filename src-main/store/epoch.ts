/** To which chain do new entries belong? */

import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

export type Epoch = { readonly id: number; readonly name: string; readonly device: string };

/** Why entries go to this epoch. `older-copy`: the log lacks what it is known to have held. */
export type EpochOrigin = 'first' | 'continued' | 'other-keys' | 'other-file' | 'other-machine' | 'older-copy';

/** An entry that this log once held; whoever knows it knows all that came before it. */
export type SeenEntry = { readonly epoch: string; readonly seq: number; readonly hash: string };

export type CurrentEpoch = {
  readonly now: () => Epoch;
  readonly origin: EpochOrigin;
  /** From now on entries go to a new one: the present name is used by another copy of this log as well. */
  readonly begin: () => void;
};

export type EpochOptions = {
  readonly path: string;
  readonly device: string;
  /** 32 random lower-case hex characters. */
  readonly newEpoch: () => string;
  /** What the gate remembers outside of the log; absent = nothing. */
  readonly lastSeen?: SeenEntry | null;
  /** The data folder was last used on a machine that this one cannot be. */
  readonly isOtherMachine?: boolean;
};

/**
 * The newest epoch, or a new one where there is none, where the keys are of another device, where the database is
 * another file than when its epoch began, and where it lacks what it held before. A backup put back thus never gives out a seq twice;
 * what stands in it goes on under its old epoch. A whole machine put back from an image cannot be told apart
 * here: the collector tells.
 */
export function openEpoch(database: Database, options: EpochOptions): CurrentEpoch {
  const { device, newEpoch } = options;
  const fileId = fileIdOf(options.path);
  const newest = database.prepare<[], Epoch & { fileId: string }>(
    'select id, name, device, file_id as fileId from epoch order by id desc limit 1',
  );
  const insert = database.prepare<[string, string, string]>(
    "insert into epoch (name, device, file_id, created_at_utc_ms) values (?, ?, ?, unixepoch('subsec') * 1000)",
  );
  const holds = prepareHolds(database);

  function begun(): Epoch {
    const name = newEpoch();
    return { id: Number(insert.run(name, device, fileId).lastInsertRowid), name, device };
  }

  function originOf(found: (Epoch & { fileId: string }) | undefined): EpochOrigin {
    if (found === undefined) return 'first';
    if (found.device !== device) return 'other-keys';
    if (options.isOtherMachine === true) return 'other-machine';
    if (found.fileId !== fileId) return 'other-file';
    const { lastSeen = null } = options;
    return lastSeen === null || holds(lastSeen) ? 'continued' : 'older-copy';
  }

  const open = database.transaction((): { readonly epoch: Epoch; readonly origin: EpochOrigin } => {
    const found = newest.get();
    const origin = originOf(found);
    return { epoch: found !== undefined && origin === 'continued' ? found : begun(), origin };
  });
  const { epoch, origin } = open.immediate();
  let current = epoch;
  return {
    now: () => current,
    origin,
    begin: () => {
      current = database.transaction(begun).immediate();
    },
  };
}

/** Whether this entry is in the log, or has been deleted from its old end when its time was over. */
export function prepareHolds(database: Database): (entry: SeenEntry) => boolean {
  const hashAt = database
    .prepare<[string, number], string>(
      'select hash from entry join epoch on epoch.id = entry.epoch_id where epoch.name = ? and seq = ?',
    )
    .pluck();
  const purgedThrough = database
    .prepare<[string], number | null>('select max(last_seq) from purge_receipt where epoch = ?')
    .pluck();
  return ({ epoch, seq, hash }) => {
    const held = hashAt.get(epoch, seq);
    if (held !== undefined) return held === hash;
    return seq <= (purgedThrough.get(epoch) ?? 0);
  };
}

/** Number and birth of the file: a copy has another number, and a file that got a freed number another birth. */
function fileIdOf(path: string): string {
  const { ino, birthtimeNs } = statSync(path, { bigint: true });
  return `${ino}-${birthtimeNs}`;
}
