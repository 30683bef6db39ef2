import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDays } from '../../../src-collector/days/partitions.ts';
import { refreshSome } from '../../../src-collector/figures/refresh-figures.ts';
import { keepGateReport } from '../../../src-collector/fleet/gate-report.ts';
import { ingest } from '../../../src-collector/ingest.ts';
import { noticeWords } from '../../../src-collector/reports/notice-words.ts';
import { pdfText } from '../../support/pdf-text.ts';
import type { Browser, TestConsole } from '../../support/served-console.ts';
import { openTestConsole } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';
import { entryOf } from '../test-gate.ts';

const FORMULA = '=HYPERLINK("http://x.example","Bấm")';
const DAY = '2026-11-20';
const dataDir = suiteDir();
let served: TestConsole;
let viewer: Browser;

async function gateIn(unit: string[], name: string, scans: number): Promise<void> {
  const device = randomUUID();
  await served.database.query(
    `insert into device (device_id, public_key, enrolled_at) values ($1::uuid, $2, timestamptz '2026-10-01 00:00+07')`,
    [device, Buffer.alloc(32)],
  );
  await keepGateReport(served.database, device, {
    device,
    atUtcMs: Date.now(),
    version: '1.0.0',
    venue: { kind: 'factory', name, unit },
    lanes: [],
    readers: [],
    outbox: { pending: 0, oldestPendingAtUtcMs: null, quarantined: 0 },
    clock: { state: 'ok', offsetMs: 0 },
    disk: { state: 'ok', freeBytes: 1 },
    troubles: [],
  });
  const noon = Date.parse(`${DAY}T12:00:00+07:00`);
  const entries = Array.from({ length: scans }, (_, seq) => ({
    ...entryOf(seq + 1),
    wallUtcMs: noon,
    verdict: 'admit',
  }));
  if (scans > 0) await ingest(served.database, { device, epoch: 'e'.repeat(32), entries }, device);
}

beforeAll(async () => {
  served = await openTestConsole(dataDir);
  await makeDays(served.database);
  await gateIn(['Bắc Ninh', 'Phường Kinh Bắc'], 'Nhà máy Đức Phượng', 12);
  await gateIn(['Bắc Ninh', FORMULA], '@SUM(1+1)', 3);
  await gateIn(['Bắc Ninh', 'Phường Yên Lặng'], 'Trường Nguyễn Huệ', 0);
  await gateIn(['Bắc Ninh'], '\u200B=1+1', 2);
  await gateIn(['Huế'], 'Chợ ở nơi khác', 5);
  while ((await refreshSome(served.database)) > 0);
  viewer = await served.signedIn(await served.account('xem', ['viewer'], ['Bắc Ninh']));
}, 120_000);
afterAll(() => served.close());

type Asked = { kind?: 'day' | 'week' | 'month'; format: 'csv' | 'xlsx' | 'pdf'; unit?: string[]; day?: string };

async function file({ kind = 'day', format, unit = ['Bắc Ninh'], day = DAY }: Asked) {
  const { status, body } = await viewer.call('figures.document', { unit, kind, day, format });
  return { status, ...body, bytes: Buffer.from(body.base64 ?? '', 'base64') };
}

