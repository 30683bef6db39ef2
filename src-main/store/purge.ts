/** How do entries go whose time has come, without anybody having to wait, and what stays to show for them? */

import type { Database } from 'better-sqlite3';
import type { DatedRow } from './entry-age.ts';
import { forgetFreeIds, madeAtLatest, readMarks } from './entry-age.ts';
import type { PurgeReceipt, PurgeStatement, ReceiptKey } from './receipts.ts';
import { purgeText, SELECT_PURGE_RECEIPT, signText } from './receipts.ts';

const DAY_MS = 86_400_000;

export type PurgeRule = {
  /** Must be sure: see gate/sure-clock.ts. */
  readonly nowUtcMs: number;
  readonly days: number;
};

export type Purged = {
  /** 0 = nothing was due any more. */
  readonly entries: number;
  readonly epoch: string;
  /** Those that no collector had taken. */
  readonly unsentSeqs: readonly number[];
};

export type Purge = {
  /** Deletes at most `limit` entries of one epoch, in one short transaction. */
  readonly slice: (limit: number) => Purged;
  /** Closes what is left open and says whether the backup, which follows the log by its oldest id, has to be written anew. */
  readonly finish: () => { readonly mustRenewBackup: boolean };
};

type Row = DatedRow & {
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly state: 'pending' | 'done' | 'quarantined' | null;
};

/** The instant before which everything goes. */
export function cutoffUtcMs({ nowUtcMs, days }: PurgeRule): number {
  return nowUtcMs - days * DAY_MS;
}

/**
 * Takes the oldest entries of each epoch away, in the order of its chain, as long as they are due. Each slice writes the
 * signed receipt in the transaction that deletes, so a power cut leaves both or neither. A gap in the chain begins a new receipt:
 * what was missing before is still seen to be missing.
 */
export function preparePurge(database: Database, rule: PurgeRule, device: string, key: ReceiptKey): Purge {
  const epochs = database.prepare<[], { id: number; name: string }>('select id, name from epoch order by id');
  const oldest = database.prepare<[number, number], Row>(`
    select entry.id, seq, wall_utc_ms as wallUtcMs, clock_offset_ms as clockOffsetMs,
      clock_uncertainty_ms as clockUncertaintyMs, previous_hash as previousHash, hash, outbox.state
    from entry left join outbox on outbox.entry_id = entry.id
    where epoch_id = ? order by seq limit ?`);
  const allow = database.prepare<[number, number]>('insert into purging values (?, ?)');
  const forbid = database.prepare('delete from purging');
  const deletes = ['outbox', 'entry_for_authority', 'entry_tracing', 'visit_note', 'entry_erased'].map((table) =>
    database.prepare<[number, number]>(
      `delete from ${table} where entry_id in (select id from entry where epoch_id = ? and seq <= ?)`,
    ),
  );
  const deleteEntries = database.prepare<[number, number]>('delete from entry where epoch_id = ? and seq <= ?');
  const writeReceipt = prepareReceiptWriter(database, key);
  const closeReceipts = database.prepare("update purge_receipt set state = 'pending' where state = 'open'");
  const deleteTrips = database.prepare<[number]>(
    'delete from trip where departs_at_utc_ms < ? and id not in (select trip_id from lane_trip) and not exists (select 1 from visit_note where trip_id = trip.id)',
  );
  const cutoff = cutoffUtcMs(rule);
  let highestId = Number.MIN_SAFE_INTEGER;
  let hasFreedIds = false;

  const slice = database.transaction((limit: number): Purged => {
    const marks = readMarks(database);
    for (const epoch of epochs.all()) {
      const rows = dueRun(oldest.all(epoch.id, limit), (row) => madeAtLatest(row, marks, rule.nowUtcMs) <= cutoff);
      const [first, last] = [rows[0], rows.at(-1)];
      if (first === undefined || last === undefined) continue;
      allow.run(epoch.id, last.seq);
      for (const statement of deletes) statement.run(epoch.id, last.seq);
      deleteEntries.run(epoch.id, last.seq);
      forbid.run();
      const unsentSeqs = rows.filter(({ state }) => state !== 'done').map(({ seq }) => seq);
      writeReceipt({
        device,
        epoch: epoch.name,
        firstSeq: first.seq,
        lastSeq: last.seq,
        beforeHash: first.previousHash,
        lastHash: last.hash,
        uploaded: rows.length - unsentSeqs.length,
        notUploaded: unsentSeqs.length,
        refused: rows.filter(({ state }) => state === 'quarantined').length,
        purgedAtUtcMs: rule.nowUtcMs,
        ruleDays: rule.days,
      });
      highestId = Math.max(highestId, ...rows.map(({ id }) => id));
      hasFreedIds = forgetFreeIds(database, rule.nowUtcMs) || hasFreedIds;
      return { entries: rows.length, epoch: epoch.name, unsentSeqs };
    }
    return { entries: 0, epoch: '', unsentSeqs: [] };
  });

  closeReceipts.run();
  return {
    slice: (limit) => slice.immediate(limit),
    finish: () => {
      closeReceipts.run();
      deleteTrips.run(cutoff);
      const isOlderLeft = database.prepare('select 1 from entry where id < ? limit 1').get(highestId) !== undefined;
      const isEmpty = database.prepare('select 1 from entry limit 1').get() === undefined;
      return {
        mustRenewBackup: highestId > Number.MIN_SAFE_INTEGER && (isOlderLeft || hasFreedIds || isEmpty),
      };
    },
  };
}

