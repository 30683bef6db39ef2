/** What do supervisors and administrators get of this gate: figures, entries, files; and which lane is missed right now? */

import type { GateEvent } from '../contract/gate-api.ts';
import type { ExportStatus, ReportAnswer, ReportInput, SilentLane } from '../contract/report-api.ts';
import type { Settings } from '../contract/settings.ts';
import { dayStartUtcMs } from '../core/entry/tally.ts';
import type { Tagger } from '../core/ports.ts';
import type { DayCounts } from '../core/report/day-counts.ts';
import { DAY_MS } from '../core/report/period.ts';
import type { Report } from '../core/report/report.ts';
import { silentLanes, weekdaysBefore } from '../core/report/silence.ts';
import type { DataKeys } from '../vault/sealer.ts';
import type { Audit } from './audit-desk.ts';
import type { ExportDesk, ExportDeskOptions } from './export-desk.ts';
import { openExportDesk } from './export-desk.ts';
import { openExportScheduler } from './export-schedule.ts';
import { openReportReader } from './report-reader.ts';
import type { SearchDesk } from './search-desk.ts';
import { openSearchDesk } from './search-desk.ts';

const LOOK_EVERY_MS = 60_000;

export type ReportDesk = {
  readonly calls: SearchDesk & ExportDesk & { readonly report: (input: ReportInput) => Promise<ReportAnswer> };
  readonly exportStatus: () => ExportStatus;
  readonly silentLanes: () => SilentLane[];
  readonly apply: (settings: Settings) => void;
  /** Everything that the screens hear. */
  readonly hear: (event: GateEvent) => void;
  readonly close: () => Promise<void>;
};

export type ReportDeskOptions = {
  readonly dataDir: string;
  readonly logPath: string;
  readonly dataKeys: DataKeys;
  readonly tagger: Tagger;
  readonly nowUtcMs: () => number;
  readonly isClockDoubted: () => boolean;
  readonly settings: () => Settings;
  readonly readSubject: ExportDeskOptions['readSubject'];
  readonly note: Audit['note'];
  readonly noteFirst: Audit['noteFirst'];
  readonly onChange: () => void;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
  readonly lookEveryMs?: number;
};

export function openReportDesk(options: ReportDeskOptions): ReportDesk {
  const { logPath, dataKeys, nowUtcMs, settings, onChange, log } = options;
  const reader = openReportReader({ logPath, dataKeys });
  // A long list that is written must not hold up who looks somebody up.
  const writer = openReportReader({ logPath, dataKeys });
  const exports = openExportDesk({ ...options, reader: writer });
  const schedule = openExportScheduler({ ...options, desk: exports });
  const runningSinceUtcMs = nowUtcMs();
  const lastEntryUtcMs: Record<string, number> = {};
  let weekdays: { readonly dayStartUtcMs: number; readonly days: readonly DayCounts[] } | null = null;
  let silent: readonly SilentLane[] = [];
  let timer: NodeJS.Timeout | null = null;

  function laneIds(): readonly string[] {
    return settings().lanes.map(({ id }) => id);
  }

  function judgeSilence(): void {
    const now = nowUtcMs();
    const next =
      options.isClockDoubted() || weekdays?.dayStartUtcMs !== dayStartUtcMs(now)
        ? []
        : silentLanes({
            nowUtcMs: now,
            runningSinceUtcMs,
            laneIds: laneIds(),
            lastEntryUtcMs,
            weekdays: weekdays.days,
          });
    if (JSON.stringify(next) === JSON.stringify(silent)) return;
    for (const { laneId, usualScans } of next) log('lane-silent', { lane: laneId, usualScans });
    silent = next;
    onChange();
  }

  /** Yesterday is counted every night, so that its figures are there when its entries have gone. */
  async function countNewDay(): Promise<void> {
    const today = dayStartUtcMs(nowUtcMs());
    if (weekdays?.dayStartUtcMs === today || options.isClockDoubted()) return;
    const starts = [...weekdaysBefore(today)];
    const days = await reader.ask<'days'>({ type: 'days', starts, nowUtcMs: nowUtcMs() });
    // The day, week and month before this one, with their people.
    for (const kind of ['day', 'week', 'month'] as const) {
      const answer = await count({ kind, atUtcMs: today - DAY_MS });
      if (answer.type === 'failed') log('report-failed', { code: answer.code });
    }
    if (days.type === 'answered') weekdays = { dayStartUtcMs: today, days: days.value };
  }

  function count({ kind, atUtcMs }: ReportInput): ReturnType<typeof reader.ask<'report'>> {
    return reader.ask<'report'>({
      type: 'report',
      question: { kind, atUtcMs, nowUtcMs: nowUtcMs(), laneIds: laneIds() },
    });
  }

  async function look(): Promise<void> {
    await countNewDay();
    judgeSilence();
    await schedule.look();
  }

  return {
    calls: {
      ...openSearchDesk({ ...options, reader }),
      ...exports,
      report: async (input) => {
        const answer = await count(input);
        if (answer.type === 'answered') return { type: 'counted', report: viewOf(answer.value) };
        log('report-failed', { code: answer.code });
        return { type: 'refused', reason: 'failed' };
      },
    },
    exportStatus: schedule.status,
    silentLanes: () => [...silent],
    apply: (next) => {
      schedule.apply(next);
      timer ??= setInterval(() => void look(), options.lookEveryMs ?? LOOK_EVERY_MS);
      timer.unref();
    },
    hear: (event) => {
      if (event.type !== 'shown' || event.shown.entry === null) return;
      lastEntryUtcMs[event.shown.laneId] = event.shown.atUtcMs;
      if (silent.some(({ laneId }) => laneId === event.shown.laneId)) judgeSilence();
    },
    close: async () => {
      if (timer !== null) clearInterval(timer);
      await Promise.all([reader.close(), writer.close()]);
    },
  };
}

function viewOf(report: Report): Extract<ReportAnswer, { type: 'counted' }>['report'] {
  return {
    ...report,
    days: [...report.days],
    hours: [...report.hours],
    lanes: Object.fromEntries(
      Object.entries(report.lanes).map(([id, lane]) => [id, { ...lane, hours: [...lane.hours] }]),
    ),
    readers: { ...report.readers },
    refusals: { ...report.refusals },
    checks: { ...report.checks },
    silent: [...report.silent],
    missingDays: [...report.missingDays],
  };
}
