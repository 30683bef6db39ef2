/** What do the list of who is expected and the load of a shift look like, for a picture? All people are fake. */

import type { Gate } from '../src-main/contract/gate.ts';
import type { PersonItem } from '../src-main/contract/roster-api.ts';
import { dayStartUtcMs } from '../src-main/core/entry/tally.ts';
import { NO_ROSTER } from '../test/support/no-roster.ts';

const NOW_UTC_MS = Date.now();
const TODAY = { validFromUtcMs: dayStartUtcMs(NOW_UTC_MS), validUntilUtcMs: dayStartUtcMs(NOW_UTC_MS) + 86_400_000 };
const ALWAYS = { validFromUtcMs: null, validUntilUtcMs: null };

const PEOPLE: PersonItem[] = [
  posedPerson(9, 'Trần Thị Thanh Thủy', {
    group: 'visitor',
    department: 'Công ty Vận tải Phương Nam',
    host: 'Anh Bình, kho B',
    isBadgeOut: true,
    hasArrived: true,
    ...TODAY,
  }),
  posedPerson(8, 'Nguyễn Hoàng Phương Anh', { department: 'Tổ may 3', hasArrived: true }),
  posedPerson(7, 'Lê Văn Bảy', { department: 'Tổ may 3' }),
  posedPerson(6, 'Đặng Quốc Toàn', { group: 'contractor', department: 'Điện lạnh Sao Mai', maskedNumber: null }),
  posedPerson(5, 'Phạm Ngọc Ánh', { department: 'Kho thành phẩm', hasArrived: true }),
];

export const POSED_ROSTER: typeof NO_ROSTER = {
  ...NO_ROSTER,
  rosterSummary: () => ({
    groups: [
      { group: 'staff', total: 5_000, expected: 4_986, arrived: 3_812 },
      { group: 'contractor', total: 64, expected: 41, arrived: 30 },
      { group: 'visitor', total: 12, expected: 9, arrived: 7 },
      { group: 'guest', total: 0, expected: 0, arrived: 0 },
    ],
    badgesOut: 1,
    lost: 0,
  }),
  findPeople: ({ only }) => ({
    people: PEOPLE.filter(({ isBadgeOut }) => only !== 'badge-out' || isBadgeOut),
    nextBeforeId: null,
  }),
  openPerson: () => ({
    type: 'person',
    person: {
      group: 'staff',
      name: 'Nguyễn Hoàng Phương Anh',
      number: '001099000000',
      insuranceNumber: null,
      badges: ['NV-000417'],
      department: 'Tổ may 3',
      host: null,
      note: null,
      laneIds: null,
      ...ALWAYS,
    },
  }),
  previewImport: () => ({
    type: 'preview',
    headers: ['STT', 'Họ và tên', 'Số CCCD', 'Mã NV', 'Bộ phận', 'Ca'],
    columns: [null, 'name', 'number', 'staffCode', 'department', null],
    sample: [
      ['1', 'Nguyễn Văn An', '38099000000', 'NV-000418', 'Tổ may 1', 'Ngày'],
      ['2', 'Trần Thị Bình', '1199000000', 'NV-000419', 'Tổ may 2', 'Đêm'],
      ['3', 'Lê Thị Cúc', '79099000000', 'NV-000420', 'Tổ cắt', 'Ngày'],
    ],
    people: 4_993,
    repaired: 4_981,
    troubles: [
      { row: 18, reason: 'number-rounded' },
      { row: 377, reason: 'number-twice' },
      { row: 1_204, reason: 'nothing-to-know-by' },
    ],
    troubleCount: 3,
    encoding: 'xlsx',
  }),
  loadView: () => ({
    atUtcMs: NOW_UTC_MS,
    perMinute: 37,
    lanes: [
      { laneId: 'lane-1', lastHour: wave(60, 19, 7), perMinute: 19, isAtCeiling: true },
      { laneId: 'lane-2', lastHour: wave(60, 18, 3), perMinute: 18, isAtCeiling: true },
      { laneId: 'lane-3', lastHour: wave(60, 6, 5), perMinute: 4, isAtCeiling: false },
    ],
    today: wave(144, 240, 11).map((n, index) => (index < 30 || index > 96 ? 0 : n)),
    arrived: 3_812,
    expected: 5_000,
    slowestLaneId: 'lane-3',
  }),
} satisfies Partial<Gate>;

function posedPerson(id: number, name: string, changes: Partial<PersonItem>): PersonItem {
  return {
    id,
    group: 'staff',
    name,
    maskedNumber: '******000000',
    department: null,
    host: null,
    badges: 1,
    isBadgeOut: false,
    hasArrived: false,
    ...ALWAYS,
    ...changes,
  };
}

/** Goes up and down, and is the same in every picture. */
function wave(length: number, most: number, step: number): number[] {
  return Array.from({ length }, (_, index) => Math.round((most * (1 + Math.sin((index * step) / 10))) / 2));
}
