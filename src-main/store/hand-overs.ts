/** What did the guard who left write for the one who came, and was it read? */

import type { Database } from 'better-sqlite3';
import type { Sealer } from '../core/ports.ts';

/** Counts of a shift as they were when it was given over. Words of their own, so that later versions may count more. */
export type ShiftNumbers = Readonly<Record<string, number>>;

export type HandOver = {
  readonly id: number;
  readonly sinceUtcMs: number;
  readonly givenAtUtcMs: number;
  readonly numbers: ShiftNumbers;
  /** `null` = the key is lost. */
  readonly note: string | null;
  readonly givenBy: string | null;
  readonly takenAtUtcMs: number | null;
  readonly takenBy: string | null;
};

export type NewHandOver = Pick<HandOver, 'sinceUtcMs' | 'givenAtUtcMs' | 'numbers'> & {
  readonly note: string;
  readonly givenBy: string;
};

export type HandOvers = {
  readonly giveOver: (order: NewHandOver) => void;
  /** False where there is no such hand-over, or somebody has taken it already. */
  readonly takeOver: (id: number, takenBy: string, atUtcMs: number) => boolean;
  /** The newest first. */
  readonly handOvers: (limit: number) => readonly HandOver[];
  /** What is older than this goes for good; how many that were. */
  readonly forgetHandOvers: (beforeUtcMs: number) => number;
  /** Of the notes in which this number stands the lines that have it: the others may be about somebody else. */
  readonly linesWith: (number: string) => { readonly givenAtUtcMs: number; readonly lines: readonly string[] }[];
  /** Empties the notes in which this number stands; how many that were. */
  readonly forgetNotesWith: (number: string) => number;
};

type Written = { readonly note: string; readonly givenBy: string };

type Row = Omit<HandOver, 'numbers' | 'note' | 'givenBy' | 'takenBy'> & {
  readonly numbers: string;
  readonly keyId: string;
  readonly sealedNote: Uint8Array;
  readonly takerKeyId: string | null;
  readonly sealedTaker: Uint8Array | null;
};

/** An id is given out once: what is sealed for a row opens in no other. */
const SELECT = `
  select id, since_utc_ms as sinceUtcMs, given_at_utc_ms as givenAtUtcMs, numbers, key_id as keyId, sealed_note as sealedNote,
    taken_at_utc_ms as takenAtUtcMs, taker_key_id as takerKeyId, sealed_taker as sealedTaker
  from hand_over order by id desc`;

export function prepareHandOvers(database: Database, sealer: Sealer): HandOvers {
  const nextId = database
    .prepare<[], number>("select coalesce((select seq from sqlite_sequence where name = 'hand_over'), 0) + 1")
    .pluck();
  const insert = database.prepare<
    Pick<Row, 'id' | 'sinceUtcMs' | 'givenAtUtcMs' | 'numbers' | 'keyId' | 'sealedNote'>
  >(`
    insert into hand_over (id, since_utc_ms, given_at_utc_ms, numbers, key_id, sealed_note)
    values (@id, @sinceUtcMs, @givenAtUtcMs, @numbers, @keyId, @sealedNote)`);
  const take = database.prepare<[number, string, Uint8Array, number]>(`
    update hand_over set taken_at_utc_ms = ?, taker_key_id = ?, sealed_taker = ? where id = ? and taken_at_utc_ms is null`);
  const newest = database.prepare<[number], Row>(`${SELECT} limit ?`);
  const forget = database.prepare<[number]>('delete from hand_over where given_at_utc_ms < ?');
  const rewrite = database.prepare<[string, Uint8Array, number]>(
    'update hand_over set key_id = ?, sealed_note = ? where id = ?',
  );

  const giveOver = database.transaction(({ note, givenBy, numbers, ...times }: NewHandOver) => {
    const id = nextId.get() ?? 1;
    const written: Written = { note, givenBy };
    const sealedNote = sealer.seal(JSON.stringify(written), noteOf(id));
    insert.run({ ...times, id, numbers: JSON.stringify(numbers), keyId: sealer.keyId, sealedNote });
  });

  function writtenIn({ id, keyId, sealedNote }: Row): Written | null {
    const text = sealer.open(sealedNote, noteOf(id), keyId);
    // The seal proves that this gate wrote it.
    return text === null ? null : (JSON.parse(text) as Written);
  }

  const forgetNotesWith = database.transaction((number: string) => {
    const found = newest.all(-1).filter((row) => isIn(number, writtenIn(row)?.note ?? ''));
    for (const row of found) {
      const written: Written = { note: '', givenBy: writtenIn(row)?.givenBy ?? '' };
      rewrite.run(sealer.keyId, sealer.seal(JSON.stringify(written), noteOf(row.id)), row.id);
    }
    return found.length;
  });

  return {
    giveOver: (order) => giveOver.immediate(order),
    takeOver: (id, takenBy, atUtcMs) =>
      take.run(atUtcMs, sealer.keyId, sealer.seal(takenBy, takerOf(id)), id).changes > 0,
    handOvers: (limit) =>
      newest.all(limit).map((row) => {
        const { keyId: _key, sealedNote: _note, takerKeyId, sealedTaker, numbers, ...rest } = row;
        const isTaken = sealedTaker !== null && takerKeyId !== null;
        return {
          ...rest,
          numbers: JSON.parse(numbers) as ShiftNumbers,
          note: writtenIn(row)?.note ?? null,
          givenBy: writtenIn(row)?.givenBy ?? null,
          takenBy: isTaken ? sealer.open(sealedTaker, takerOf(row.id), takerKeyId) : null,
        };
      }),
    forgetHandOvers: (beforeUtcMs) => forget.run(beforeUtcMs).changes,
    linesWith: (number) =>
      newest.all(-1).flatMap((row) => {
        const note = writtenIn(row)?.note ?? '';
        // A number that somebody broke over two lines is in no one line: then it is the whole note.
        const lines = note.split('\n').filter((line) => isIn(number, line));
        return isIn(number, note) ? [{ givenAtUtcMs: row.givenAtUtcMs, lines: lines.length > 0 ? lines : [note] }] : [];
      }),
    forgetNotesWith: (number) => forgetNotesWith.immediate(number),
  };
}

/** Whichever way the guard wrote it down. */
function isIn(number: string, text: string): boolean {
  return text
    .replace(/[\s.\-()]/g, '')
    .toUpperCase()
    .includes(number.toUpperCase());
}

function noteOf(id: number): string {
  return `hand-over|${id}|note`;
}

function takerOf(id: number): string {
  return `hand-over|${id}|taker`;
}