/** The entries from the oldest on that are due and follow each other. */
function dueRun(rows: readonly Row[], isDue: (row: Row) => boolean): Row[] {
  const run: Row[] = [];
  for (const row of rows) {
    const before = run.at(-1);
    if (before !== undefined && (row.seq !== before.seq + 1 || row.previousHash !== before.hash)) break;
    if (!isDue(row)) break;
    run.push(row);
  }
  return run;
}

/** Lengthens the receipt that this run has open for the epoch, where the statement goes on where it ends. */
function prepareReceiptWriter(database: Database, key: ReceiptKey): (statement: PurgeStatement) => void {
  const open = database.prepare<[string, number, string], PurgeReceipt>(
    `${SELECT_PURGE_RECEIPT} where state = 'open' and epoch = ? and last_seq = ? and last_hash = ?`,
  );
  const insert = database.prepare(`
    insert into purge_receipt (device, epoch, first_seq, last_seq, before_hash, last_hash, uploaded, not_uploaded, refused,
      purged_at_utc_ms, rule_days, public_key, signature, state)
    values (@device, @epoch, @firstSeq, @lastSeq, @beforeHash, @lastHash, @uploaded, @notUploaded, @refused,
      @purgedAtUtcMs, @ruleDays, @publicKey, @signature, 'open')`);
  const lengthen = database.prepare(`
    update purge_receipt set last_seq = @lastSeq, last_hash = @lastHash, uploaded = @uploaded,
      not_uploaded = @notUploaded, refused = @refused, signature = @signature
    where id = @id`);
  return (statement) => {
    const before = open.get(statement.epoch, statement.firstSeq - 1, statement.beforeHash);
    if (before === undefined) {
      insert.run({ ...statement, ...signText(purgeText(statement), key) });
      return;
    }
    const whole: PurgeStatement = {
      ...statement,
      firstSeq: before.firstSeq,
      beforeHash: before.beforeHash,
      uploaded: before.uploaded + statement.uploaded,
      notUploaded: before.notUploaded + statement.notUploaded,
      refused: before.refused + statement.refused,
    };
    const { lastSeq, lastHash, uploaded, notUploaded, refused } = whole;
    const { signature } = signText(purgeText(whole), key);
    lengthen.run({ id: before.id, lastSeq, lastHash, uploaded, notUploaded, refused, signature });
  };
}
