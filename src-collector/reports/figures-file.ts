/** What is a unit's report of a day, week or month as a file of the form that was asked for? */

import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { PeriodKind } from '../../src-main/core/report/period.ts';
import { periodAt, periodName } from '../../src-main/core/report/period.ts';
import type { ExportDocument } from '../../src-main/export/export-document.ts';
import type { Language } from '../../src-main/export/words.ts';
import { wordsOf } from '../../src-main/export/words.ts';
import { csvOf } from '../../src-main/export/write-csv.ts';
import { writePdf } from '../../src-main/export/write-pdf.ts';
import { xlsxOf } from '../../src-main/export/write-xlsx.ts';
import type { DocumentFormat } from '../contract/report-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection } from '../database.ts';
import { figuresDocument, unitName } from './figures-document.ts';
import { noticeWords } from './notice-words.ts';
import { dayUtcMs, isAhead, periodFigures } from './period-figures.ts';

export type FiguresOrder = {
  readonly unit: UnitPath;
  readonly kind: PeriodKind;
  /** Any day of the period, in Vietnam. */
  readonly day: string;
  readonly format: DocumentFormat;
  readonly language: Language;
};

export type FiguresFile = {
  /** Letters, digits, `-`, `_` and one point: for any disk, any mail and any header. */
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly bytes: Buffer;
  readonly isRunning: boolean;
  readonly dueGateDays: number;
};

const TYPES: Readonly<Record<DocumentFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** `not-begun` where the period lies ahead. */
export async function figuresFile(
  connection: Connection,
  order: FiguresOrder,
  collector: string,
  nowUtcMs: number,
): Promise<FiguresFile | 'not-begun'> {
  const { unit, kind, day, format, language } = order;
  const period = periodAt(kind, dayUtcMs(day));
  if (isAhead(period, nowUtcMs)) return 'not-begun';
  const figures = await periodFigures(connection, unit, period, nowUtcMs);
  const document = figuresDocument(figures, { language, collector, nowUtcMs }, format === 'csv');
  const place = unit.length === 0 ? '' : `_${plainName(unitName(unit, language))}`;
  return {
    name: `${noticeWords(language).figures.fileName}${place}_${periodName(period)}.${format}`,
    type: TYPES[format],
    title: document.title,
    bytes: await bytesOf(document, format, language),
    isRunning: figures.isRunning,
    dueGateDays: figures.dueGateDays,
  };
}

async function bytesOf(document: ExportDocument, format: DocumentFormat, language: Language): Promise<Buffer> {
  const words = wordsOf(language);
  switch (format) {
    case 'csv': {
      const parts: string[] = [];
      for await (const part of csvOf(document, words)) parts.push(part);
      return Buffer.from(parts.join(''), 'utf8');
    }
    case 'xlsx':
      return xlsxOf(document, words);
    case 'pdf': {
      const parts: Buffer[] = [];
      const out = new Writable({
        write(part: Buffer, _encoding, taken) {
          parts.push(part);
          taken();
        },
      });
      const ended = finished(out);
      await writePdf(document, words, out);
      await ended;
      return Buffer.concat(parts);
    }
  }
}

/** `Phường Kinh Bắc` → `Phuong-Kinh-Bac`. */
function plainName(name: string): string {
  const letters = name.replace(/[đĐ]/g, (letter) => (letter === 'đ' ? 'd' : 'D')).normalize('NFD');
  return letters
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
