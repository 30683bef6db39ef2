/** How long is the log, how far is it acknowledged, and what has been signed of it? */

import type { Database } from 'better-sqlite3';
import type { CurrentEpoch, SeenEntry } from './epoch.ts';
import { prepareHolds } from './epoch.ts';

/** One an hour: a month. */
const KEPT_CHECKPOINTS = 720;

export type ChainLink = { readonly seq: number; readonly hash: string };

export type KeptCheckpoint = SeenEntry & { readonly jws: string };

export type Checkpoints = {
  /** The last entry of the present epoch; `null` before its first. */
  readonly head: () => SeenEntry | null;
  /** The last entry of the present epoch up to which the collector has acknowledged everything. */
  readonly acknowledgedThrough: () => ChainLink | null;
  /** Whether this entry is in the log, or was deleted when its time was over. */
  readonly holds: (entry: SeenEntry) => boolean;
  /** Notes a statement that a collector has kept. */
  readonly keepCheckpoint: (checkpoint: KeptCheckpoint, atUtcMs: number) => void;
  readonly checkpoints: () => readonly KeptCheckpoint[];
};

export function prepareCheckpoints(database: Database, epoch: CurrentEpoch): Checkpoints {
  const head = database.prepare<[number], ChainLink>(
    'select seq, hash from entry where epoch_id = ? order by seq desc limit 1',
  );
  const before = database.prepare<[number, number], ChainLink>(
    'select seq, hash from entry where epoch_id = ? and seq < ? order by seq desc limit 1',
  );
  const unsettled = (state: 'pending' | 'quarantined') =>
    database
      .prepare<[number], number>(
        `select seq from outbox join entry on entry.id = outbox.entry_id
         where outbox.state = '${state}' and entry.epoch_id = ? order by outbox.entry_id limit 1`,
      )
      .pluck();
  const [firstPending, firstQuarantined] = [unsettled('pending'), unsettled('quarantined')];
  const insert = database.prepare<[string, number, string, string, number]>(
    'insert or ignore into checkpoint (epoch, seq, hash, jws, kept_at_utc_ms) values (?, ?, ?, ?, ?)',
  );
  const forget = database.prepare(
    `delete from checkpoint where id not in (select id from checkpoint order by id desc limit ${KEPT_CHECKPOINTS})`,
  );
  const all = database.prepare<[], KeptCheckpoint>('select epoch, seq, hash, jws from checkpoint order by id');
  const keep = database.transaction(({ epoch: name, seq, hash, jws }: KeptCheckpoint, atUtcMs: number) => {
    insert.run(name, seq, hash, jws, atUtcMs);
    forget.run();
  });

  return {
    head: () => {
      const { id, name } = epoch.now();
      const last = head.get(id);
      return last === undefined ? null : { epoch: name, ...last };
    },
    acknowledgedThrough: () => {
      const { id } = epoch.now();
      const first = Math.min(
        firstPending.get(id) ?? Number.MAX_SAFE_INTEGER,
        firstQuarantined.get(id) ?? Number.MAX_SAFE_INTEGER,
      );
      return before.get(id, first) ?? null;
    },
    holds: prepareHolds(database),
    keepCheckpoint: (checkpoint, atUtcMs) => keep.immediate(checkpoint, atUtcMs),
    checkpoints: () => all.all(),
  };
}
