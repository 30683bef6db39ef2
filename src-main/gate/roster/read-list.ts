/** Which table is in this file, whatever program wrote it? */

import { CsvError, parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import type { Cell, Table } from '../../core/roster/read-rows.ts';
import { checkZip } from './check-zip.ts';

export type ListEncoding = 'utf-8' | 'utf-16' | 'windows-1258' | 'xlsx';
export type ReadList =
  | { readonly type: 'table'; readonly table: Table; readonly encoding: ListEncoding }
  | { readonly type: 'refused'; readonly reason: 'empty' | 'too-large' | 'too-many-rows' | 'not-a-list' };

/** More columns than any list has; what is beyond is not looked at. */
const MOST_COLUMNS = 40;
const LONGEST_CELL = 400;
/** A line that never ends is no list. */
const LONGEST_RECORD = 64 * 1024;
const ZIP_MARK = [0x50, 0x4b];
const SEPARATORS = [',', ';', '\t'] as const;

/** Rows above the people (title, headers) count too. */
export async function readList(bytes: Uint8Array, mostRows: number): Promise<ReadList> {
  if (bytes.length === 0) return { type: 'refused', reason: 'empty' };
  const isZip = ZIP_MARK.every((byte, index) => bytes[index] === byte);
  return isZip ? await readWorkbook(bytes, mostRows) : readText(bytes, mostRows);
}

async function readWorkbook(bytes: Uint8Array, mostRows: number): Promise<ReadList> {
  const checked = checkZip(bytes);
  if (checked !== 'ok') return { type: 'refused', reason: checked };
  let rows: readonly (readonly unknown[])[];
  try {
    rows = await readSheet(Buffer.from(bytes), 1);
  } catch {
    return { type: 'refused', reason: 'not-a-list' }; // A zip of something else, or one that is damaged.
  }
  return tableOf(
    rows.map((row) => row.slice(0, MOST_COLUMNS).map(cellOf)),
    'xlsx',
    mostRows,
  );
}

function readText(bytes: Uint8Array, mostRows: number): ReadList {
  const { text, encoding } = decode(bytes);
  // A program, a picture: no list has such letters.
  if (/\0/.test(text)) return { type: 'refused', reason: 'not-a-list' };
  const named = /^sep=(.)\r?\n/.exec(text);
  const body = named === null ? text : text.slice(named[0].length);
  try {
    const rows: string[][] = parse(body, {
      delimiter: named?.[1] ?? separatorOf(body),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: LONGEST_RECORD,
      to: mostRows + 1,
    });
    const table = rows.map((row) => row.slice(0, MOST_COLUMNS).map((cell) => ({ text: cut(cell), isQuantity: false })));
    return tableOf(table, encoding, mostRows);
  } catch (error) {
    if (error instanceof CsvError) return { type: 'refused', reason: 'not-a-list' };
    throw error;
  }
}

function tableOf(table: Table, encoding: ListEncoding, mostRows: number): ReadList {
  if (table.every((row) => row.every(({ text }) => text.trim() === ''))) return { type: 'refused', reason: 'empty' };
  if (table.length > mostRows) return { type: 'refused', reason: 'too-many-rows' };
  return { type: 'table', table, encoding };
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'number') return { text: String(value), isQuantity: true };
  if (value instanceof Date) return { text: value.toISOString().slice(0, 10), isQuantity: false };
  return { text: typeof value === 'string' ? cut(value) : '', isQuantity: false };
}

function cut(text: string): string {
  return text.slice(0, LONGEST_CELL);
}

/** By the byte order mark, else by where the zeros are, else UTF-8 where it is that, else the old Vietnamese code page of Windows. */
function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: ListEncoding } {
  const order = utf16Order(bytes);
  if (order !== null) return { text: new TextDecoder(order).decode(bytes).normalize('NFC'), encoding: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC'), encoding: 'utf-8' };
  } catch {
    // Its marks are letters of their own, which NFC puts together.
    return { text: new TextDecoder('windows-1258').decode(bytes).normalize('NFC'), encoding: 'windows-1258' };
  }
}

function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 400);
  const zerosAt = (rest: number): number => start.filter((byte, index) => byte === 0 && index % 2 === rest).length;
  const most = start.length / 5;
  if (zerosAt(1) > most && zerosAt(0) === 0) return 'utf-16le';
  return zerosAt(0) > most && zerosAt(1) === 0 ? 'utf-16be' : null;
}

/** The one of which the first lines have most, outside of quotes. */
function separatorOf(text: string): string {
  const start = text
    .split('\n', 5)
    .join('\n')
    .replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => ({ separator, n: start.split(separator).length }));
  return counts.toSorted((one, other) => other.n - one.n)[0]?.separator ?? ',';
}