test('Excel opens the CSV in Vietnamese, line by line, and runs none of the names in it', async () => {
  const { bytes, name, type } = await file({ format: 'csv' });
  expect([name, type]).toEqual(['bao-cao-so-lieu_Bac-Ninh_2026-11-20.csv', 'text/csv; charset=utf-8']);
  const raw = bytes.toString('utf8');
  expect(raw.startsWith('\uFEFF')).toBe(true);
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const rows: string[][] = parse(bytes, { bom: true, skip_empty_lines: false });
  expect(rows.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
  const [head = [], total, ...others] = rows;
  const of = (row: string[] | undefined, title: string) => row?.[head.indexOf(title)];
  expect([of(total, 'Lượt quét'), of(total, 'Điểm đăng ký')]).toEqual(['17', '4']);
  const lines = others.slice(0, 4).map((row) => [row[0], row[1], of(row, 'Lượt quét'), row[head.length - 1]]);
  expect(lines.toSorted((left, right) => Number(right[2]) - Number(left[2]))).toEqual([
    ['Cấp dưới', 'Phường Kinh Bắc', '12', ''],
    ['Cấp dưới', `'${FORMULA}`, '3', ''],
    ['Điểm', "'=1+1", '2', ''],
    ['Cấp dưới', 'Phường Yên Lặng', '0', 'Có'],
  ]);
  expect(raw).not.toContain('Huế');
});

test('a workbook holds numbers as numbers and a name that looks like a formula as text', async () => {
  const { bytes } = await file({ format: 'xlsx' });
  const path = join(dataDir, 'figures.xlsx');
  writeFileSync(path, bytes);
  const sheets = await readXlsx(path);
  const units = sheets.find(({ sheet }) => sheet.includes('Đơn vị cấp dưới'))?.data ?? [];
  const hostile = units.find(([name]) => name === FORMULA);
  expect(hostile?.filter((cell) => typeof cell === 'number').length).toBeGreaterThan(4);
  expect(sheets.some(({ sheet }) => sheet.includes('Giải thích'))).toBe(true);
});

test('a PDF says of which unit and when it is, what still waits, who was silent, and what each figure means', async () => {
  await served.database.query(
    `insert into gate_day_due (device_id, day) select device_id, $1::date from gate_profile where venue_name = $2`,
    [DAY, 'Nhà máy Đức Phượng'],
  );
  const { bytes } = await file({ format: 'pdf' });
  if (process.env.KEEP_PDF !== undefined) writeFileSync(process.env.KEEP_PDF, bytes);
  const { text, fonts } = pdfText(bytes);
  expect(fonts.every((font) => font.includes('BeVietnamPro'))).toBe(true);
  for (const said of [
    'Báo cáo số liệu ngày 20/11/2026',
    'Đơn vị: Bắc Ninh',
    'Còn 1 lượt đếm (cổng × ngày) có dữ liệu mới chưa tính vào.',
    'Đơn vị, điểm không ghi lượt nào',
    'Phường Yên Lặng',
    'Nhà máy, xí nghiệp',
    'Trung bình ngày',
  ]) {
    expect(text, said).toContain(said);
  }
  const joined = text.replaceAll(/\s+/g, ' ');
  const { figure } = noticeWords('vi').figures;
  for (const { meaning } of [figure.persons, figure.isSilent, figure.scans]) {
    expect(joined).toContain(meaning.split(' ').slice(0, 8).join(' '));
  }
  await served.database.query('delete from gate_day_due');
});

test('a week and a month add up scans and never persons, and say on how many days there were any', async () => {
  for (const kind of ['week', 'month'] as const) {
    const rows: string[][] = parse((await file({ format: 'csv', kind })).bytes, { bom: true, skip_empty_lines: false });
    const [head = [], total] = rows;
    expect(head).not.toContain('Số người');
    expect([total?.[head.indexOf('Lượt quét')], total?.[head.indexOf('Số ngày có quét')]]).toEqual(['17', '1']);
  }
});

test('what lies beyond the own unit is refused, a period that has not begun too, and a key too many', async () => {
  for (const unit of [[], ['Huế'], ['bắc ninh']]) {
    expect(await file({ format: 'csv', unit })).toMatchObject({ status: 403, reason: 'beyond-unit' });
  }
  expect(await file({ format: 'pdf', day: '2199-01-01' })).toMatchObject({ status: 409, reason: 'not-begun' });
  const more = { unit: ['Bắc Ninh'], kind: 'day' as const, day: DAY, format: 'csv' as const, persons: true };
  expect((await viewer.call('figures.document', more)).body.reason).toBe('malformed');
});

test('both languages say the same things', () => {
  const keysOf = (value: unknown, at = ''): string[] =>
    typeof value === 'string'
      ? [`${at} ${[...value.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort()}`]
      : Object.entries(value as object).flatMap(([key, inner]) => keysOf(inner, `${at}.${key}`));
  expect(keysOf(noticeWords('en'))).toEqual(keysOf(noticeWords('vi')));
});
