/** How does what was noted of an entry get into the log, and who finds it again? */

import type { Database } from 'better-sqlite3';
import type { CodeKind } from '../core/code/code.ts';
import type { PersonalFields } from '../core/entry/entry.ts';
import type { StoreFailure, Verdict } from '../core/entry/verdict.ts';
import type { Sealer } from '../core/ports.ts';
import type { EntryRef, VisitNote } from '../core/visit/visit-note.ts';
import { linkOf } from '../core/visit/visit-note.ts';
import { openPersonal } from './personal.ts';
import { storeFailure } from './sqlite-trouble.ts';
import { IS_TAKEN_BACK } from './standing.ts';

/** `gone`: the entry, or its person, is not in this log any more. Nothing of the notes was written then. */
export type NotesAdded =
  | { readonly type: 'added' }
  | { readonly type: 'gone' }
  | { readonly type: 'failed'; readonly reason: StoreFailure };

/** An entry as a desk sees it, with all that was noted of it. `isTakenBack`: that person did not pass. */
export type VisitEntry = {
  readonly entry: EntryRef;
  readonly laneId: string;
  readonly atUtcMs: number;
  readonly codeKind: CodeKind;
  readonly verdict: Verdict;
  readonly isSure: boolean;
  readonly notes: readonly VisitNote[];
};

export type StoredNotes = {
  /** All of them or none, in one durable transaction. */
  readonly addNotes: (
    notes: readonly { readonly of: EntryRef; readonly note: VisitNote }[],
    atUtcMs: number,
  ) => NotesAdded;
  readonly visitEntry: (entry: EntryRef) => VisitEntry | null;
  /** Who came in from the first instant to before the second, oldest first; refused ones and those who did not pass left out. */
  readonly visitEntries: (fromUtcMs: number, toUtcMs: number) => VisitEntry[];
  /** Everybody of whom a note says that trip, oldest first; where they are now, the last such note says. */
  readonly tripEntries: (tripId: string) => VisitEntry[];
  readonly personOf: (entry: EntryRef) => PersonalFields | null;
};

export type NoteWriter = {
  readonly append: (entryId: number | bigint, entry: EntryPlace, note: VisitNote, atUtcMs: number) => void;
};

type EntryPlace = EntryRef & { readonly device: string };

type EntryRow = EntryPlace & {
  readonly id: number;
  readonly laneId: string;
  readonly atUtcMs: number;
  readonly codeKind: CodeKind;
  readonly verdict: Verdict;
  readonly reasons: string;
};

export type NoteRow = { readonly nth: number; readonly keyId: string; readonly sealed: Uint8Array };

const SELECT = `
  select entry.id, epoch.device, epoch.name as epoch, entry.seq, entry.lane_id as laneId, entry.wall_utc_ms as atUtcMs,
    entry.code_kind as codeKind, entry.verdict, entry.reasons
  from entry join epoch on epoch.id = entry.epoch_id`;
/** Such an entry was not taken back, and takes none back. */
const STANDS = `entry.corrects is null and not ${IS_TAKEN_BACK}`;
/** More than one day of the largest hospital. */
const MOST_ENTRIES = 40_000;

/** Writes notes within a transaction that somebody else has open. */
export function prepareNoteWriter(database: Database, sealer: Sealer): NoteWriter {
  const next = database
    .prepare<[number | bigint], number>('select coalesce(max(nth), 0) + 1 from visit_note where entry_id = ?')
    .pluck();
  const insert = database.prepare(`
    insert into visit_note (entry_id, nth, kind, at_utc_ms, trip_id, linked_epoch, linked_seq, key_id, sealed)
    values (@entryId, @nth, @kind, @atUtcMs, @tripId, @linkedEpoch, @linkedSeq, @keyId, @sealed)`);
  return {
    append: (entryId, entry, note, atUtcMs) => {
      const nth = next.get(entryId) ?? 1;
      const link = linkOf(note);
      insert.run({
        entryId,
        nth,
        kind: note.type,
        atUtcMs,
        tripId: note.type === 'boarded' ? note.tripId : null,
        linkedEpoch: link?.epoch ?? null,
        linkedSeq: link?.seq ?? null,
        keyId: sealer.keyId,
        sealed: sealer.seal(JSON.stringify(note), boundTo(entry, nth)),
      });
    },
  };
}

