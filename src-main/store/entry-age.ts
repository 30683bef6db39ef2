/** How old is an entry at least, when its own clock may have been wrong? */

import type { Database } from 'better-sqlite3';

/** No gate of this version was built before this instant; an earlier clock was wrong. */
const BUILT_AFTER_UTC_MS = Date.UTC(2026, 0, 1);
/** A clock that nobody compares drifts, and is set by a few minutes. */
const QUIET_MS = 10 * 60_000;
/** A comparison with the collector that is worth less than this is none. */
const USEFUL_UNCERTAINTY_MS = 60_000;

/** At `atUtcMs`, an instant that was sure, `lastEntryId` was the newest entry. Later marks name later entries. */
export type RetentionMark = { readonly atUtcMs: number; readonly lastEntryId: number };

export type DatedRow = {
  readonly id: number;
  readonly wallUtcMs: number;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
};

/**
 * When this entry was made, at the latest. Its own time counts where it lies between the marks around it. Elsewhere the clock was
 * wrong, and the entry is taken for as young as the mark after it allows: deleted late rather than early.
 */
export function madeAtLatest(row: DatedRow, marks: readonly RetentionMark[], nowUtcMs: number): number {
  const next = marks.findIndex(({ lastEntryId }) => lastEntryId >= row.id);
  const before = next === -1 ? marks.at(-1) : marks[next - 1];
  const latestUtcMs = next === -1 ? nowUtcMs : (marks[next]?.atUtcMs ?? nowUtcMs);
  const earliestUtcMs = before?.atUtcMs ?? BUILT_AFTER_UTC_MS;
  const saidUtcMs = row.wallUtcMs - (isCompared(row) ? (row.clockOffsetMs ?? 0) : 0);
  const isBelieved = saidUtcMs >= earliestUtcMs - QUIET_MS && saidUtcMs <= latestUtcMs + QUIET_MS;
  return isBelieved ? saidUtcMs : latestUtcMs;
}

function isCompared({ clockOffsetMs, clockUncertaintyMs }: DatedRow): boolean {
  return clockOffsetMs !== null && clockUncertaintyMs !== null && clockUncertaintyMs <= USEFUL_UNCERTAINTY_MS;
}

/** Oldest first. */
export function readMarks(database: Database): RetentionMark[] {
  return database
    .prepare<[], RetentionMark>(
      'select at_utc_ms as atUtcMs, last_entry_id as lastEntryId from retention_mark order by at_utc_ms',
    )
    .all();
}

/** The newest entry that there is, or 0; the next one gets a higher id. */
export function newestEntryId(database: Database): number {
  return database.prepare<[], number | null>('select max(id) from entry').pluck().get() ?? 0;
}

/**
 * Notes that the log reached so far at `nowUtcMs`, which must be sure. Marks of the future came of a clock that was taken for sure
 * and was not: they go. Of those before `cutoffUtcMs` the last one says all.
 */
export function addMark(database: Database, nowUtcMs: number, cutoffUtcMs: number): void {
  const add = database.transaction(() => {
    database.prepare('delete from retention_mark where at_utc_ms >= ?').run(nowUtcMs);
    database
      .prepare(
        'delete from retention_mark where at_utc_ms < (select max(at_utc_ms) from retention_mark where at_utc_ms <= ?)',
      )
      .run(cutoffUtcMs);
    database.prepare('insert into retention_mark values (?, ?)').run(nowUtcMs, newestEntryId(database));
  });
  add.immediate();
}

/**
 * When the newest entry goes, SQLite gives its id out again: no mark may name an id that is free, or entries of today would
 * pass for old ones. In the transaction that deletes.
 */
export function forgetFreeIds(database: Database, nowUtcMs: number): boolean {
  const newestId = newestEntryId(database);
  const { changes } = database.prepare('delete from retention_mark where last_entry_id > ?').run(newestId);
  if (changes > 0) database.prepare('insert or replace into retention_mark values (?, ?)').run(nowUtcMs, newestId);
  return changes > 0;
}
