/** Which entries must the collector still be asked to take a person out of? */

import type { Database } from 'better-sqlite3';

/** Entries of one epoch from which the same request took the person out. */
export type ErasureNotice = {
  readonly device: string;
  readonly epoch: string;
  readonly erasedAtUtcMs: number;
  /** Ascending. */
  readonly seqs: readonly number[];
};

export type StoredErasureNotices = {
  /**
   * Oldest first, each of at most `mostEntries`. Only of entries that the collector has acknowledged, or that are gone from this log: one
   * that may still be on its way, with the person, could arrive after the notice.
   */
  readonly pendingNotices: (limit: number, mostEntries: number) => ErasureNotice[];
  /** The collector has taken the person out: nothing is kept of it. */
  readonly dropNotices: (notices: readonly ErasureNotice[]) => void;
};

type Row = { readonly device: string; readonly epoch: string; readonly seq: number; readonly erasedAtUtcMs: number };

export function prepareErasureNotices(database: Database): StoredErasureNotices {
  const due = database.prepare<[number], Row>(`
    select notice.device, notice.epoch, notice.seq, notice.erased_at_utc_ms as erasedAtUtcMs
    from erasure_notice as notice
    left join epoch on epoch.name = notice.epoch
    left join entry on entry.epoch_id = epoch.id and entry.seq = notice.seq
    left join outbox on outbox.entry_id = entry.id
    where entry.id is null or outbox.state = 'done'
    order by notice.erased_at_utc_ms, notice.device, notice.epoch, notice.seq
    limit ?`);
  const drop = database.prepare<[string, string, number]>(
    'delete from erasure_notice where device = ? and epoch = ? and seq = ?',
  );
  return {
    pendingNotices: (limit, mostEntries) => groups(due.all(limit * mostEntries), mostEntries).slice(0, limit),
    dropNotices: database.transaction((notices: readonly ErasureNotice[]) => {
      for (const { device, epoch, seqs } of notices) for (const seq of seqs) drop.run(device, epoch, seq);
    }),
  };
}

function groups(rows: readonly Row[], mostEntries: number): ErasureNotice[] {
  const grouped: { device: string; epoch: string; erasedAtUtcMs: number; seqs: number[] }[] = [];
  for (const { device, epoch, seq, erasedAtUtcMs } of rows) {
    const last = grouped.at(-1);
    const isOfLast = last?.device === device && last.epoch === epoch && last.erasedAtUtcMs === erasedAtUtcMs;
    if (isOfLast && last.seqs.length < mostEntries) last.seqs.push(seq);
    else grouped.push({ device, epoch, erasedAtUtcMs, seqs: [seq] });
  }
  return grouped;
}
