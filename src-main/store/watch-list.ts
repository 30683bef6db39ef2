/** Whom does this venue want looked at or kept out? */

import type { Database } from 'better-sqlite3';
import type { Sealer, WatchList } from '../core/ports.ts';

export type WatchAction = 'check' | 'refuse';

/** A subject on the list. `maskedNumber` is empty where its key is lost; the tag still finds the person. */
export type Watched = {
  readonly id: number;
  readonly maskedNumber: string;
  readonly action: WatchAction;
  readonly addedAtUtcMs: number;
};

export type StoredWatchList = WatchList & {
  /** Newest first. */
  readonly listWatched: () => Watched[];
  /** Adding a subject again replaces what is to be done about it. Throws SQLite's error when the disk refuses. */
  readonly addWatched: (subject: Omit<Watched, 'id'> & { readonly subjectTag: string }) => void;
  /** Nothing happens where the number is not on the list. Throws as `addWatched` does. */
  readonly removeWatched: (id: number) => void;
};

type WatchRow = {
  readonly id: number;
  readonly subjectTag: string;
  readonly action: WatchAction;
  readonly keyId: string;
  readonly sealed: Uint8Array;
  readonly addedAtUtcMs: number;
};

export function prepareWatchList(database: Database, sealer: Sealer): StoredWatchList {
  const find = database.prepare<[string], { action: WatchAction }>(
    'select action from watch_list where subject_tag = ?',
  );
  const list = database.prepare<[], WatchRow>(`
    select id, subject_tag as subjectTag, action, key_id as keyId, sealed_masked_number as sealed,
      added_at_utc_ms as addedAtUtcMs
    from watch_list order by added_at_utc_ms desc, id desc`);
  const add = database.prepare<Omit<WatchRow, 'id'>>(`
    insert into watch_list (subject_tag, action, key_id, sealed_masked_number, added_at_utc_ms)
    values (@subjectTag, @action, @keyId, @sealed, @addedAtUtcMs)
    on conflict (subject_tag) do update set action = excluded.action, key_id = excluded.key_id,
      sealed_masked_number = excluded.sealed_masked_number, added_at_utc_ms = excluded.added_at_utc_ms`);
  const remove = database.prepare<[number]>('delete from watch_list where id = ?');

  return {
    find: (subjectTag) => find.get(subjectTag) ?? null,
    listWatched: () =>
      list.all().map(({ id, action, addedAtUtcMs, subjectTag, sealed, keyId }) => ({
        id,
        maskedNumber: sealer.open(sealed, boundTo(subjectTag), keyId) ?? '',
        action,
        addedAtUtcMs,
      })),
    addWatched: ({ subjectTag, maskedNumber, action, addedAtUtcMs }) => {
      const sealed = sealer.seal(maskedNumber, boundTo(subjectTag));
      add.run({ subjectTag, action, keyId: sealer.keyId, sealed, addedAtUtcMs });
    },
    removeWatched: (id) => void remove.run(id),
  };
}

function boundTo(subjectTag: string): string {
  return `watch-list|${subjectTag}`;
}
