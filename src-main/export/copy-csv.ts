/** How does a person read what a collector holds of them? As CSV that Excel opens in Vietnamese, and that no cell of can run. */

import { stringify } from 'csv-stringify/sync';
import { isoDate, vietnamClock } from '../core/report/period.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const HEAD = [
  'Lúc (giờ Việt Nam)',
  'Nơi',
  'Đơn vị',
  'Làn',
  'Chiều',
  'Loại mã',
  'Kết quả',
  'Họ tên',
  'Số giấy tờ',
  'Năm sinh',
  'Giới',
  'Điện thoại',
];
const DIRECTIONS: Readonly<Record<string, string>> = { in: 'vào', out: 'ra' };

export type CopyRow = {
  readonly atUtcMs: number | null;
  readonly venue: string;
  readonly unit: readonly string[];
  readonly laneId: string;
  readonly direction: string;
  readonly codeKind: string;
  readonly verdict: string;
  /** `null`: nobody could open it. */
  readonly person: {
    readonly name?: string | null | undefined;
    readonly number?: string | null | undefined;
    readonly birthDate?: { readonly year: number } | null | undefined;
    readonly sex?: string | null | undefined;
    readonly phone?: string | null | undefined;
  } | null;
};

/** One line an entry, the oldest first. */
export function copyCsv(rows: readonly CopyRow[]): string {
  const lines = [...rows]
    .sort((left, right) => (left.atUtcMs ?? 0) - (right.atUtcMs ?? 0))
    .map(({ atUtcMs, venue, unit, laneId, direction, codeKind, verdict, person }) => [
      atUtcMs === null ? '' : `${isoDate(atUtcMs)} ${vietnamClock(atUtcMs)}`,
      oneLine(venue),
      oneLine(unit.join('/')),
      oneLine(laneId),
      DIRECTIONS[direction] ?? direction,
      codeKind,
      verdict,
      oneLine(person?.name),
      oneLine(person?.number),
      person?.birthDate?.year ?? '',
      person?.sex === 'male' ? 'Nam' : person?.sex === 'female' ? 'Nữ' : '',
      oneLine(person?.phone),
    ]);
  return BYTE_ORDER_MARK + stringify([HEAD, ...lines], { record_delimiter: 'windows', escape_formulas: true });
}

function oneLine(text: string | null | undefined): string {
  return (text ?? '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
