/** Which days have been counted already, and does that still hold? */

import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { DayCounts } from '../core/report/day-counts.ts';

const DAY_MS = 86_400_000;
/** Two years and a bit: last year's month beside this year's. */
const KEPT_MS = 800 * DAY_MS;

const count = z.number();
const counts = { scans: count, admittedIn: count, admittedOut: count, checked: count, refused: count, manual: count };
const byWord = z.record(z.string(), count);
const dayCounts = z.object({
  ...counts,
  dayStartUtcMs: count,
  takenBack: count,
  untagged: count,
  persons: count,
  quarters: z.array(count).length(96),
  lanes: z.record(z.string(), z.object({ ...counts, hours: z.array(count).length(24) })),
  readers: byWord,
  refusals: byWord,
  checks: byWord,
});

export type Summary = { readonly counts: DayCounts; readonly isStale: boolean };

export type SummaryBook = {
  /** `null`: nobody counted it yet, or what stands there cannot be read. */
  readonly summaryOf: (dayStartUtcMs: number) => Summary | null;
  readonly keepSummary: (counts: DayCounts, nowUtcMs: number) => void;
  /** Of days none of which has changed since; else `null`. */
  readonly personsOf: (fromUtcMs: number, untilUtcMs: number) => number | null;
  readonly keepPersons: (fromUtcMs: number, untilUtcMs: number, persons: number, nowUtcMs: number) => void;
  /** Days that begin before this have lost entries by the retention rule; `null` = none has. */
  readonly purgedBeforeUtcMs: () => number | null;
};

/** Each write is one row, so that no scan waits for it. */
export function prepareSummaryBook(database: Database): SummaryBook {
  const read = database.prepare<[number], { counts: string; isStale: number }>(
    'select counts, is_stale as isStale from day_summary where day_start_utc_ms = ?',
  );
  const keep = database.prepare<[number, string, number]>(`
    insert into day_summary (day_start_utc_ms, counts, counted_at_utc_ms) values (?, ?, ?)
    on conflict (day_start_utc_ms) do update
    set counts = excluded.counts, counted_at_utc_ms = excluded.counted_at_utc_ms, is_stale = 0`);
  // A day that is counted anew may have other people: whatever held it goes, whatever the clock says.
  const dropPersons = database.prepare<[number, number]>(
    'delete from period_persons where from_utc_ms <= ? and until_utc_ms > ?',
  );
  const forgetDays = database.prepare<[number]>('delete from day_summary where day_start_utc_ms < ?');
  const forgetPersons = database.prepare<[number]>('delete from period_persons where until_utc_ms < ?');
  // Stale days whose entries are gone stay as they are: what they say is the best that anybody knows.
  const persons = database
    .prepare<[number, number, number], number>(`
      select persons from period_persons as period
      where from_utc_ms = ? and until_utc_ms = ? and not exists (
        select 1 from day_summary
        where day_start_utc_ms >= period.from_utc_ms and day_start_utc_ms < period.until_utc_ms
          and is_stale = 1 and day_start_utc_ms >= ?)`)
    .pluck();
  const keepPersons = database.prepare<[number, number, number, number]>(`
    insert into period_persons values (?, ?, ?, ?)
    on conflict (from_utc_ms, until_utc_ms) do update
    set persons = excluded.persons, counted_at_utc_ms = excluded.counted_at_utc_ms`);
  const purged = database
    .prepare<[], number | null>(`select max(purged_at_utc_ms - rule_days * ${DAY_MS}.0) from purge_receipt`)
    .pluck();

  function purgedBeforeUtcMs(): number | null {
    return purged.get() ?? null;
  }

  return {
    summaryOf: (dayStartUtcMs) => {
      const row = read.get(dayStartUtcMs);
      if (row === undefined) return null;
      const parsed = dayCounts.safeParse(JSON.parse(row.counts));
      return parsed.success ? { counts: parsed.data, isStale: row.isStale === 1 } : null;
    },
    keepSummary: (day, nowUtcMs) => {
      keep.run(day.dayStartUtcMs, JSON.stringify(day), nowUtcMs);
      dropPersons.run(day.dayStartUtcMs, day.dayStartUtcMs);
      forgetDays.run(nowUtcMs - KEPT_MS);
    },
    personsOf: (fromUtcMs, untilUtcMs) =>
      persons.get(fromUtcMs, untilUtcMs, purgedBeforeUtcMs() ?? Number.NEGATIVE_INFINITY) ?? null,
    keepPersons: (fromUtcMs, untilUtcMs, total, nowUtcMs) => {
      keepPersons.run(fromUtcMs, untilUtcMs, total, nowUtcMs);
      forgetPersons.run(nowUtcMs - KEPT_MS);
    },
    purgedBeforeUtcMs,
  };
}
