/** How does a document become a file of the form that was asked for? */

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { ExportDocument, Table } from './export-document.ts';
import type { ExportPlace, Written } from './whole-file.ts';
import { PRIVATE_FILE, writeWhole } from './whole-file.ts';
import type { Words } from './words.ts';
import { csvOf } from './write-csv.ts';
import { writePdf } from './write-pdf.ts';
import { xlsxOf } from './write-xlsx.ts';

/** Throws the system's error: `ENOENT` where the folder is gone. */
export async function writeDocument(
  document: ExportDocument,
  format: 'csv' | 'xlsx' | 'pdf',
  words: Words,
  place: ExportPlace,
): Promise<Written> {
  const totals: number[] = document.tables.map(() => 0);
  const counted: ExportDocument = {
    ...document,
    tables: document.tables.map((table, index) =>
      counting(table, (rows) => {
        totals[index] = rows;
      }),
    ),
  };
  const path = await writeWhole(place, format, async (unfinished) => {
    const begin = () => createWriteStream(unfinished, { mode: PRIVATE_FILE });
    switch (format) {
      case 'csv':
        return pipeline(Readable.from(csvOf(counted, words)), begin());
      case 'xlsx':
        return pipeline(Readable.from([await xlsxOf(counted, words)]), begin());
      case 'pdf': {
        const out = begin();
        // Heard before the first byte: a disk may refuse while the pages are still being drawn.
        const ended = finished(out);
        ended.catch(() => undefined);
        try {
          await writePdf(counted, words, out);
        } catch (error) {
          // Closed before it is thrown: a busy disk would make the file after whoever takes it away.
          out.destroy();
          await ended.catch(() => undefined);
          throw error;
        }
        return ended;
      }
    }
  });
  return { path, rows: totals.reduce((sum, rows) => sum + rows, 0) };
}

/** Says how many rows have come, each time that somebody goes through them: a PDF does so twice. */
function counting(table: Table, tell: (rows: number) => void): Table {
  return {
    ...table,
    slices: async function* () {
      let rows = 0;
      for await (const slice of table.slices()) {
        rows += slice.length;
        tell(rows);
        yield slice;
      }
    },
  };
}
