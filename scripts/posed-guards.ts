/** What does the gate of the pictures answer to a guard? A morning at a factory; all of it is made up. */

import type {
  EvacuationList,
  HandOverItem,
  HistoryItem,
  InsideCounts,
  InsideList,
  ShiftNumbers,
} from '../src-main/contract/guard-api.ts';
import { NO_GUARDS } from '../test/support/no-guards.ts';

const NOW_UTC_MS = Date.now();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const FIRST: HistoryItem = {
  place: 1,
  entry: { device: 'posed', epoch: 'posed', seq: 1 },
  atUtcMs: NOW_UTC_MS,
  laneId: 'lane-1',
  direction: 'in',
  readerKind: 'camera',
  codeKind: 'can-cuoc',
  verdict: 'admit',
  reasons: [],
  verification: 'unsigned',
  maskedName: 'Nguyễn Thị Thùy ***',
  maskedNumber: '******000000',
  takenBack: null,
  mayCorrect: true,
};

const PASSED: readonly HistoryItem[] = [
  FIRST,
  { ...FIRST, maskedName: 'Trần Văn ***', codeKind: 'manual', readerKind: 'manual' },
  { ...FIRST, direction: 'out', reasons: ['direction-corrected'], maskedName: 'Lê Hoàng Phương ***' },
  {
    ...FIRST,
    maskedName: 'Lê Hoàng Phương ***',
    takenBack: { why: 'wrong-direction', atUtcMs: NOW_UTC_MS - 3 * MINUTE_MS },
    mayCorrect: false,
  },
  {
    ...FIRST,
    codeKind: 'manual',
    readerKind: 'manual',
    reasons: ['vehicle-by-hand'],
    maskedName: null,
    maskedNumber: null,
  },
  { ...FIRST, verdict: 'check', reasons: ['on-watch-list', 'card-out-of-date'], maskedName: 'Phạm Ngọc ***' },
  {
    ...FIRST,
    verdict: 'refuse',
    reasons: ['place-code'],
    codeKind: 'place',
    maskedName: null,
    maskedNumber: null,
    mayCorrect: false,
  },
  { ...FIRST, codeKind: 'pass', maskedName: 'Vũ Thị ***', maskedNumber: null, verification: 'verified' },
];
const HISTORY = PASSED.map((item, index) => ({
  ...item,
  place: 100 - index,
  atUtcMs: NOW_UTC_MS - index * 4 * MINUTE_MS,
}));

const COUNTS: InsideCounts = {
  atUtcMs: NOW_UTC_MS,
  closeAfterHours: 16,
  total: 6,
  people: 4,
  maybe: 1,
  vehicles: 1,
  closedByRule: 3,
  strayOuts: 1,
  byLane: [{ laneId: 'lane-1', count: 6 }],
  byGroup: [
    { group: 'card', count: 3 },
    { group: 'manual', count: 1 },
    { group: 'pass', count: 1 },
    { group: 'vehicle', count: 1 },
  ],
};

type Visit = InsideList['visits'][number];
const VISITS: Visit[] = (['card', 'manual', 'card', 'vehicle', 'pass', 'card'] as const).map((group, index) => ({
  place: index + 1,
  atUtcMs: NOW_UTC_MS - index * 17 * MINUTE_MS,
  laneId: 'lane-1',
  certainty: index === 5 ? 'maybe' : 'certain',
  group,
  maskedName:
    group === 'vehicle' ? null : (['Nguyễn Thị Thùy ***', 'Trần Văn ***', 'Lê Hoàng Phương ***'][index % 3] ?? null),
  maskedNumber: group === 'card' ? '******000000' : null,
}));

const FULL: EvacuationList['visits'] = VISITS.map(({ maskedName, maskedNumber, ...visit }, index) => ({
  ...visit,
  name: maskedName === null ? null : maskedName.replace('***', ['Dương', 'An', 'Thảo'][index % 3] ?? ''),
  numberEnd: maskedNumber?.slice(-3) ?? null,
  phone: visit.group === 'manual' ? '0900000000' : null,
  note: visit.group === 'vehicle' ? 'Giao hàng: 29A-000.00' : null,
}));

const NUMBERS: ShiftNumbers = {
  inside: 412,
  admittedIn: 1_204,
  admittedOut: 792,
  checked: 7,
  refused: 2,
  manual: 19,
  repeats: 33,
  unreadable: 12,
  troubles: 1,
};

const LAST: HandOverItem = {
  id: 2,
  sinceUtcMs: NOW_UTC_MS - 14 * HOUR_MS,
  givenAtUtcMs: NOW_UTC_MS - 6 * HOUR_MS,
  numbers: { ...NUMBERS, inside: 38 },
  note: 'Chìa khóa kho ở ngăn kéo trái.\nXe giao hàng 29A-000.00 hẹn quay lại lúc 10 giờ.\nĐầu đọc cổng 1 hay mất kết nối.',
  givenBy: 'Anh Bình, ca đêm',
  takenAtUtcMs: null,
  takenBy: null,
};

export const POSED_GUARDS: typeof NO_GUARDS = {
  ...NO_GUARDS,
  listHistory: () => ({ items: HISTORY, next: 42 }),
  whoIsInside: () => ({ counts: COUNTS, visits: VISITS }),
  listForEvacuation: () => ({ counts: COUNTS, visits: FULL }),
  viewShift: () => ({
    sinceUtcMs: LAST.givenAtUtcMs,
    countedSinceUtcMs: LAST.givenAtUtcMs,
    numbers: NUMBERS,
    handOvers: [LAST, { ...LAST, id: 1, takenAtUtcMs: LAST.sinceUtcMs, takenBy: 'Chị Hoa', note: '' }],
  }),
};
