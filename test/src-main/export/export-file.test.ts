import fs, { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ExportDocument, Row } from '../../../src-main/export/export-document.ts';
import { count, table, text } from '../../../src-main/export/export-document.ts';
import { writeDocument } from '../../../src-main/export/export-file.ts';
import { fileStem } from '../../../src-main/export/whole-file.ts';
import { wordsOf } from '../../../src-main/export/words.ts';
import { csvOf } from '../../../src-main/export/write-csv.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const VI = wordsOf('vi');
/** 28 November 2026, 23:59:58 in Vietnam: in London it is 16:59:58. */
const LATE = Date.UTC(2026, 10, 28, 16, 59, 58);
const ALL_LETTERS = 'Ắt hẳn ỷ lại, Đỗ Nguyễn Thị Thuỳ Ưỡn Ẵm ỗ ợ ữ ặ ậ';

function documentOf(rows: readonly Row[], changes: Partial<ExportDocument> = {}): ExportDocument {
  const columns = ['Giờ', 'Số', 'Tên'].map((title) => ({ title, meaning: `Nghĩa của ${title}`, width: 14 }));
  return {
    language: 'vi',
    title: 'Danh sách thử',
    gate: 'Nhà máy Kiểm Thử',
    lines: ['Từ 28/11/2026 đến hết 28/11/2026'],
    tables: [table('Bảng', columns, rows)],
    definitions: columns.map(({ title, meaning }) => ({ word: title, meaning })),
    isWide: true,
    ...changes,
  };
}

function rowOf(name: string, value = 12_345): Row {
  return [{ kind: 'time', atUtcMs: LATE }, count(value), text(name)];
}

async function csvText(document: ExportDocument): Promise<string> {
  let whole = '';
  for await (const piece of csvOf(document, VI)) whole += piece;
  return whole;
}

describe('CSV', () => {
  test('begins with a byte order mark, ends its lines as the RFC says, and says what the columns mean', async () => {
    const written = await csvText(documentOf([rowOf('Nguyễn, "Thử"')]));
    expect(written.charCodeAt(0)).toBe(0xfeff);
    expect(written.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const rows = parse(written, { bom: true });
    expect(rows[0]).toEqual(['Giờ', 'Số', 'Tên']);
    expect(rows[1]).toEqual(['2026-11-28 23:59:58', '12345', 'Nguyễn, "Thử"']);
    expect(rows).toContainEqual(['Tên', 'Nghĩa của Tên', '']);
    expect(rows).toContainEqual(['Danh sách thử', 'Nhà máy Kiểm Thử', '']);
  });

  test('of several tables is one long table of figures', async () => {
    const document = documentOf([]);
    const tables = ['A', 'B'].map((name) => table(name, document.tables[0]?.columns ?? [], [rowOf('x', 7)]));
    const rows = parse(await csvText({ ...document, tables }), { bom: true });
    expect(rows).toContainEqual(['A', '2026-11-28 23:59:58', 'Số', '7']);
    expect(rows).toContainEqual(['B', '2026-11-28 23:59:58', 'Tên', 'x']);
  });

  test('holds no cell that a spreadsheet would run, whatever somebody was called', async () => {
    const nasty = fc
      .tuple(
        fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '\n', ' ', '＝', '＋', '\u200b', '"', ';'),
        fc.string(),
      )
      .map(([first, rest]) => `${first}${rest}`);
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 1, maxLength: 5 }), async (names) => {
        const rows = parse(await csvText(documentOf(names.map((name) => rowOf(name)))), { bom: true });
        expect(new Set(rows.map((row) => row.length))).toEqual(new Set([3]));
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
    );
  });
});

describe('a workbook', () => {
  test('has times as times, counts as numbers and numbers of people as text, and a sheet of meanings', async () => {
    const folder = temporaryDir();
    const rows = [rowOf('001099000000'), rowOf('=1+1')];
    const { path } = await writeDocument(documentOf(rows), 'xlsx', VI, { folder, mayMakeFolder: false, name: 'x' });
    const sheets = await readXlsxFile(path);
    expect(sheets).toHaveLength(2);
    const [list, meanings] = sheets;
    const [time, ...rest] = list?.data[1] ?? [];
    // A workbook's time is a part of a day: it comes back within a millisecond.
    expect(time).toBeInstanceOf(Date);
    expect(Math.abs(Number(time) - Date.UTC(2026, 10, 28, 23, 59, 58))).toBeLessThan(2);
    expect(rest).toEqual([12_345, '001099000000']);
    expect(list?.data[2]?.[2]).toBe('=1+1');
    expect(JSON.stringify(meanings?.data)).toContain('Nghĩa của Tên');
    expect(JSON.stringify(meanings?.data)).toContain('Nhà máy Kiểm Thử');
  });
});

