/** When does the gate write its files by itself, and what becomes of one that could not be written? */

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ExportStatus, ExportWhat } from '../contract/report-api.ts';
import type { Settings } from '../contract/settings.ts';
import { dueExports, EXPORT_SCHEDULES, firstDoneUntil } from '../core/report/export-plan.ts';
import type { Period } from '../core/report/period.ts';
import { wordsOf } from '../export/words.ts';
import { readJsonFile, replaceJsonFile } from '../files/json-file.ts';
import type { ExportDesk } from './export-desk.ts';
import { EXPORT_FOLDER } from './export-desk.ts';

/** Which period was the last; so that a power cut makes none twice, and none be left out. */
const STATE_FILE = 'export-state.json';
const DAY_MS = 86_400_000;
/** Nobody stands in a report. */
const REPORT_PARTS = (['vi', 'en'] as const).map((language) => `_${wordsOf(language).exports.file.report}_`);

const kept = z.object({
  schedule: z.enum(EXPORT_SCHEDULES),
  doneUntilUtcMs: z.number(),
  lastAtUtcMs: z.number().nullable(),
});
type Kept = z.infer<typeof kept>;

export type ExportScheduler = {
  readonly status: () => ExportStatus;
  readonly apply: (settings: Settings) => void;
  /** Writes what is due, one period after the other; what fails is tried again at the next look. */
  readonly look: () => Promise<void>;
};

export type ExportSchedulerOptions = {
  readonly dataDir: string;
  readonly desk: Pick<ExportDesk, 'writeExport'>;
  readonly nowUtcMs: () => number;
  /** Nothing is written by a clock that may be wrong: a name and a period would be. */
  readonly isClockDoubted: () => boolean;
  readonly onChange: () => void;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

export function openExportScheduler(options: ExportSchedulerOptions): ExportScheduler {
  const { dataDir, desk, nowUtcMs, onChange, log } = options;
  let settings: Settings | null = null;
  let state = readKept(dataDir);
  let trouble: ExportStatus['trouble'] = null;
  let isLooking = false;

  function keep(next: Kept): void {
    state = next;
    replaceJsonFile(join(dataDir, STATE_FILE), next);
  }

  function status(): ExportStatus {
    if (settings === null || settings.exports.schedule === 'off') {
      return { state: 'off', trouble: null, lastAtUtcMs: null };
    }
    const lastAtUtcMs = state?.lastAtUtcMs ?? null;
    if (trouble !== null) return { state: 'failing', trouble, lastAtUtcMs };
    return { state: lastAtUtcMs === null ? 'waiting' : 'ok', trouble: null, lastAtUtcMs };
  }

  function become(next: ExportStatus['trouble']): void {
    if (next === trouble) return;
    trouble = next;
    log('exports-changed', { trouble: next ?? 'none' });
    onChange();
  }

  async function writeDue({ exports }: Settings): Promise<void> {
    const { schedule, hour } = exports;
    if (schedule === 'off') return;
    if (state?.schedule !== schedule) {
      keep({ schedule, doneUntilUtcMs: firstDoneUntil(schedule, nowUtcMs()), lastAtUtcMs: null });
    }
    const due = dueExports({ schedule, hour, doneUntilUtcMs: state?.doneUntilUtcMs ?? 0, nowUtcMs: nowUtcMs() });
    for (const period of due) {
      for (const what of whatsOf(exports.what, period)) {
        const answer = await desk.writeExport({ what, format: formatFor(exports.format, what), folder: '' });
        if (answer.type === 'refused') {
          become(answer.reason);
          return;
        }
      }
      keep({ schedule, doneUntilUtcMs: period.untilUtcMs, lastAtUtcMs: nowUtcMs() });
      become(null);
      onChange();
    }
  }

  return {
    status,
    apply: (next) => {
      const isOther = JSON.stringify(next.exports) !== JSON.stringify(settings?.exports);
      settings = next;
      // What went wrong was with another folder, perhaps.
      if (isOther) become(null);
    },
    look: async () => {
      if (isLooking || settings === null || options.isClockDoubted()) return;
      isLooking = true;
      try {
        await writeDue(settings);
        await dropOldLists(dataDir, nowUtcMs() - settings.retention.days * DAY_MS);
      } catch (error) {
        // The data folder itself refuses: it says so elsewhere, and this is tried again.
        log('exports-failed', { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' });
      } finally {
        isLooking = false;
      }
    },
  };
}

function whatsOf(what: Settings['exports']['what'], { kind, fromUtcMs, untilUtcMs }: Period): readonly ExportWhat[] {
  const report: ExportWhat = { type: 'report', kind, atUtcMs: fromUtcMs };
  const entries: ExportWhat = { type: 'entries', fromUtcMs, untilUtcMs, laneIds: null, verdicts: null };
  if (what === 'both') return [report, entries];
  return what === 'report' ? [report] : [entries];
}

/** A list may have more rows than a workbook or paper takes, and nobody is there to choose again. */
function formatFor(format: Settings['exports']['format'], what: ExportWhat): Settings['exports']['format'] {
  return what.type === 'entries' ? 'csv' : format;
}

/** Lists of people in the gate's own folder are kept no longer than the log itself. A folder that somebody chose is theirs. */
async function dropOldLists(dataDir: string, beforeUtcMs: number): Promise<void> {
  const folder = join(dataDir, EXPORT_FOLDER);
  for (const name of await readdir(folder).catch(() => [])) {
    if (REPORT_PARTS.some((part) => name.includes(part))) continue;
    const path = join(folder, name);
    if ((await stat(path)).mtimeMs < beforeUtcMs) await rm(path, { force: true });
  }
}

/** `null` where there is none yet, or it is damaged: exports begin with the period that goes on now. */
function readKept(dataDir: string): Kept | null {
  return kept.safeParse(readJsonFile(join(dataDir, STATE_FILE))).data ?? null;
}
