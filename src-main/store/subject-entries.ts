/** Which entries are one person's, and what does the log hold of that person? */

import type { Database } from 'better-sqlite3';
import type { StoredEntry } from '../core/entry/entry.ts';
import type { Sealer } from '../core/ports.ts';
import type { VisitNote } from '../core/visit/visit-note.ts';
import type { EntryRow } from './entry-row.ts';
import { SELECT_ENTRY, storedEntry } from './entry-row.ts';
import { prepareJoinedIds } from './joined-entries.ts';
import { prepareNotesOf } from './visit-notes.ts';

/** More entries of one person than a gate makes in years. */
export const MOST_SUBJECT_ENTRIES = 20_000;

/** `state`: whether a collector has it. `notes`: what was noted of it; they never leave this gate. */
export type SubjectEntry = StoredEntry & {
  readonly state: 'pending' | 'done' | 'quarantined';
  readonly notes: readonly VisitNote[];
};

export type SubjectRow = EntryRow & { readonly id: number; readonly state: SubjectEntry['state'] };

export type SubjectEntries = {
  /** Everything under any of these tags, oldest first; the person `null` where its key is lost. */
  readonly entriesOf: (tags: readonly string[]) => SubjectEntry[];
};

export function prepareSubjectEntries(database: Database, sealer: Sealer): SubjectEntries {
  const rowsOf = prepareSubjectRows(database, sealer);
  const notesOf = prepareNotesOf(database, sealer);
  return {
    entriesOf: (tags) =>
      rowsOf(tags).map((row) => ({ ...storedEntry(row, sealer), state: row.state, notes: notesOf(row.id, row) })),
  };
}

/** Answered from the index of tags, however long the log. The other card of a visit is the same person's. */
export function prepareSubjectRows(database: Database, sealer: Sealer): (tags: readonly string[]) => SubjectRow[] {
  const withJoined = prepareJoinedIds(database, sealer);
  const idsOf = database
    .prepare<[string, number], number>('select id from entry where subject_tag = ? order by id limit ?')
    .pluck();
  const one = database.prepare<[number], EntryRow>(`${SELECT_ENTRY} where entry.id = ?`);
  const stateOf = database
    .prepare<[number], SubjectEntry['state']>('select state from outbox where entry_id = ?')
    .pluck();
  return (tags) => {
    const own = [...new Set(tags)].flatMap((tag) => idsOf.all(tag, MOST_SUBJECT_ENTRIES));
    const ids = withJoined(own).sort((a, b) => a - b);
    return ids.flatMap((id) => {
      const row = one.get(id);
      return row === undefined ? [] : [{ ...row, id, state: stateOf.get(id) ?? 'pending' }];
    });
  };
}