describe('a PDF', () => {
  test('has pages with numbers, and every Vietnamese letter can be read out of it', async () => {
    const folder = temporaryDir();
    const rows = Array.from({ length: 90 }, (_, index) => rowOf(`${index} ${ALL_LETTERS.slice(0, 12)}`));
    const document = documentOf(rows, { lines: [ALL_LETTERS], title: 'Danh sách lượt ra vào' });
    const { path, rows: written } = await writeDocument(document, 'pdf', VI, {
      folder,
      mayMakeFolder: false,
      name: 'x',
    });
    const read = pdfText(readFileSync(path));
    expect(written).toBe(90);
    expect(read.pages).toBe(3);
    expect(read.text).toContain(ALL_LETTERS);
    expect(read.text).toContain('Trang 3/3');
    expect(read.text).toContain('28/11/2026 23:59');
    expect(read.text).toContain('12.345');
    expect(read.text).not.toContain('\uFFFD');
    // The letters travel with it, and only those that are used.
    expect(new Set(read.fonts.map((name) => name.replace(/^[A-Z]+\+/, '')))).toEqual(
      new Set(['BeVietnamPro-Regular', 'BeVietnamPro-Bold']),
    );
  });
});

describe('a file', () => {
  const place = (folder: string, mayMakeFolder = false) => ({ folder, mayMakeFolder, name: 'Cong_bao-cao' });

  test('never takes the place of another, and nobody else may read it', async () => {
    const folder = join(temporaryDir(), 'exports');
    const write = () => writeDocument(documentOf([rowOf('a')]), 'csv', VI, place(folder, true));
    await write();
    await write();
    const { path } = await write();
    expect(readdirSync(folder).sort()).toEqual(['Cong_bao-cao (2).csv', 'Cong_bao-cao (3).csv', 'Cong_bao-cao.csv']);
    expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  test('that breaks off leaves nothing behind, and what a power cut left goes with the next', async () => {
    const folder = temporaryDir();
    writeFileSync(join(folder, 'old.csv.gac-cong-unfinished'), 'x');
    const document = documentOf([]);
    const broken: ExportDocument = {
      ...document,
      tables: document.tables.map((each) => ({
        ...each,
        slices: async function* () {
          yield [rowOf('a')];
          throw Object.assign(new Error('gone'), { code: 'EIO' });
        },
      })),
    };
    const breakOff = async (): Promise<void> => {
      for (const format of ['csv', 'xlsx', 'pdf'] as const) {
        await expect(writeDocument(broken, format, VI, place(folder))).rejects.toMatchObject({ code: 'EIO' });
      }
    };
    await breakOff();
    expect(readdirSync(folder)).toEqual([]);
    // A slow disk makes a file later than it is to be taken away.
    const { open } = fs;
    const slow = vi.spyOn(fs, 'open').mockImplementation((...asked) => void setTimeout(() => open(...asked), 100));
    onTestFinished(() => slow.mockRestore());
    await breakOff();
    expect(slow).toHaveBeenCalled();
    await delay(300);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is refused by a folder that is gone, and by one that is a file', async () => {
    const folder = temporaryDir();
    writeFileSync(join(folder, 'file'), '');
    const write = (at: string) => writeDocument(documentOf([]), 'csv', VI, place(at));
    await expect(write(join(folder, 'stick'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(write(join(folder, 'file'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  test('is refused by a folder that may not be written to', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everywhere');
    const folder = join(temporaryDir(), 'locked');
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    await expect(writeDocument(documentOf([]), 'csv', VI, place(folder))).rejects.toMatchObject({ code: 'EACCES' });
    rmSync(folder, { recursive: true, force: true });
  });

  test('has a name that every disk takes', () => {
    expect(fileStem('Nhà máy Bình Minh / Đồng Nai')).toBe('Nha-may-Binh-Minh-Dong-Nai');
    expect(fileStem('../../..')).toBe('');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(fileStem(name)).toMatch(/^[0-9A-Za-z-]{0,60}$/);
      }),
    );
  });
});
