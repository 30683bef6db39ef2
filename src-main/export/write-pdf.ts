/** How does a document become pages of A4 that anybody can print and read in Vietnamese? */

import type { Writable } from 'node:stream';
import PDFDocument from 'pdfkit';
import { vietnamClock, vietnamDay } from '../core/report/period.ts';
import type { Cell, Column, ExportDocument, Row, Table } from './export-document.ts';
import { fontPaths } from './fonts.ts';
import type { Language, Words } from './words.ts';
import { fill } from './words.ts';

const MARGIN = 40;
const TITLE_SIZE = 17;
const HEADING_SIZE = 12;
const TEXT_SIZE = 8.5;
const LINE = 13;
const PAD = 3;
/** Of a table's width, for the bars. */
const BAR_SHARE = 0.28;
const INK = '#111111';
const SOFT = '#555555';
const RULE = '#BBBBBB';
const SHADE = '#EEEEEE';
const BAR = '#777777';

/** By their paths: under a name of our own, pdfkit reads the file anew each time. */
const FONTS = fontPaths();

type Pdf = InstanceType<typeof PDFDocument>;

/** Ends `out`; its errors are the caller's. Works through the rows slice by slice. */
export async function writePdf(document: ExportDocument, words: Words, out: Writable): Promise<void> {
  const pdf = new PDFDocument({
    size: 'A4',
    layout: document.isWide ? 'landscape' : 'portrait',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    bufferPages: true,
    font: FONTS.plain,
    lang: document.language,
    displayTitle: true,
    info: { Title: document.title, Author: document.gate },
  });
  pdf.pipe(out);
  head(pdf, document);
  for (const table of document.tables) await drawTable(pdf, table, words, document.language);
  drawDefinitions(pdf, document, words);
  numberPages(pdf, document, words);
  pdf.end();
}

function head(pdf: Pdf, { title, gate, lines }: ExportDocument): void {
  pdf.font(FONTS.bold).fontSize(TITLE_SIZE).fillColor(INK).text(title, MARGIN, MARGIN);
  pdf.font(FONTS.bold).fontSize(HEADING_SIZE).text(gate);
  pdf
    .font(FONTS.plain)
    .fontSize(TEXT_SIZE + 0.5)
    .fillColor(SOFT);
  for (const line of lines) pdf.text(line);
  pdf.moveDown(0.6);
}

async function drawTable(pdf: Pdf, table: Table, words: Words, language: Language): Promise<void> {
  const { columns, barColumn } = table;
  const innerWidth = pdf.page.width - 2 * MARGIN;
  const isBarred = barColumn !== undefined;
  const widths = widthsOf(columns, innerWidth * (isBarred ? 1 - BAR_SHARE : 1));
  const barX = MARGIN + widths.reduce((sum, width) => sum + width, 0) + PAD;
  // A heading, its head of columns and a row stay together.
  makeRoom(pdf, HEADING_SIZE + 4 * LINE);
  pdf.font(FONTS.bold).fontSize(HEADING_SIZE).fillColor(INK).text(table.name, MARGIN, pdf.y);
  pdf.y += 2;
  drawHead(pdf, columns, widths);
  let rows = 0;
  let most = 0;
  if (isBarred) {
    for await (const slice of table.slices()) {
      for (const row of slice) most = Math.max(most, numberOf(row[barColumn]));
    }
  }
  for await (const slice of table.slices()) {
    for (const row of slice) {
      if (makeRoom(pdf, LINE)) drawHead(pdf, columns, widths);
      const y = pdf.y;
      drawRow(pdf, row, columns, widths, language);
      if (isBarred && most > 0) {
        const length = (numberOf(row[barColumn]) / most) * (innerWidth * BAR_SHARE - 2 * PAD);
        if (length > 0) pdf.rect(barX, y + 3, length, LINE - 6).fill(BAR);
      }
      rows += 1;
    }
  }
  if (rows === 0) line(pdf, words.reports.none, SOFT);
  pdf.moveDown(1);
}

function drawHead(pdf: Pdf, columns: readonly Column[], widths: readonly number[]): void {
  const y = pdf.y;
  const titles = columns.map(({ title }, index) => {
    pdf.font(FONTS.bold).fontSize(TEXT_SIZE);
    return pdf.heightOfString(title, { width: (widths[index] ?? 0) - 2 * PAD });
  });
  const height = Math.max(LINE, ...titles.map((each) => each + 3));
  pdf
    .rect(
      MARGIN,
      y,
      widths.reduce((sum, width) => sum + width, 0),
      height,
    )
    .fill(SHADE);
  let x = MARGIN;
  for (const [index, { title, isNumber }] of columns.entries()) {
    const width = widths[index] ?? 0;
    pdf.fillColor(INK).font(FONTS.bold).fontSize(TEXT_SIZE);
    pdf.text(title, x + PAD, y + 1.5, { width: width - 2 * PAD, align: isNumber === true ? 'right' : 'left' });
    x += width;
  }
  pdf.y = y + height;
}