/** All notes of an entry that open, in the order in which they were written. */
export function prepareNotesOf(
  database: Database,
  sealer: Sealer,
): (entryId: number, entry: EntryPlace) => VisitNote[] {
  const select = database.prepare<[number], NoteRow>(
    'select nth, key_id as keyId, sealed from visit_note where entry_id = ? order by nth',
  );
  return (entryId, entry) =>
    select.all(entryId).flatMap(({ nth, keyId, sealed }) => {
      const text = sealer.open(sealed, boundTo(entry, nth), keyId);
      // The seal proves that this gate wrote it, so it is the JSON that it wrote.
      return text === null ? [] : [JSON.parse(text) as VisitNote];
    });
}

export function prepareVisitNotes(database: Database, sealer: Sealer): StoredNotes {
  const writer = prepareNoteWriter(database, sealer);
  const notesOf = prepareNotesOf(database, sealer);
  const one = database.prepare<[string, number], EntryRow>(`${SELECT} where epoch.name = ? and entry.seq = ?`);
  const isErased = database.prepare<[number], 1>('select 1 from entry_erased where entry_id = ?').pluck();
  const isStanding = database.prepare<[number], 1>(`select 1 from entry where id = ? and ${STANDS}`).pluck();
  const between = database.prepare<[number, number], EntryRow>(`${SELECT}
    where entry.wall_utc_ms >= ? and entry.wall_utc_ms < ? and entry.verdict in ('admit', 'check') and entry.direction = 'in'
      and ${STANDS} order by entry.id desc limit ${MOST_ENTRIES}`);
  const onTrip = database.prepare<[string], EntryRow>(`${SELECT}
    where entry.id in (select entry_id from visit_note where trip_id = ?) and ${STANDS} order by entry.id`);
  const personal = database.prepare<[number], { keyId: string | null; sealed: Uint8Array | null }>(
    'select key_id as keyId, sealed_personal as sealed from entry where id = ?',
  );

  const add = database.transaction(
    (notes: readonly { readonly of: EntryRef; readonly note: VisitNote }[], atUtcMs: number): NotesAdded => {
      const rows = notes.map(({ of }) => one.get(of.epoch, of.seq));
      if (rows.some((row) => row === undefined || isErased.get(row.id) === 1)) return { type: 'gone' };
      for (const [index, { note }] of notes.entries()) {
        const row = rows[index];
        if (row !== undefined) writer.append(row.id, row, note, atUtcMs);
      }
      return { type: 'added' };
    },
  );

  function withNotes({ id, device, epoch, seq, reasons, ...row }: EntryRow): VisitEntry {
    const words = reasons.split(' ');
    return {
      ...row,
      entry: { epoch, seq },
      isSure: !words.includes('text-garbled') && !words.includes('name-unreadable'),
      notes: notesOf(id, { device, epoch, seq }),
    };
  }

  return {
    addNotes: (notes, atUtcMs) => {
      try {
        return add.immediate(notes, atUtcMs);
      } catch (error) {
        const reason = storeFailure(error);
        if (reason === null) throw error;
        return { type: 'failed', reason };
      }
    },
    visitEntry: ({ epoch, seq }) => {
      const row = one.get(epoch, seq);
      return row === undefined || isStanding.get(row.id) !== 1 ? null : withNotes(row);
    },
    visitEntries: (fromUtcMs, toUtcMs) => between.all(fromUtcMs, toUtcMs).reverse().map(withNotes),
    tripEntries: (tripId) => onTrip.all(tripId).map(withNotes),
    personOf: ({ epoch, seq }) => {
      const row = one.get(epoch, seq);
      if (row === undefined) return null;
      const block = personal.get(row.id);
      return openPersonal(block?.sealed ?? null, block?.keyId ?? null, { device: row.device, epoch, seq }, sealer);
    },
  };
}

function boundTo({ device, epoch, seq }: EntryPlace, nth: number): string {
  return `visit-note|${device}|${epoch}|${seq}|${nth}`;
}
