/** Which entries are one person's, and what does the log hold of that person? */

import type { Database } from 'better-sqlite3';
import type { StoredEntry } from '../core/entry/entry.ts';
import type { Sealer } from '../core/ports.ts';
import type { EntryRow } from './entry-row.ts';
import { SELECT_ENTRY, storedEntry } from './entry-row.ts';

/** More entries of one person than a gate makes in years. */
export const MOST_SUBJECT_ENTRIES = 20_000;

/** `state`: whether a collector has it. */
export type SubjectEntry = StoredEntry & { readonly state: 'pending' | 'done' | 'quarantined' };

export type SubjectRow = EntryRow & { readonly id: number; readonly state: SubjectEntry['state'] };

export type SubjectEntries = {
  /** Everything under any of these tags, oldest first; the person `null` where its key is lost. */
  readonly entriesOf: (tags: readonly string[]) => SubjectEntry[];
};

export function prepareSubjectEntries(database: Database, sealer: Sealer): SubjectEntries {
  const rowsOf = prepareSubjectRows(database);
  return {
    entriesOf: (tags) => rowsOf(tags).map((row) => ({ ...storedEntry(row, sealer), state: row.state })),
  };
}

/** Answered from the index of tags, however long the log. */
export function prepareSubjectRows(database: Database): (tags: readonly string[]) => SubjectRow[] {
  const idsOf = database
    .prepare<[string, number], number>('select id from entry where subject_tag = ? order by id limit ?')
    .pluck();
  const one = database.prepare<[number], EntryRow>(`${SELECT_ENTRY} where entry.id = ?`);
  const stateOf = database
    .prepare<[number], SubjectEntry['state']>('select state from outbox where entry_id = ?')
    .pluck();
  return (tags) => {
    const ids = [...new Set(tags)].flatMap((tag) => idsOf.all(tag, MOST_SUBJECT_ENTRIES)).sort((a, b) => a - b);
    return ids.flatMap((id) => {
      const row = one.get(id);
      return row === undefined ? [] : [{ ...row, id, state: stateOf.get(id) ?? 'pending' }];
    });
  };
}