function drawRow(pdf: Pdf, row: Row, columns: readonly Column[], widths: readonly number[], language: Language): void {
  const y = pdf.y;
  let x = MARGIN;
  pdf.font(FONTS.plain).fontSize(TEXT_SIZE).fillColor(INK);
  for (const [index, cell] of row.entries()) {
    const width = widths[index] ?? 0;
    pdf.text(cutTo(pdf, textOf(cell, language), width - 2 * PAD), x + PAD, y + 1.5, {
      width: width - 2 * PAD + 0.5,
      align: columns[index]?.isNumber === true ? 'right' : 'left',
      lineBreak: false,
    });
    x += width;
  }
  pdf
    .moveTo(MARGIN, y + LINE)
    .lineTo(x, y + LINE)
    .lineWidth(0.4)
    .stroke(RULE);
  pdf.y = y + LINE;
}

function drawDefinitions(pdf: Pdf, { definitions }: ExportDocument, words: Words): void {
  makeRoom(pdf, 5 * LINE);
  pdf.font(FONTS.bold).fontSize(HEADING_SIZE).fillColor(INK).text(words.exports.document.definitions, MARGIN, pdf.y);
  for (const { word, meaning } of definitions) {
    const width = pdf.page.width - 2 * MARGIN;
    const whole = `${word}: ${meaning}`;
    makeRoom(pdf, pdf.font(FONTS.plain).fontSize(TEXT_SIZE).heightOfString(whole, { width }) + 3);
    pdf
      .font(FONTS.bold)
      .fontSize(TEXT_SIZE)
      .text(`${word}: `, MARGIN, pdf.y + 2, { continued: true, width });
    pdf.font(FONTS.plain).text(meaning);
  }
}

/** At the foot, once it is known how many there are. */
function numberPages(pdf: Pdf, { title, gate }: ExportDocument, words: Words): void {
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    // In the margin, where text would otherwise begin a new page.
    pdf.page.margins.bottom = 0;
    const y = pdf.page.height - MARGIN + 12;
    const width = pdf.page.width - 2 * MARGIN;
    pdf
      .font(FONTS.plain)
      .fontSize(TEXT_SIZE - 1)
      .fillColor(SOFT);
    pdf.text(cutTo(pdf, `${gate} · ${title}`, width * 0.8), MARGIN, y, { lineBreak: false });
    pdf.text(fill(words.exports.document.page, { n: index + 1, total: count }), MARGIN, y, { width, align: 'right' });
  }
}

function line(pdf: Pdf, text: string, color: string): void {
  pdf
    .font(FONTS.plain)
    .fontSize(TEXT_SIZE)
    .fillColor(color)
    .text(text, MARGIN + PAD, pdf.y + 2);
}

/** True where it took a new page. */
function makeRoom(pdf: Pdf, height: number): boolean {
  if (pdf.y + height <= pdf.page.height - MARGIN) return false;
  pdf.addPage();
  pdf.x = MARGIN;
  pdf.y = MARGIN;
  return true;
}

function widthsOf(columns: readonly Column[], whole: number): readonly number[] {
  const letters = columns.reduce((sum, { width }) => sum + width, 0);
  return columns.map(({ width }) => (width / letters) * whole);
}

/** A word that does not fit ends in an ellipsis; pdfkit's own would break the line first. */
function cutTo(pdf: Pdf, text: string, width: number): string {
  if (pdf.widthOfString(text) <= width) return text;
  let letters = [...text];
  while (letters.length > 1 && pdf.widthOfString(`${letters.join('')}…`) > width) {
    letters = letters.slice(0, Math.max(1, letters.length - Math.max(1, Math.floor(letters.length / 12))));
  }
  return `${letters.join('')}…`;
}

function numberOf(cell: Cell | undefined): number {
  return cell !== undefined && 'value' in cell ? (cell.value ?? 0) : 0;
}

function textOf(cell: Cell, language: Language): string {
  const isEnglish = language === 'en';
  const decimal = isEnglish ? '.' : ',';
  switch (cell.kind) {
    case 'text':
      return cell.text.replace(/[\p{Cc}\s]+/gu, ' ');
    case 'count':
      return cell.value === null ? '–' : String(cell.value).replace(/\B(?=(\d{3})+$)/g, isEnglish ? ',' : '.');
    case 'mean':
      return cell.value === null ? '–' : cell.value.toFixed(1).replace('.', decimal);
    case 'share':
      return cell.value === null ? '–' : `${(cell.value * 100).toFixed(1).replace('.', decimal)} %`;
    case 'time':
      return `${vietnamDay(cell.atUtcMs)} ${vietnamClock(cell.atUtcMs)}`;
    case 'day':
      return vietnamDay(cell.atUtcMs);
  }
}
