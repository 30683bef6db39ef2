/** Who stands at the desks of a posed hospital and a posed bus station? All fake. */

import type { Gate } from '../src-main/contract/gate.ts';
import type { Passenger, Trip } from '../src-main/contract/trip-api.ts';
import type { VisitDetail, VisitItem } from '../src-main/contract/visit-api.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export function posedDesks(nowUtcMs: number): Pick<Gate, 'listVisits' | 'openVisit' | 'listTrips' | 'readManifest'> {
  const items = ROWS.map((row, index) => itemOf(row, index, nowUtcMs));
  const trips = tripsAt(nowUtcMs);
  return {
    listVisits: () => ({
      items,
      questions: [
        {
          visit: { epoch: 'posed', seq: 90 },
          with: { epoch: 'posed', seq: 89 },
          one: { maskedName: 'LE THI ***', maskedNumber: '******000000', birthYear: 1988 },
          two: { maskedName: 'Lê Thị ***', maskedNumber: '******000000', birthYear: 1988 },
        },
      ],
      visits: 214,
      undeclared: 37,
      separate: 1,
      departments: [
        { name: 'Khám bệnh', visits: 120 },
        { name: 'Cấp cứu', visits: 18 },
        { name: 'Nhi', visits: 39 },
        { name: 'Sản', visits: 0 },
      ],
    }),
    openVisit: ({ visit }) => {
      const item = items.find((each) => each.visit.seq === visit.seq);
      return item === undefined ? { type: 'gone' } : { type: 'visit', detail: detailOf(item) };
    },
    listTrips: () => ({ trips, laneTrips: [] }),
    readManifest: ({ tripId }) => {
      const trip = trips.find(({ id }) => id === tripId);
      if (trip === undefined) return { type: 'unknown-trip' };
      return { type: 'manifest', trip, passengers: trip.passengers === 0 ? [] : passengersAt(nowUtcMs) };
    },
  };
}

/** The lane of a posed station boards the first of its trips. */
export function posedLaneTrips(nowUtcMs: number) {
  const [first] = tripsAt(nowUtcMs);
  return first === undefined ? [] : [{ laneId: 'lane-1', tripId: first.id, plate: first.plate, route: first.route }];
}

type Row = readonly [name: string, declared: VisitItem['declared'], department: string | null, companions: number];

const ROWS: readonly Row[] = [
  ['Nguyễn Thị Thùy ***', 'separate', 'Khám bệnh', 1],
  ['Trần Văn ***', 'clear', 'Khám bệnh', 0],
  ['Hoàng Nguyễn Phương ***', 'none', null, 0],
  ["H'Len ***", 'clear', 'Nhi', 2],
  ['Phạm Quốc ***', 'none', 'Cấp cứu', 0],
];

function itemOf([maskedName, declared, department, companions]: Row, index: number, nowUtcMs: number): VisitItem {
  return {
    visit: { epoch: 'posed', seq: 100 - index },
    laneId: 'lane-1',
    atUtcMs: nowUtcMs - index * 3 * MINUTE_MS,
    maskedName,
    maskedNumber: '******000000',
    hasIdentity: true,
    hasInsurance: index !== 4,
    department,
    companions,
    declared,
  };
}

function detailOf({ visit, atUtcMs, department, declared, maskedName }: VisitItem): VisitDetail {
  return {
    visit,
    atUtcMs,
    values: {
      name: maskedName?.replace('***', 'Mẫu') ?? null,
      birthDate: '05/03/1988',
      sex: 'Nữ',
      idNumber: '079188000000',
      insuranceNumber: 'GD4790000000000',
      insuranceFrom: '01/01/2026',
      insuranceTo: '31/12/2026',
      phone: null,
      department,
    },
    declaration:
      declared === 'none'
        ? null
        : { symptoms: declared === 'clear' ? [] : ['fever'], hadContact: false, wasAway: false, at: 'visitor' },
    declared,
    companions: [
      { entry: { epoch: 'posed', seq: 101 }, maskedName: 'Lê Hoàng ***', maskedNumber: '******000000', atUtcMs },
    ],
    copies: 1,
  };
}

function tripsAt(nowUtcMs: number): Trip[] {
  const common = { seats: 45, closedAtUtcMs: null };
  return [
    {
      ...common,
      id: 'trip-1',
      route: 'Miền Đông – Đà Lạt',
      plate: '51B-123.45',
      departsAtUtcMs: nowUtcMs + HOUR_MS,
      passengers: 4,
    },
    {
      ...common,
      id: 'trip-2',
      route: 'Miền Đông – Buôn Ma Thuột',
      plate: '47B-001.28',
      departsAtUtcMs: nowUtcMs + 2 * HOUR_MS,
      passengers: 0,
    },
    {
      ...common,
      id: 'trip-3',
      route: 'Miền Đông – Vũng Tàu',
      plate: '72B-0456',
      departsAtUtcMs: nowUtcMs - HOUR_MS,
      closedAtUtcMs: nowUtcMs - HOUR_MS,
      passengers: 28,
    },
  ];
}

function passengersAt(nowUtcMs: number): Passenger[] {
  return ROWS.slice(0, 4).map(([name], index) => ({
    entry: { epoch: 'posed', seq: 10 + index },
    name,
    number: '******000000',
    birthYear: 1970 + index,
    phone: null,
    seat: index < 2 ? String(index + 1) : null,
    atUtcMs: nowUtcMs - (5 - index) * MINUTE_MS,
    isToCheck: index === 3,
  }));
}
