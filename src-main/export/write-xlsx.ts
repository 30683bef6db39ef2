/** How does a document become a workbook in which numbers are numbers, times are times, and numbers of people are text? */

import type { CellObject, Sheet, Row as SheetRow } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { VIETNAM_OFFSET_MS } from '../core/entry/vietnam-offset.ts';
import type { Cell, ExportDocument, Table } from './export-document.ts';
import type { Words } from './words.ts';

const HEAD = { fontWeight: 'bold', backgroundColor: '#E6EFEA', wrap: true } as const;
const LONGEST_SHEET_NAME = 31;
const DEFINITION_WIDTHS = [{ width: 30 }, { width: 110 }];

/** One sheet a table, and one that says what all of it means. */
export async function xlsxOf(document: ExportDocument, words: Words): Promise<Buffer> {
  const sheets: Sheet<never>[] = [];
  for (const table of document.tables) sheets.push(await sheetOf(table, sheets.length));
  const { definitions, title, gate, lines } = document;
  sheets.push({
    sheet: sheetName(words.exports.document.definitions, sheets.length),
    columns: DEFINITION_WIDTHS,
    data: [
      [{ value: title, fontWeight: 'bold', fontSize: 14 }],
      [{ value: gate, fontWeight: 'bold' }],
      ...lines.map((line): SheetRow => [{ value: line }]),
      [],
      ...definitions.map(
        ({ word, meaning }): SheetRow => [
          { value: word, fontWeight: 'bold', alignVertical: 'top', wrap: true },
          { value: meaning, wrap: true },
        ],
      ),
    ],
  });
  return writeExcelFile(sheets as Sheet<never>[]).toBuffer();
}

async function sheetOf({ name, columns, slices }: Table, index: number): Promise<Sheet<never>> {
  const data: SheetRow[] = [columns.map(({ title }): CellObject => ({ value: title, ...HEAD }))];
  for await (const slice of slices()) {
    for (const row of slice) data.push(row.map(cellOf));
  }
  return {
    sheet: sheetName(name, index),
    columns: columns.map(({ width }) => ({ width: width + 2 })),
    stickyRowsCount: 1,
    data,
  };
}

/** Text is a string cell, never a formula: what begins with `=` stays what it is. */
function cellOf(cell: Cell): CellObject | null {
  switch (cell.kind) {
    case 'text':
      return cell.text === '' ? null : { value: cell.text, type: String };
    case 'count':
      return cell.value === null ? null : { value: cell.value, type: Number, format: '#,##0' };
    case 'mean':
      return cell.value === null ? null : { value: cell.value, type: Number, format: '#,##0.0' };
    case 'share':
      return cell.value === null ? null : { value: cell.value, type: Number, format: '0.0%' };
    case 'time':
      return { value: inVietnam(cell.atUtcMs), type: Date, format: 'dd/mm/yyyy hh:mm:ss' };
    case 'day':
      return { value: inVietnam(cell.atUtcMs), type: Date, format: 'dd/mm/yyyy' };
  }
}

/** A workbook knows no zones: what stands in it is the clock on the wall. */
function inVietnam(atUtcMs: number): Date {
  return new Date(Math.floor((atUtcMs + VIETNAM_OFFSET_MS) / 1_000) * 1_000);
}

/** Some signs are forbidden, and two sheets must not have one name. */
function sheetName(name: string, index: number): string {
  const plain = name.replace(/[[\]:*?/\\]/g, ' ').trim();
  return `${index + 1}. ${plain}`.slice(0, LONGEST_SHEET_NAME);
}
