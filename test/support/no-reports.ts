/** What does a gate answer that has recorded nobody, and writes no files? */

import type { Gate } from '../../src-main/contract/gate.ts';
import type { ReportView } from '../../src-main/contract/report-api.ts';
import { periodAt, periodBefore } from '../../src-main/core/report/period.ts';

const NOTHING = { scans: 0, admittedIn: 0, admittedOut: 0, checked: 0, refused: 0, manual: 0 };
const NOBODY = { ...NOTHING, persons: 0, untagged: 0, takenBack: 0 };

type ReportCalls = Pick<
  Gate,
  'listTraced' | 'report' | 'searchEntries' | 'revealEntry' | 'writeExport' | 'writeFullExport' | 'writeSubjectFile'
>;

export function emptyReport(kind: ReportView['period']['kind'], atUtcMs: number): ReportView {
  const period = periodAt(kind, atUtcMs);
  const before = periodBefore(period);
  return {
    period,
    countedUntilUtcMs: period.untilUtcMs,
    figures: NOBODY,
    before: NOBODY,
    beforeFromUtcMs: before.fromUtcMs,
    beforeUntilUtcMs: before.untilUtcMs,
    days: [],
    hours: new Array<number>(24).fill(0),
    lanes: {},
    readers: {},
    refusals: {},
    checks: {},
    peak: null,
    silent: [],
    missingDays: [],
  };
}

export const NO_REPORTS: ReportCalls = {
  listTraced: () => ({ cases: [], heardAtUtcMs: null }),
  report: ({ kind, atUtcMs }) => Promise.resolve({ type: 'counted', report: emptyReport(kind, atUtcMs) }),
  searchEntries: () => Promise.resolve({ type: 'found', entries: [], next: null, cutShortAtUtcMs: null }),
  revealEntry: () => Promise.resolve({ type: 'refused', reason: 'unknown-entry' }),
  writeExport: () => Promise.resolve({ type: 'refused', reason: 'folder-gone', most: null }),
  writeFullExport: () => Promise.resolve({ type: 'refused', reason: 'folder-gone', most: null }),
  writeSubjectFile: () => Promise.resolve({ type: 'refused', reason: 'nobody', most: null }),
};
