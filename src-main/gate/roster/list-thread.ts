/** How is a long list read without a scan ever waiting for it? In a thread of its own, which ends with the list. */

import { parentPort, workerData } from 'node:worker_threads';
import type { ColumnMap } from '../../core/roster/headers.ts';
import { findHeaderRow, guessColumns, HEADER_WITHIN_ROWS } from '../../core/roster/headers.ts';
import type { RosterPerson } from '../../core/roster/person.ts';
import type { ReadOptions, ReadRows, RowTrouble, Table } from '../../core/roster/read-rows.ts';
import { readRows } from '../../core/roster/read-rows.ts';
import type { ListEncoding, ReadList } from './read-list.ts';
import { readList } from './read-list.ts';

export type ListThreadOptions = { readonly bytes: Uint8Array; readonly mostRows: number };

export type ListChoice = Omit<ReadOptions, 'columns' | 'firstRow'> & { readonly columns: ColumnMap | null };

/** One after the other. `people`: those that the last preview found, from so many on. */
export type ListRequest =
  | { readonly type: 'preview'; readonly choice: ListChoice }
  | { readonly type: 'people'; readonly from: number; readonly count: number };

export type ListAnswer =
  | {
      readonly type: 'preview';
      readonly headers: readonly string[];
      readonly columns: ColumnMap;
      readonly sample: readonly (readonly string[])[];
      readonly people: number;
      readonly repaired: number;
      readonly troubles: readonly RowTrouble[];
      readonly troubleCount: number;
      readonly encoding: ListEncoding;
    }
  | { readonly type: 'people'; readonly people: readonly RosterPerson[] }
  | Extract<ReadList, { type: 'refused' }>;

const SAMPLE_ROWS = 6;
const MOST_TROUBLES = 200;

const { bytes, mostRows } = workerData as ListThreadOptions;
const list = readList(bytes, mostRows + HEADER_WITHIN_ROWS + 1);
let read: ReadRows = { people: [], troubles: [], repaired: 0 };

parentPort?.on('message', (request: ListRequest) => {
  void answerTo(request).then((answer) => parentPort?.postMessage(answer));
});

async function answerTo(request: ListRequest): Promise<ListAnswer> {
  const found = await list;
  if (found.type === 'refused') return found;
  if (request.type === 'people') {
    return { type: 'people', people: read.people.slice(request.from, request.from + request.count) };
  }
  return preview(found.table, found.encoding, request.choice);
}

function preview(table: Table, encoding: ListEncoding, choice: ListChoice): ListAnswer {
  const texts = table.slice(0, HEADER_WITHIN_ROWS).map((row) => row.map(({ text }) => text));
  const headerRow = findHeaderRow(texts);
  const width = Math.max(...texts.map((row) => row.length));
  const headers = Array.from({ length: width }, (_, index) => (headerRow < 0 ? '' : (texts[headerRow]?.[index] ?? '')));
  const guessed = guessColumns(headers);
  const columns = headers.map((_, index) => (choice.columns ?? guessed)[index] ?? null);
  const firstRow = headerRow + 1;
  read = readRows(table, { ...choice, columns, firstRow });
  if (read.people.length > mostRows) return { type: 'refused', reason: 'too-many-rows' };
  return {
    type: 'preview',
    headers,
    columns,
    sample: table
      .slice(firstRow, firstRow + SAMPLE_ROWS)
      .map((row) => headers.map((_, index) => row[index]?.text ?? '')),
    people: read.people.length,
    repaired: read.repaired,
    troubles: read.troubles.slice(0, MOST_TROUBLES),
    troubleCount: read.troubles.length,
    encoding,
  };
}
