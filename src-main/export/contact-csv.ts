/** How does a contact list become CSV that Excel opens in Vietnamese, and that no cell of can run? */

import { stringify } from 'csv-stringify/sync';
import { isoDate, vietnamClock } from '../core/report/period.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const MINUTE_MS = 60_000;
const HEAD = [
  'Thứ tự gần',
  'Họ tên',
  'Số giấy tờ',
  'Năm sinh',
  'Giới',
  'Điện thoại',
  'Quy tắc',
  'Phút',
  'Phút có quét cả hai đầu',
  'Lúc (giờ Việt Nam)',
];
const RULES: Readonly<Record<string, string>> = {
  presence: 'cùng có mặt',
  lane: 'cùng hàng chờ',
  after: 'đến ngay sau đó',
};

export type ContactRow = {
  readonly place: number;
  readonly rule: string;
  readonly ms: number;
  readonly scannedMs: number;
  readonly atUtcMs: number | null;
  readonly name?: string | null | undefined;
  readonly number?: string | null | undefined;
  readonly birthDate?: { readonly year: number } | null | undefined;
  readonly sex?: string | null | undefined;
  readonly phone?: string | null | undefined;
};

/** A person of several entries (two weeks, two papers) is one row for each number; the closest is kept. */
export function closestOfEach(rows: readonly ContactRow[]): ContactRow[] {
  const seen = new Set<string>();
  return [...rows]
    .sort((left, right) => left.place - right.place)
    .filter(({ number }) => {
      if (number === null || number === undefined) return true;
      const isNew = !seen.has(number);
      seen.add(number);
      return isNew;
    });
}

export function contactCsv(rows: readonly ContactRow[]): string {
  const lines = closestOfEach(rows).map((row) => [
    row.place,
    oneLine(row.name),
    oneLine(row.number),
    row.birthDate?.year ?? '',
    row.sex === 'male' ? 'Nam' : row.sex === 'female' ? 'Nữ' : '',
    oneLine(row.phone),
    RULES[row.rule] ?? row.rule,
    Math.round(row.ms / MINUTE_MS),
    Math.round(row.scannedMs / MINUTE_MS),
    row.atUtcMs === null ? '' : `${isoDate(row.atUtcMs)} ${vietnamClock(row.atUtcMs)}`,
  ]);
  return BYTE_ORDER_MARK + stringify([HEAD, ...lines], { record_delimiter: 'windows', escape_formulas: true });
}

/** As it stands in a cell: letters that show nothing, and line breaks, are one space. */
export function oneLine(text: string | null | undefined): string {
  return (text ?? '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
