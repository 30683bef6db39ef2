/** Who came last? The log read backwards, a page at a time, however long it is. */

import type { Database } from 'better-sqlite3';
import type { PersonalFields, StoredEntry } from '../core/entry/entry.ts';
import type { Reason, Verdict } from '../core/entry/verdict.ts';
import type { Sealer } from '../core/ports.ts';
import type { EntryRow } from './entry-row.ts';
import { SELECT_ENTRY, storedEntry } from './entry-row.ts';

export type HistoryQuery = {
  /** `null` = any. */
  readonly laneId: string | null;
  readonly verdict: Verdict | null;
  /** Entries that say they were made since then; `null` = all. */
  readonly sinceUtcMs: number | null;
  /** Only what stands before this place; `null` = from the newest. */
  readonly before: number | null;
  readonly limit: number;
};

/** `place`: where it stands in the log, to read on from. `takenBack`: what the later entry says that corrects this one. */
export type PastEntry = StoredEntry & {
  readonly place: number;
  readonly takenBack: { readonly why: Reason; readonly atUtcMs: number } | null;
};

export type PastPage = {
  /** The newest first. Corrections are no rows of their own: what they correct says it. */
  readonly entries: readonly PastEntry[];
  /** Where to read on; `null` = there is nothing older. */
  readonly next: number | null;
};

export type PastPerson = Pick<StoredEntry, 'codeKind' | 'reasons'> & { readonly personal: PersonalFields | null };

export type LogHistory = {
  readonly readPast: (query: HistoryQuery) => PastPage;
  /** Of the entry at this place; the person `null` where there was none, or where its key is lost. */
  readonly personAt: (place: number) => PastPerson | null;
};

/**
 * Looks at so many entries and no more before it answers, found or not: a filter that fits nobody must not make a guard wait for
 * the whole of a long log. `next` says where to go on.
 */
export const MOST_LOOKED_AT = 20_000;

/** Named for the test that holds how SQLite goes about them. */
export const HISTORY_SQL = {
  firstSince: 'select min(id) from entry indexed by entry_by_time where wall_utc_ms >= ?',
  places: `
    select id from (
      select id, lane_id, verdict, wall_utc_ms, corrects from entry
      where id < @before and id >= @first order by id desc limit ${MOST_LOOKED_AT})
    where corrects is null and (@laneId is null or lane_id = @laneId) and (@verdict is null or verdict = @verdict)
      and (@sinceUtcMs is null or wall_utc_ms >= @sinceUtcMs)
    limit @limit`,
  lastLookedAt: `
    select id from entry where id < @before and id >= @first order by id desc limit 1 offset ${MOST_LOOKED_AT - 1}`,
  takenBack: `
    select later.reasons, later.wall_utc_ms as atUtcMs
    from entry cross join entry as later on later.epoch_id = entry.epoch_id and later.corrects = entry.seq
    where entry.id = ?`,
} as const;

type Span = { readonly before: number; readonly first: number };
type PlacesQuery = Span & Pick<HistoryQuery, 'laneId' | 'verdict' | 'sinceUtcMs' | 'limit'>;

export function prepareLogHistory(database: Database, sealer: Sealer): LogHistory {
  const firstSince = database.prepare<[number], number | null>(HISTORY_SQL.firstSince).pluck();
  const places = database.prepare<PlacesQuery, number>(HISTORY_SQL.places).pluck();
  const lastLookedAt = database.prepare<Span, number>(HISTORY_SQL.lastLookedAt).pluck();
  const takenBack = database.prepare<[number], { reasons: string; atUtcMs: number }>(HISTORY_SQL.takenBack);
  const one = database.prepare<[number], EntryRow>(`${SELECT_ENTRY} where entry.id = ?`);

  function entryAt(place: number): StoredEntry | null {
    const row = one.get(place);
    return row === undefined ? null : storedEntry(row, sealer);
  }

  function pastAt(place: number): PastEntry[] {
    const entry = entryAt(place);
    if (entry === null) return [];
    const later = takenBack.get(place);
    // The word was checked when it went in.
    const fate = later === undefined ? null : { why: later.reasons as Reason, atUtcMs: later.atUtcMs };
    return [{ ...entry, place, takenBack: fate }];
  }

  return {
    readPast: ({ laneId, verdict, sinceUtcMs, before, limit }) => {
      // The oldest place of that time bounds the walk; each younger entry still has to be of that time itself.
      const first = sinceUtcMs === null ? Number.MIN_SAFE_INTEGER : firstSince.get(sinceUtcMs);
      if (first === undefined || first === null) return { entries: [], next: null };
      const span = { before: before ?? Number.MAX_SAFE_INTEGER, first };
      const found = places.all({ ...span, laneId, verdict, sinceUtcMs, limit: limit + 1 });
      const page = found.slice(0, limit);
      const next = found.length > limit ? (page.at(-1) ?? null) : (lastLookedAt.get(span) ?? null);
      return { entries: page.flatMap(pastAt), next };
    },
    personAt: (place) => {
      const entry = entryAt(place);
      return entry === null ? null : { codeKind: entry.codeKind, reasons: entry.reasons, personal: entry.personal };
    },
  };
}
