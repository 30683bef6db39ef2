/** How are reports counted, people looked up and files written without a scan ever waiting? In a thread with a connection of its own. */

import { parentPort, workerData } from 'node:worker_threads';
import type { DayCounts } from '../core/report/day-counts.ts';
import type { Report } from '../core/report/report.ts';
import { entriesDocument } from '../export/entries-document.ts';
import { writeDocument } from '../export/export-file.ts';
import type { GateNames } from '../export/report-document.ts';
import { reportDocument } from '../export/report-document.ts';
import { MOST_ROWS } from '../export/row-limits.ts';
import type { ExportPlace, Written } from '../export/whole-file.ts';
import { wordsOf } from '../export/words.ts';
import type { ReportQuestion } from '../store/count-report.ts';
import { countDaysAt, countReport, createBreather } from '../store/count-report.ts';
import type { EntryFilter } from '../store/listed-entries.ts';
import { listedEntries } from '../store/listed-entries.ts';
import type { FoundEntry, ReportLog } from '../store/report-log.ts';
import { openReportLog } from '../store/report-log.ts';
import type { SearchPage, SearchQuestion } from '../store/search-log.ts';
import { searchLog } from '../store/search-log.ts';
import type { DataKeys } from '../vault/sealer.ts';
import { createSealer } from '../vault/sealer.ts';

export type ReportThreadOptions = {
  readonly logPath: string;
  /** What the entries were sealed with. */
  readonly dataKeys: DataKeys;
};

export type FileOrder = {
  readonly what:
    | { readonly type: 'report'; readonly question: ReportQuestion }
    | ({ readonly type: 'entries'; readonly isFull: boolean } & EntryFilter);
  readonly format: 'csv' | 'xlsx' | 'pdf';
  readonly names: GateNames;
  readonly place: ExportPlace;
};

export type ReportRequest =
  | { readonly type: 'report'; readonly question: ReportQuestion }
  | { readonly type: 'days'; readonly starts: readonly number[]; readonly nowUtcMs: number }
  | { readonly type: 'search'; readonly question: SearchQuestion }
  | { readonly type: 'open'; readonly epoch: string; readonly seq: number }
  | { readonly type: 'write'; readonly order: FileOrder };

/** What comes back for each, in the order in which they were asked. */
export type ReportAnswers = {
  readonly report: Report;
  readonly days: readonly DayCounts[];
  readonly search: SearchPage;
  readonly open: FoundEntry | null;
  readonly write: Written;
};

export type ThreadAnswer =
  | { readonly type: 'answered'; readonly value: ReportAnswers[keyof ReportAnswers] }
  | { readonly type: 'failed'; readonly code: string };

const { logPath, dataKeys } = workerData as ReportThreadOptions;
const sealer = createSealer(dataKeys);
let log: ReportLog | null = null;
let former: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (request: ReportRequest) => {
  former = former.then(() => answerTo(request)).then((answer) => parentPort?.postMessage(answer));
});

async function answerTo(request: ReportRequest): Promise<ThreadAnswer> {
  try {
    log ??= openReportLog(logPath, sealer);
    return { type: 'answered', value: await answerFor(log, request) };
  } catch (error) {
    // The next one starts from what is on the disk then.
    log?.close();
    log = null;
    return { type: 'failed', code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
  }
}

function answerFor(log: ReportLog, request: ReportRequest): Promise<ReportAnswers[keyof ReportAnswers]> {
  const breathe = createBreather();
  switch (request.type) {
    case 'report':
      return countReport(log, request.question, breathe);
    case 'days':
      return countDaysAt(log, request.starts, request.nowUtcMs, breathe);
    case 'search':
      return searchLog(log, request.question, breathe);
    case 'open':
      return Promise.resolve(log.openAt(request.epoch, request.seq));
    case 'write':
      return write(log, request.order);
  }
}

async function write(log: ReportLog, { what, format, names, place }: FileOrder): Promise<Written> {
  const words = wordsOf(names.language);
  const breathe = createBreather();
  if (what.type === 'report') {
    const report = await countReport(log, what.question, breathe);
    return writeDocument(reportDocument(report, words, names), format, words, place);
  }
  const document = entriesDocument(
    { ...what, slices: () => listedEntries(log, what, MOST_ROWS[format] ?? Number.POSITIVE_INFINITY, breathe) },
    words,
    names,
  );
  return writeDocument(document, format, words, place);
}
