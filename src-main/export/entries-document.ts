/** How does a stretch of the log become a list of people passing? Masked, unless somebody may have it in full. */

import type { PartialDate } from '../core/code/code.ts';
import type { PersonalFields, StoredEntry } from '../core/entry/entry.ts';
import { vietnamClock, vietnamDay } from '../core/report/period.ts';
import type { Column, ExportDocument, Row } from './export-document.ts';
import { text } from './export-document.ts';
import type { GateNames } from './report-document.ts';
import type { Words } from './words.ts';
import { fill, wordAt } from './words.ts';

export type ListedEntry = { readonly entry: StoredEntry; readonly isTakenBack: boolean };

export type EntriesOrder = {
  readonly fromUtcMs: number;
  readonly untilUtcMs: number;
  readonly isFull: boolean;
  readonly slices: () => AsyncIterable<readonly ListedEntry[]>;
};

export function entriesDocument(order: EntriesOrder, words: Words, names: GateNames): ExportDocument {
  const { document } = words.exports;
  const columns = columnsOf(words, order.isFull);
  return {
    language: names.language,
    title: document.entries,
    gate: names.gate,
    isWide: true,
    lines: [
      fill(document.period, { from: vietnamDay(order.fromUtcMs), until: vietnamDay(order.untilUtcMs - 1) }),
      order.isFull ? document.full : document.masked,
      fill(document.made, { time: vietnamClock(names.nowUtcMs), date: vietnamDay(names.nowUtcMs) }),
    ],
    tables: [
      {
        name: document.entries,
        columns,
        slices: async function* () {
          for await (const slice of order.slices()) yield slice.map((each) => rowOf(each, words, names, order.isFull));
        },
      },
    ],
    definitions: columns.map(({ title, meaning }) => ({ word: title, meaning })),
  };
}

function columnsOf({ exports }: Words, isFull: boolean): readonly Column[] {
  const { column } = exports.document;
  const of = ({ name, meaning }: { name: string; meaning: string }, width: number): Column => ({
    title: name,
    meaning,
    width,
  });
  return [
    of(column.at, 18),
    of(column.lane, 14),
    of(column.direction, 8),
    of(column.verdict, 12),
    of(column.person, 24),
    of(column.number, 15),
    ...(isFull ? [of(column.birth, 11), of(column.phone, 13), of(column.note, 20)] : []),
    of(column.code, 16),
    of(column.reader, 12),
    of(column.reasons, 26),
    of(column.takenBack, 7),
    of(column.entry, 9),
  ];
}

function rowOf({ entry, isTakenBack }: ListedEntry, words: Words, { lanes }: GateNames, isFull: boolean): Row {
  const { personal } = entry;
  return [
    { kind: 'time', atUtcMs: entry.at.wallUtcMs },
    text(lanes[entry.laneId] ?? entry.laneId),
    text(words.search.direction[entry.direction]),
    text(wordAt(words.search.verdicts, entry.verdict)),
    text(personOf(personal, isFull, words, entry.subjectTag !== null)),
    text((isFull ? personal?.number : personal?.maskedNumber) ?? null),
    ...(isFull
      ? [text(birthOf(personal?.birthDate ?? null)), text(personal?.phone ?? null), text(personal?.note ?? null)]
      : []),
    text(wordAt(words.kind, entry.codeKind)),
    text(words.reports.reader[entry.readerKind]),
    text(entry.reasons.map((reason) => wordAt(words.reason, reason)).join('; ')),
    text(isTakenBack ? words.exports.document.yes : ''),
    // An id, not a count: nobody adds these up.
    text(String(entry.id.seq)),
  ];
}

/** What cannot be opened is said, so that nobody takes it for nobody. */
function personOf(personal: PersonalFields | null, isFull: boolean, words: Words, hasSubject: boolean): string {
  if (personal === null) return hasSubject ? words.exports.document.keyLost : '';
  return (isFull ? personal.name : personal.maskedName) ?? '';
}

function birthOf(date: PartialDate | null): string {
  return date === null ? '' : Object.values(date).slice(1).reverse().join('/');
}
