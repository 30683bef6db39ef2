/** Which entries wait for the collector, which has it taken, and which not? */

import type { Database } from 'better-sqlite3';
import type { Outbox, Sealer, UploadState, Waiting } from '../core/ports.ts';
import type { PendingCounter } from './count-pending.ts';
import { preparePendingCounter } from './count-pending.ts';
import type { EntryRow } from './entry-row.ts';
import { SELECT_ENTRY, storedEntry } from './entry-row.ts';
import { withoutWaiting } from './without-waiting.ts';

/** How it stands before anything was tried. */
const NOTHING_TRIED: UploadState = {
  failures: 0,
  nextAttemptAtUtcMs: 0,
  batchLimit: 500,
  lastAcknowledgedAtUtcMs: null,
};

/** What was rescued from a damaged log stands before its first entry, under numbers below one. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

/**
 * The outbox of every epoch in the log, the oldest first. Reading never fails for a lost key: the entry comes without its
 * person. Writing throws SQLite's error when the disk refuses, and then nothing of the call is done: the
 * entries stay pending, and are sent again.
 */
export function prepareOutbox(database: Database, sealer: Sealer): Outbox {
  const counter = preparePendingCounter(database);
  const countQuarantined = database
    .prepare<[], number>("select count(*) from outbox where state = 'quarantined'")
    .pluck();
  const oldestPendingAt = database
    .prepare<[], number>(
      `select wall_utc_ms from entry
       where id = (select entry_id from outbox where state = 'pending' order by entry_id limit 1)`,
    )
    .pluck();

  return {
    ...prepareWaiting(database, sealer),
    counts: () => ({
      pending: counter.value(),
      oldestPendingAtUtcMs: oldestPendingAt.get() ?? null,
      quarantined: countQuarantined.get() ?? 0,
    }),
    ...prepareSettling(database, counter),
    ...prepareUploadState(database),
  };
}

/** Reading alone, for a connection that does nothing else. */
export function prepareWaiting(database: Database, sealer: Sealer): Waiting {
  const oldest = database.prepare<[number, number], EntryRow>(
    `${SELECT_ENTRY} join outbox on outbox.entry_id = entry.id
     where outbox.state = 'pending' and outbox.entry_id > ? order by outbox.entry_id limit ?`,
  );
  const idOf = database
    .prepare<[string, number], number>(
      `select entry.id from entry join epoch on epoch.id = entry.epoch_id where epoch.name = ? and entry.seq = ?`,
    )
    .pluck();
  return {
    pending: (limit, after) => {
      const afterId = after === undefined ? undefined : idOf.get(after.epoch, after.seq);
      const rows = oldest.all(afterId ?? BEFORE_ALL, limit);
      return rows.filter((row) => row.epoch === rows[0]?.epoch).map((row) => storedEntry(row, sealer));
    },
  };
}

/** A first acknowledgement stands: it is what says when the entry left the device. */
function prepareSettling(
  database: Database,
  counter: PendingCounter,
): Pick<Outbox, 'acknowledge' | 'quarantine' | 'retryQuarantined'> {
  const acknowledgeRange = database.prepare<[number, string, number, number]>(`
    update outbox set state = 'done', acknowledged_at_utc_ms = ?, refusal_code = null
    where state <> 'done' and entry_id in (
      select entry.id from entry join epoch on epoch.id = entry.epoch_id
      where epoch.name = ? and entry.seq between ? and ?)`);
  const quarantineOne = database.prepare<[string, string, number]>(`
    update outbox set state = 'quarantined', refusal_code = ?
    where state = 'pending' and entry_id = (
      select entry.id from entry join epoch on epoch.id = entry.epoch_id where epoch.name = ? and entry.seq = ?)`);
  const retryAll = database.prepare(
    "update outbox set state = 'pending', refusal_code = null where state = 'quarantined'",
  );
  const hasQuarantined = database.prepare("select 1 from outbox where state = 'quarantined' limit 1");
  const acknowledge = database.transaction((...[epoch, ranges, atUtcMs]: Parameters<Outbox['acknowledge']>) => {
    let rows = 0;
    for (const { from, to } of ranges) rows += acknowledgeRange.run(atUtcMs, epoch, from, to).changes;
    return rows;
  });
  const quarantine = database.transaction((...[epoch, refusals]: Parameters<Outbox['quarantine']>) => {
    let rows = 0;
    for (const { seq, code } of refusals) rows += quarantineOne.run(code, epoch, seq).changes;
    return rows;
  });
  return {
    acknowledge: (epoch, ranges, atUtcMs) => {
      // Some of what is acknowledged may have been set aside, and not have waited.
      const isCertain = hasQuarantined.get() === undefined;
      counter.through(
        () => withoutWaiting(database, () => acknowledge.immediate(epoch, ranges, atUtcMs)),
        (rows) => (isCertain ? rows : 'unknown'),
      );
    },
    quarantine: (epoch, refusals) => {
      counter.through(
        () => quarantine.immediate(epoch, refusals),
        (rows) => rows,
      );
    },
    retryQuarantined: () =>
      counter.through(
        () => retryAll.run().changes,
        (rows) => -rows,
      ),
  };
}

function prepareUploadState(database: Database): Pick<Outbox, 'uploadState' | 'saveUploadState'> {
  const read = database.prepare<[], UploadState>(`
    select failures, next_attempt_at_utc_ms as nextAttemptAtUtcMs, batch_limit as batchLimit,
      last_acknowledged_at_utc_ms as lastAcknowledgedAtUtcMs
    from upload_state where id = 1`);
  const write = database.prepare<UploadState>(`
    insert or replace into upload_state (id, failures, next_attempt_at_utc_ms, batch_limit, last_acknowledged_at_utc_ms)
    values (1, @failures, @nextAttemptAtUtcMs, @batchLimit, @lastAcknowledgedAtUtcMs)`);
  return {
    uploadState: () => read.get() ?? NOTHING_TRIED,
    saveUploadState: (state) => void withoutWaiting(database, () => write.run(state)),
  };
}
