/** How does a document become CSV that Excel opens in Vietnamese, and that no cell of can run? RFC 4180 with a byte order mark. */

import { stringify } from 'csv-stringify/sync';
import { isoDate, vietnamClock } from '../core/report/period.ts';
import type { Cell, ExportDocument, Row, Table } from './export-document.ts';
import type { Words } from './words.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * One table is written as it is, the definitions after it; several become one long table of figures, so that all lines have the
 * same fields. A text that a program could take for a formula gets an apostrophe before it.
 */
export async function* csvOf(document: ExportDocument, words: Words): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK;
  const [only, ...others] = document.tables;
  if (only !== undefined && others.length === 0) yield* wideCsv(document, only, words);
  else yield* longCsv(document, words);
}

async function* wideCsv(document: ExportDocument, table: Table, words: Words): AsyncGenerator<string> {
  const width = table.columns.length;
  yield linesOf([table.columns.map(({ title }) => title)]);
  for await (const slice of table.slices()) {
    if (slice.length > 0) yield linesOf(slice.map((row) => row.map(plainOf)));
  }
  const notes = [
    [],
    [words.exports.document.definitions],
    [document.title, document.gate],
    ...document.lines.map((line) => [line]),
    ...document.definitions.map(({ word, meaning }) => [word, meaning]),
  ];
  yield linesOf(notes.map((note) => padded(note, width)));
}

async function* longCsv(
  { title, gate, lines, tables, definitions }: ExportDocument,
  words: Words,
): AsyncGenerator<string> {
  const { document } = words.exports;
  const HEAD = [document.table, document.row, document.figure, document.value];
  yield linesOf([HEAD, [title, gate, '', ''], ...lines.map((line) => [title, line, '', ''])]);
  for (const table of tables) {
    for await (const slice of table.slices()) {
      const long = slice.flatMap((row) => figuresOf(table, row));
      if (long.length > 0) yield linesOf(long);
    }
  }
  yield linesOf(definitions.map(({ word, meaning }) => [document.definitions, word, '', meaning]));
}

/** The first column says what the line is of. */
function figuresOf({ name, columns }: Table, row: Row): (string | number)[][] {
  const [first, ...rest] = row;
  const label = first === undefined ? '' : String(plainOf(first));
  return rest.map((cell, index) => [name, label, columns[index + 1]?.title ?? '', plainOf(cell)]);
}

function linesOf(rows: readonly (readonly (string | number)[])[]): string {
  return stringify([...rows] as (string | number)[][], {
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

function padded(row: readonly string[], width: number): string[] {
  return Array.from({ length: Math.max(width, row.length) }, (_, index) => row[index] ?? '');
}

function plainOf(cell: Cell): string | number {
  switch (cell.kind) {
    case 'text':
      return oneLine(cell.text);
    case 'count':
      return cell.value ?? '';
    case 'mean':
      return cell.value === null ? '' : Math.round(cell.value * 10) / 10;
    case 'share':
      return cell.value === null ? '' : Math.round(cell.value * 1_000) / 1_000;
    case 'time':
      return `${isoDate(cell.atUtcMs)} ${vietnamClock(cell.atUtcMs)}:${seconds(cell.atUtcMs)}`;
    case 'day':
      return isoDate(cell.atUtcMs);
  }
}

/** A break within a cell is right by the RFC, and wrong in half of what reads it. White before a sign would hide it. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}

function seconds(atUtcMs: number): string {
  return String(Math.floor(atUtcMs / 1_000) % 60).padStart(2, '0');
}
