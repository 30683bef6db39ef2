/** Whom does this venue want looked at or kept out? */

import type { Database } from 'better-sqlite3';
import type { Sealer, WatchList } from '../core/ports.ts';

export type WatchAction = 'check' | 'refuse';

const DAY_MS = 86_400_000;
/** Nobody was added before the product was built. */
const BUILT_AFTER_UTC_MS = Date.UTC(2026, 0, 1);

/** A subject on the list. `maskedNumber` is empty where its key is lost; the tag still finds the person. */
export type Watched = {
  readonly id: number;
  readonly maskedNumber: string;
  readonly action: WatchAction;
  readonly addedAtUtcMs: number;
  /** `null` = until somebody takes the number off. */
  readonly untilUtcMs: number | null;
};

export type NewWatched = Pick<Watched, 'maskedNumber' | 'action' | 'addedAtUtcMs'> & {
  readonly subjectTag: string;
  /** Absent or `null` = until somebody takes the number off. */
  readonly keepDays?: number | null;
};

export type StoredWatchList = WatchList & {
  /** Newest first. */
  readonly listWatched: () => Watched[];
  readonly watchedUnder: (tags: readonly string[]) => Watched[];
  /** Adding a subject again replaces what is to be done about it, and for how long. Throws SQLite's error when the disk refuses. */
  readonly addWatched: (subject: NewWatched) => void;
  /** Nothing happens where the number is not on the list. Throws as `addWatched` does. */
  readonly removeWatched: (id: number) => void;
  /**
   * Lets go of those whose time has come; how many. The moment must be sure: until then they stay in force. Who was added by a clock that
   * was plainly wrong is counted from now on, neither dropped at once nor kept for decades.
   */
  readonly forgetWatched: (nowUtcMs: number) => number;
};

type WatchRow = {
  readonly id: number;
  readonly subjectTag: string;
  readonly action: WatchAction;
  readonly keyId: string;
  readonly sealed: Uint8Array;
  readonly addedAtUtcMs: number;
  readonly keepDays: number | null;
};

export function prepareWatchList(database: Database, sealer: Sealer): StoredWatchList {
  const find = database.prepare<[string], { action: WatchAction }>(
    'select action from watch_list where subject_tag = ?',
  );
  const list = database.prepare<[], WatchRow>(`
    select id, subject_tag as subjectTag, action, key_id as keyId, sealed_masked_number as sealed,
      added_at_utc_ms as addedAtUtcMs, keep_days as keepDays
    from watch_list order by added_at_utc_ms desc, id desc`);
  const add = database.prepare<Omit<WatchRow, 'id'>>(`
    insert into watch_list (subject_tag, action, key_id, sealed_masked_number, added_at_utc_ms, keep_days)
    values (@subjectTag, @action, @keyId, @sealed, @addedAtUtcMs, @keepDays)
    on conflict (subject_tag) do update set action = excluded.action, key_id = excluded.key_id,
      sealed_masked_number = excluded.sealed_masked_number, added_at_utc_ms = excluded.added_at_utc_ms,
      keep_days = excluded.keep_days`);
  const remove = database.prepare<[number]>('delete from watch_list where id = ?');
  const dateAnew = database.prepare<[number, number, number]>(
    'update watch_list set added_at_utc_ms = ? where added_at_utc_ms < ? or added_at_utc_ms > ?',
  );
  const forget = database.prepare<[number]>(
    `delete from watch_list where added_at_utc_ms + keep_days * ${DAY_MS} <= ?`,
  );

  function opened({ id, action, addedAtUtcMs, keepDays, subjectTag, sealed, keyId }: WatchRow): Watched {
    return {
      id,
      maskedNumber: sealer.open(sealed, boundTo(subjectTag), keyId) ?? '',
      action,
      addedAtUtcMs,
      untilUtcMs: keepDays === null ? null : addedAtUtcMs + keepDays * DAY_MS,
    };
  }

  return {
    find: (subjectTag) => find.get(subjectTag) ?? null,
    listWatched: () => list.all().map(opened),
    watchedUnder: (tags) =>
      list
        .all()
        .filter(({ subjectTag }) => tags.includes(subjectTag))
        .map(opened),
    addWatched: ({ subjectTag, maskedNumber, action, addedAtUtcMs, keepDays = null }) => {
      const sealed = sealer.seal(maskedNumber, boundTo(subjectTag));
      add.run({ subjectTag, action, keyId: sealer.keyId, sealed, addedAtUtcMs, keepDays });
    },
    removeWatched: (id) => void remove.run(id),
    forgetWatched: (nowUtcMs) => {
      dateAnew.run(nowUtcMs, BUILT_AFTER_UTC_MS, nowUtcMs + DAY_MS);
      return forget.run(nowUtcMs).changes;
    },
  };
}

function boundTo(subjectTag: string): string {
  return `watch-list|${subjectTag}`;
}
