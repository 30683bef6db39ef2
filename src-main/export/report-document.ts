/** How does a report become tables, with what each figure means? */

import { QUARTER_MS, vietnamClock, vietnamDay } from '../core/report/period.ts';
import type { Figures, Report } from '../core/report/report.ts';
import type { Cell, Column, ExportDocument, Row, Table } from './export-document.ts';
import { count, table, text } from './export-document.ts';
import type { Language, Words } from './words.ts';
import { fill, wordAt } from './words.ts';

export type GateNames = {
  readonly language: Language;
  readonly gate: string;
  readonly lanes: Readonly<Record<string, string>>;
  readonly nowUtcMs: number;
};

export function reportDocument(report: Report, words: Words, names: GateNames): ExportDocument {
  const { period } = report;
  return {
    language: names.language,
    title: reportTitle(report, words),
    gate: names.gate,
    isWide: false,
    lines: [
      fill(words.exports.document.period, {
        from: vietnamDay(period.fromUtcMs),
        until: vietnamDay(period.untilUtcMs - 1),
      }),
      ...(report.countedUntilUtcMs < period.untilUtcMs
        ? [fill(words.reports.running, timeOf(report.countedUntilUtcMs))]
        : []),
      ...(report.missingDays.length > 0 ? [fill(words.reports.missing, { n: report.missingDays.length })] : []),
      fill(words.exports.document.made, timeOf(names.nowUtcMs)),
    ],
    tables: [
      figuresTable(report, words),
      ...silentTable(report, words, names),
      daysTable(report, words),
      hoursTable(report, words),
      lanesTable(report, words, names),
      countsTable(report.readers, words.reports.by.readers, words.reports.column.reader, words.reports.reader),
      countsTable(report.refusals, words.reports.by.refusals, words.reports.column.reason, words.reason),
      countsTable(report.checks, words.reports.by.checks, words.reports.column.reason, words.reason),
    ],
    definitions: Object.values(words.reports.figure).map(({ name, meaning }) => ({ word: name, meaning })),
  };
}

export function reportTitle({ period }: Pick<Report, 'period'>, words: Words): string {
  const [from, until] = [vietnamDay(period.fromUtcMs), vietnamDay(period.untilUtcMs - 1)];
  return fill(words.reports.titleOf[period.kind], { from, until, month: from.slice(3) });
}

type FigureName = keyof Words['reports']['figure'];

function figuresTable({ figures, before, peak }: Report, words: Words): Table {
  const { figure } = words.reports;
  const { document } = words.exports;
  const row = (name: FigureName, now: Cell, then: Cell): Row => [text(figure[name].name), now, then];
  const counted = (name: FigureName & keyof Figures): Row => row(name, count(figures[name]), count(before[name]));
  return table(
    document.summary,
    [
      { title: document.figure, meaning: '', width: 30 },
      // The busiest quarter says its day and hours, too.
      { title: document.now, meaning: '', width: 24, isNumber: true },
      { title: document.before, meaning: figure.before.meaning, width: 14, isNumber: true },
    ],
    [
      counted('scans'),
      counted('persons'),
      counted('admittedIn'),
      counted('admittedOut'),
      counted('checked'),
      counted('refused'),
      counted('manual'),
      row('manualShare', shareOf(figures), shareOf(before)),
      counted('takenBack'),
      counted('untagged'),
      row(
        'peak',
        peak === null
          ? count(0)
          : text(
              `${peak.scans} · ${vietnamDay(peak.fromUtcMs)} ${vietnamClock(peak.fromUtcMs)}–${vietnamClock(peak.fromUtcMs + QUARTER_MS)}`,
            ),
        text(''),
      ),
    ],
  );
}

/** Only where there is something to say: it stands near the top. */
function silentTable({ silent }: Report, words: Words, { lanes }: GateNames): readonly Table[] {
  if (silent.length === 0) return [];
  const { column, by, figure } = words.reports;
  return [
    table(
      by.silent,
      [
        { title: column.day, meaning: '', width: 14 },
        { title: column.lane, meaning: figure.silent.meaning, width: 48 },
      ],
      silent.map(({ dayStartUtcMs, laneId }) => [
        { kind: 'day', atUtcMs: dayStartUtcMs },
        text(laneId === null ? words.search.all : (lanes[laneId] ?? laneId)),
      ]),
    ),
  ];
}

function daysTable({ days }: Report, words: Words): Table {
  const { figure, column, by } = words.reports;
  return table(
    by.days,
    [
      { title: column.day, meaning: figure.day.meaning, width: 14 },
      numbers(figure.scans),
      numbers(figure.persons),
      numbers(figure.refused),
      numbers(figure.manual),
      numbers(figure.sevenDayMean),
    ],
    days.map((day) => [
      { kind: 'day', atUtcMs: day.dayStartUtcMs },
      count(day.scans),
      count(day.persons),
      count(day.refused),
      count(day.manual),
      { kind: 'mean', value: day.sevenDayMean },
    ]),
    { barColumn: 1 },
  );
}

function hoursTable({ hours }: Report, words: Words): Table {
  const { figure, column, by } = words.reports;
  return table(
    by.hours,
    [{ title: column.hour, meaning: '', width: 14 }, numbers(figure.scans)],
    hours.map((scans, hour) => [text(`${two(hour)}:00–${two(hour + 1)}:00`), count(scans)]),
    { barColumn: 1 },
  );
}

function lanesTable(report: Report, words: Words, { lanes }: GateNames): Table {
  const { figure, column, by } = words.reports;
  // Every lane of the settings: one without a scan has its row of zeros.
  const ids = [...new Set([...Object.keys(lanes), ...Object.keys(report.lanes)])];
  return table(
    by.lanes,
    [
      { title: column.lane, meaning: '', width: 24 },
      numbers(figure.scans),
      numbers(figure.admittedIn),
      numbers(figure.admittedOut),
      numbers(figure.checked),
      numbers(figure.refused),
      numbers(figure.manualShare),
    ],
    ids.map((id) => {
      const lane = report.lanes[id] ?? NO_LANE;
      return [
        text(lanes[id] ?? id),
        count(lane.scans),
        count(lane.admittedIn),
        count(lane.admittedOut),
        count(lane.checked),
        count(lane.refused),
        shareOf(lane),
      ];
    }),
    { barColumn: 1 },
  );
}

const NO_LANE = { scans: 0, admittedIn: 0, admittedOut: 0, checked: 0, refused: 0, manual: 0 };

function countsTable(
  counts: Readonly<Record<string, number>>,
  name: string,
  title: string,
  words: Readonly<Record<string, string>>,
): Table {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return table(
    name,
    [
      { title, meaning: '', width: 46 },
      { title: '#', meaning: '', width: 12, isNumber: true },
    ],
    rows.map(([key, total]) => [text(wordAt(words, key)), count(total)]),
    { barColumn: 1 },
  );
}

function numbers({ name, meaning }: { readonly name: string; readonly meaning: string }): Column {
  return { title: name, meaning, width: 13, isNumber: true };
}

function shareOf({ manual, scans }: { readonly manual: number; readonly scans: number }): Cell {
  return { kind: 'share', value: scans === 0 ? null : manual / scans };
}

function timeOf(atUtcMs: number): { readonly time: string; readonly date: string } {
  return { time: vietnamClock(atUtcMs), date: vietnamDay(atUtcMs) };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
