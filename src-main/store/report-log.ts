/** How does a thread read the log for reports and searches, beside the gate's own connection? In short slices, by indexes. */

import type { Database } from 'better-sqlite3';
import Connection from 'better-sqlite3';
import type { StoredEntry } from '../core/entry/entry.ts';
import type { Verdict } from '../core/entry/verdict.ts';
import type { Sealer } from '../core/ports.ts';
import type { CountedEntry } from '../core/report/day-counts.ts';
import type { SummaryBook } from './day-summaries.ts';
import { prepareSummaryBook } from './day-summaries.ts';
import type { EntryRow } from './entry-row.ts';
import { SELECT_ENTRY, storedEntry } from './entry-row.ts';
import { IS_TAKEN_BACK } from './standing.ts';

/** How long a summary waits for a scan that is being written. */
const BUSY_TIMEOUT_MS = 10_000;
/** Of pages that are read once, in their order, few are worth keeping. */
const CACHE_KIB = 8 * 1024;

/** An entry that was found, with where to go on from. */
export type FoundEntry = {
  readonly entry: StoredEntry;
  readonly isTakenBack: boolean;
  readonly isUploaded: boolean;
};

/** Entries before this one, in time and then in the log. */
export type SearchPlace = { readonly wallUtcMs: number; readonly id: number };

/** What a search looks at before it opens anything. */
export type EntryHead = SearchPlace & { readonly laneId: string; readonly verdict: Verdict };

export type ReportLog = SummaryBook & {
  /** Every scan from one instant to before another. Ask for a quarter of an hour or so. */
  readonly scansBetween: (fromUtcMs: number, untilUtcMs: number) => readonly CountedEntry[];
  /** The tags alone. */
  readonly tagsBetween: (fromUtcMs: number, untilUtcMs: number) => readonly string[];
  /** Newest first, at most `limit` of a time, corrections left out. */
  readonly headsBefore: (fromUtcMs: number, before: SearchPlace, limit: number) => readonly EntryHead[];
  /** Oldest first, after this place. */
  readonly headsAfter: (after: SearchPlace, untilUtcMs: number, limit: number) => readonly EntryHead[];
  /** Of one person, in no order. */
  readonly headsOfTag: (tag: string, fromUtcMs: number, untilUtcMs: number) => readonly EntryHead[];
  /** `null` where it is gone meanwhile. */
  readonly open: (id: number) => FoundEntry | null;
  readonly openAt: (epoch: string, seq: number) => FoundEntry | null;
  readonly close: () => void;
};

/** Corrections and exits that a rule concluded are no scans. */
const IS_SCAN = 'entry.corrects is null and entry.inferred = 0';
/** Known again by its text, so that it is not said twice; a poster or an unknown code is no person for that. */
const IS_NOBODYS = "entry.code_kind in ('place', 'opaque')";
const MOST_OF_ONE_PERSON = 20_000;

/** Throws SQLite's error where the log at `path` is not there, or the disk refuses. */
export function openReportLog(path: string, sealer: Sealer): ReportLog {
  const database = new Connection(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  // A summary that a power cut takes back is counted again: it waits for no disk, so that no scan waits behind it.
  database.pragma('synchronous = normal');
  database.pragma('trusted_schema = off');
  database.pragma('cell_size_check = on');
  database.pragma(`cache_size = -${CACHE_KIB}`);
  return { ...prepareReportLog(database, sealer), close: () => void database.close() };
}

/** Over a connection that somebody else closes. */
export function prepareReportLog(database: Database, sealer: Sealer): Omit<ReportLog, 'close'> {
  const scans = database.prepare<[number, number], Omit<CountedEntry, 'isTakenBack'> & { isTakenBack: number }>(`
    select wall_utc_ms as wallUtcMs, lane_id as laneId, direction, reader_kind as readerKind, verdict, reasons,
      case when ${IS_NOBODYS} then null else subject_tag end as subjectTag, ${IS_TAKEN_BACK} as isTakenBack
    from entry indexed by entry_by_time where wall_utc_ms >= ? and wall_utc_ms < ? and ${IS_SCAN}`);
  const tags = database
    .prepare<[number, number], string>(`
      select distinct subject_tag from entry indexed by entry_by_time
      where wall_utc_ms >= ? and wall_utc_ms < ? and subject_tag is not null and ${IS_SCAN}
        and not ${IS_NOBODYS} and not ${IS_TAKEN_BACK}`)
    .pluck();
  const heads = database.prepare<[number, number, number, number, number], EntryHead>(`
    select id, wall_utc_ms as wallUtcMs, lane_id as laneId, verdict
    from entry indexed by entry_by_time
    where wall_utc_ms >= ? and wall_utc_ms <= ? and (wall_utc_ms < ? or id < ?) and ${IS_SCAN}
    order by wall_utc_ms desc, id desc limit ?`);
  const headsAfter = database.prepare<[number, number, number, number, number], EntryHead>(`
    select id, wall_utc_ms as wallUtcMs, lane_id as laneId, verdict
    from entry indexed by entry_by_time
    where wall_utc_ms >= ? and wall_utc_ms < ? and (wall_utc_ms > ? or id > ?) and ${IS_SCAN}
    order by wall_utc_ms, id limit ?`);
  const ofTag = database.prepare<[string, number, number, number], EntryHead>(`
    select id, wall_utc_ms as wallUtcMs, lane_id as laneId, verdict
    from entry indexed by entry_by_subject
    where subject_tag = ? and wall_utc_ms >= ? and wall_utc_ms < ? and ${IS_SCAN} limit ?`);
  const byId = database.prepare<[number], EntryRow>(`${SELECT_ENTRY} where entry.id = ?`);
  const idAt = database
    .prepare<[string, number], number>(
      'select id from entry where epoch_id = (select id from epoch where name = ?) and seq = ?',
    )
    .pluck();
  const takenBack = database.prepare<[number], number>(`select 1 from entry where id = ? and ${IS_TAKEN_BACK}`).pluck();
  const uploaded = database
    .prepare<[number], number>("select 1 from outbox where entry_id = ? and state = 'done'")
    .pluck();

  function open(id: number): FoundEntry | null {
    const row = byId.get(id);
    if (row === undefined) return null;
    return {
      entry: storedEntry(row, sealer),
      isTakenBack: takenBack.get(id) !== undefined,
      isUploaded: uploaded.get(id) !== undefined,
    };
  }

  return {
    ...prepareSummaryBook(database),
    scansBetween: (fromUtcMs, untilUtcMs) =>
      scans.all(fromUtcMs, untilUtcMs).map((row) => ({ ...row, isTakenBack: row.isTakenBack === 1 })),
    tagsBetween: (fromUtcMs, untilUtcMs) => tags.all(fromUtcMs, untilUtcMs),
    headsBefore: (fromUtcMs, { wallUtcMs, id }, limit) => heads.all(fromUtcMs, wallUtcMs, wallUtcMs, id, limit),
    headsAfter: ({ wallUtcMs, id }, untilUtcMs, limit) => headsAfter.all(wallUtcMs, untilUtcMs, wallUtcMs, id, limit),
    headsOfTag: (tag, fromUtcMs, untilUtcMs) => ofTag.all(tag, fromUtcMs, untilUtcMs, MOST_OF_ONE_PERSON),
    open,
    openAt: (epoch, seq) => {
      const id = idAt.get(epoch, seq);
      return id === undefined ? null : open(id);
    },
  };
}
