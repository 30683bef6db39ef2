/** What does a gate that holds still say of its days and of who passed? Everybody here is fake. */

import type { Gate } from '../src-main/contract/gate.ts';
import type { FoundEntryView, ReportView } from '../src-main/contract/report-api.ts';
import { DAY_MS, dayStarts, HOUR_MS, periodAt, weekdayOf } from '../src-main/core/report/period.ts';
import { emptyReport, NO_REPORTS } from '../test/support/no-reports.ts';

const NOW_UTC_MS = Date.now();
/** A factory's day: two shifts. */
const HOURS = [4, 2, 1, 3, 12, 140, 420, 160, 40, 32, 28, 60, 90, 210, 380, 90, 30, 120, 40, 22, 14, 96, 240, 30];

type Calls = typeof NO_REPORTS & Pick<Gate, 'findSubject'>;

export const POSED_REPORTS: Calls = {
  ...NO_REPORTS,
  report: ({ kind, atUtcMs }) => Promise.resolve({ type: 'counted', report: posedReport(kind, atUtcMs) }),
  searchEntries: () =>
    Promise.resolve({
      type: 'found',
      entries: ENTRIES,
      next: { wallUtcMs: NOW_UTC_MS, id: 1 },
      cutShortAtUtcMs: null,
    }),
  listTraced: () => ({ cases: TRACED, heardAtUtcMs: NOW_UTC_MS - 12 * 60_000 }),
  findSubject: () => ({
    entries: 48,
    uploaded: 46,
    sealedForAuthority: 0,
    firstAtUtcMs: NOW_UTC_MS - 29 * DAY_MS,
    lastAtUtcMs: NOW_UTC_MS - HOUR_MS,
    isWatched: true,
    rosterPeople: 1,
    handOverNotes: 0,
    damagedLogs: 0,
  }),
};

const TRACED: ReturnType<Gate['listTraced']>['cases'] = [
  {
    caseId: 'two',
    askedAtUtcMs: NOW_UTC_MS - 3 * HOUR_MS,
    purpose: 'Ca bệnh sởi tại phân xưởng 2',
    legalBasis: 'Công văn của Sở Y tế',
    state: 'asked',
    entries: 3,
    askedRole: 'tracer',
    decidedRole: null,
    askedName: null,
    decidedName: null,
    lastHandedOutAtUtcMs: null,
  },
  {
    caseId: 'one',
    askedAtUtcMs: NOW_UTC_MS - 4 * DAY_MS,
    purpose: 'Ca bệnh sởi tại bến xe',
    legalBasis: 'Công văn của Sở Y tế',
    state: 'approved',
    entries: 12,
    askedRole: 'tracer',
    decidedRole: 'privacy',
    askedName: null,
    decidedName: null,
    lastHandedOutAtUtcMs: NOW_UTC_MS - 4 * DAY_MS + HOUR_MS,
  },
];

function posedReport(kind: ReportView['period']['kind'], atUtcMs: number): ReportView {
  const period = periodAt(kind, atUtcMs);
  const days = dayStarts(period.fromUtcMs, period.untilUtcMs).map((dayStartUtcMs, index) => {
    const scans = index === 9 ? 0 : weekdayOf(dayStartUtcMs) > 4 ? 640 + index * 3 : 2_210 + ((index * 37) % 190);
    const refused = Math.round(scans / 210);
    return {
      dayStartUtcMs,
      scans,
      persons: Math.round(scans * 0.46),
      refused,
      manual: Math.round(scans / 60),
      sevenDayMean: index < 6 ? null : 1_880 + index * 4.4,
    };
  });
  const scans = days.reduce((sum, day) => sum + day.scans, 0);
  const refused = days.reduce((sum, day) => sum + day.refused, 0);
  const manual = days.reduce((sum, day) => sum + day.manual, 0);
  const figures = {
    scans,
    persons: 1_486,
    admittedIn: Math.round(scans * 0.51),
    admittedOut: Math.round(scans * 0.48),
    checked: Math.round(scans * 0.007),
    refused,
    manual,
    untagged: 31,
    takenBack: 12,
  };
  const { persons: _persons, untagged: _untagged, takenBack: _takenBack, ...lane } = figures;
  const silentDay = days[9]?.dayStartUtcMs ?? period.fromUtcMs;
  return {
    ...emptyReport(kind, period.fromUtcMs),
    figures,
    before: {
      ...figures,
      scans: Math.round(scans * 0.94),
      persons: null,
      admittedIn: Math.round(scans * 0.48),
      admittedOut: Math.round(scans * 0.45),
      checked: Math.round(scans * 0.009),
      refused: Math.round(refused * 0.8),
      manual: manual * 2,
      untagged: 44,
      takenBack: 15,
    },
    days,
    hours: HOURS.map((each) => each * days.length),
    lanes: { 'lane-1': { ...lane, hours: HOURS } },
    readers: { serial: Math.round(scans * 0.7), camera: Math.round(scans * 0.28), manual },
    refusals: { 'on-watch-list': Math.ceil(refused / 2), 'place-code': Math.floor(refused / 3), forged: 2 },
    checks: { 'card-out-of-date': 96, 'unknown-code': 31, 'name-unreadable': 8 },
    peak: { scans: 231, fromUtcMs: period.fromUtcMs + 6.5 * HOUR_MS },
    silent: [{ dayStartUtcMs: silentDay, laneId: null }],
  };
}

const ENTRIES: FoundEntryView[] = [
  entryOf(1, 'admit', [], 'Nguyễn Thị Thùy ***', 'serial'),
  entryOf(2, 'check', ['card-out-of-date'], 'Trần Văn ***', 'camera'),
  entryOf(3, 'refuse', ['on-watch-list'], 'Lê Hoàng Bảo ***', 'serial'),
  entryOf(4, 'admit', [], 'Phạm Thị Minh ***', 'manual'),
];

function entryOf(
  number: number,
  verdict: FoundEntryView['verdict'],
  reasons: string[],
  maskedName: string,
  readerKind: FoundEntryView['readerKind'],
): FoundEntryView {
  return {
    epoch: 'posed',
    seq: 1_290 - number,
    atUtcMs: NOW_UTC_MS - number * 7 * 60_000,
    laneId: 'lane-1',
    direction: number % 2 === 0 ? 'out' : 'in',
    readerKind,
    codeKind: readerKind === 'manual' ? 'manual' : 'can-cuoc',
    verdict,
    reasons,
    maskedName,
    maskedNumber: '******000000',
    hasPerson: true,
    isTakenBack: number === 4,
    isUploaded: true,
  };
}
