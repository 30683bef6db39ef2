/** Which data keys does something in this log still need? */

import Database from 'better-sqlite3';

/** The ids of the keys that rows are sealed under; reads the whole log. `null` where that cannot be told. */
export function dataKeysInUse(path: string): ReadonlySet<string> | null {
  let log: Database.Database | null = null;
  try {
    log = new Database(path, { readonly: true, fileMustExist: true });
    const ids = log
      .prepare<[], string>(
        `select distinct key_id from entry where key_id is not null
         union select key_id from watch_list union select key_id from venue_pass
         union select key_id from audit where key_id is not null
         union select key_id from hand_over union select taker_key_id from hand_over where taker_key_id is not null
         union select key_id from roster_person
         union select key_id from visit_note`,
      )
      .pluck()
      .all();
    return new Set(ids);
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  } finally {
    log?.close();
  }
}
