/** How do a unit's figures become a report that an office can pass on, with what each of them means? */

import { vietnamClock, vietnamDay } from '../../src-main/core/report/period.ts';
import type { Cell, Column, ExportDocument, Row, Table } from '../../src-main/export/export-document.ts';
import { count, table, text } from '../../src-main/export/export-document.ts';
import type { Language } from '../../src-main/export/words.ts';
import { fill, wordAt, wordsOf } from '../../src-main/export/words.ts';
import type { FiguresLine, UnitDay } from '../contract/figures-api.ts';
import { MOST_LINES } from '../contract/figures-api.ts';
import type { NoticeWords } from './notice-words.ts';
import { noticeWords } from './notice-words.ts';
import type { PeriodFigures, PeriodSums } from './period-figures.ts';

type FigureName = keyof NoticeWords['figures']['figure'];
/** A unit, a part of it or a venue: what is registered, and what the whole period brought. */
type Line = { readonly name: string; readonly kind: string; readonly of: FiguresLine; readonly sums: PeriodSums };

export type DocumentNames = { readonly language: Language; readonly collector: string; readonly nowUtcMs: number };

/** `isFlat`: all lines in one table, as a sheet without pages takes it. */
export function figuresDocument(figures: PeriodFigures, names: DocumentNames, isFlat: boolean): ExportDocument {
  const words = noticeWords(names.language).figures;
  const { document } = wordsOf(names.language).exports;
  const { last, period } = figures;
  const time = (atUtcMs: number) => ({ time: vietnamClock(atUtcMs), date: vietnamDay(atUtcMs) });
  const until = vietnamDay(period.untilUtcMs - 1);
  return {
    language: names.language,
    title: figuresTitle(figures, names.language),
    gate: fill(words.unitLine, { unit: unitName(last.unit, names.language) }),
    isWide: true,
    lines: [
      fill(document.period, { from: vietnamDay(period.fromUtcMs), until }),
      figures.countedAtUtcMs === null ? words.notCounted : fill(words.counted, time(figures.countedAtUtcMs)),
      ...(figures.isRunning ? [words.running] : []),
      figures.dueGateDays > 0 ? fill(words.due, { n: figures.dueGateDays }) : words.complete,
      ...(last.isCut ? [fill(words.cut, { n: MOST_LINES })] : []),
      fill(words.collector, { name: oneLine(names.collector) }),
      `${fill(document.made, time(names.nowUtcMs))}. ${words.noPersonal}`,
    ],
    tables: isFlat ? [flatTable(figures, names.language)] : tablesOf(figures, names.language),
    definitions: shownFigures(figures, ['isSilent']).map((name) => ({
      word: words.figure[name].name,
      meaning: words.figure[name].meaning,
    })),
  };
}

export function figuresTitle({ period }: Pick<PeriodFigures, 'period'>, language: Language): string {
  const [from, until] = [vietnamDay(period.fromUtcMs), vietnamDay(period.untilUtcMs - 1)];
  return fill(noticeWords(language).figures.titleOf[period.kind], { from, until, month: from.slice(3) });
}

export function unitName(unit: readonly string[], language: Language): string {
  return unit.length === 0 ? noticeWords(language).figures.everything : unit.map(oneLine).join(' / ');
}

/** Of a day, persons; of more than a day, on how many of them there was anything. */
function shownFigures({ period }: PeriodFigures, more: readonly FigureName[] = []): readonly FigureName[] {
  const before = ['registeredVenues', 'registeredGates', 'newVenues', 'activeVenues', 'activeGates', 'scans'] as const;
  const after = ['meanScans', 'persons', 'refused', 'manualShare'] as const;
  return [...before, ...(period.kind === 'day' ? [] : (['activeDays'] as const)), ...after, ...more];
}

function tablesOf(figures: PeriodFigures, language: Language): readonly Table[] {
  const words = noticeWords(language).figures;
  const { total, units, venues } = linesOf(figures, language);
  const silent = [...units, ...venues].filter(({ of, sums }) => isSilent(of, sums));
  const isDay = figures.period.kind === 'day';
  const inTable = shownFigures(figures).filter((name) => name !== 'persons' || isDay);
  const columns = inTable.map((name) => numbers(words.figure[name].name));
  const name = (title: string, width = 30): Column => ({ title, meaning: '', width });
  const rowOf = (line: Line): Row => inTable.map((figure) => cellOf(figure, line, figures));
  const barColumn = (before: number) => ({ barColumn: before + inTable.indexOf('scans') });
  return [
    table(
      words.table.summary,
      [name(words.column.figure), { ...numbers(words.column.value), width: 16 }, name('', 30)],
      inTable.map((figure) => [
        text(words.figure[figure].name),
        cellOf(figure, total, figures),
        text(figure === 'persons' ? estimateOf(total.of, language) : ''),
      ]),
    ),
    ...(silent.length === 0
      ? []
      : [
          table(
            words.table.silent,
            [
              name(words.column.name, 60),
              numbers(words.figure.registeredVenues.name),
              numbers(words.figure.registeredGates.name),
            ],
            silent.map(({ name: called, of }) => [text(called), count(of.registeredVenues), count(of.registeredGates)]),
          ),
        ]),
    ...(units.length === 0
      ? []
      : [
          table(
            words.table.units,
            [name(words.column.unit), ...columns],
            units.map((line) => [text(line.name), ...rowOf(line)]),
            barColumn(1),
          ),
        ]),
    ...(venues.length === 0
      ? []
      : [
          table(
            words.table.venues,
            [name(words.column.venue), name(words.column.kind, 26), ...columns],
            venues.map((line) => [text(line.name), text(line.kind), ...rowOf(line)]),
            barColumn(2),
          ),
        ]),
    daysTable(figures.days, words),
  ];
}

function flatTable(figures: PeriodFigures, language: Language): Table {
  const words = noticeWords(language).figures;
  const { total, units, venues } = linesOf(figures, language);
  const isDay = figures.period.kind === 'day';
  const inTable = shownFigures(figures).filter((name) => name !== 'persons' || isDay);
  const title = (name: string): Column => ({ title: name, meaning: '', width: 20 });
  const rowOf = (level: string, line: Line): Row => [
    text(level),
    text(line.name),
    text(line.kind),
    ...inTable.map((name) => cellOf(name, line, figures)),
    ...(isDay ? [text(estimateOf(line.of, language))] : []),
    text(isSilent(line.of, line.sums) ? words.yes : ''),
  ];
  return table(
    words.table.all,
    [
      title(words.column.level),
      title(words.column.name),
      title(words.column.kind),
      ...inTable.map((name) => numbers(words.figure[name].name)),
      ...(isDay ? [title(words.column.estimate)] : []),
      title(words.figure.isSilent.name),
    ],
    [
      rowOf(words.level.total, total),
      ...units.map((line) => rowOf(words.level.unit, line)),
      ...venues.map((line) => rowOf(words.level.venue, line)),
    ],
  );
}

function daysTable(days: readonly UnitDay[], words: NoticeWords['figures']): Table {
  const of = (name: FigureName): Column => numbers(words.figure[name].name);
  return table(
    words.table.days,
    [
      { title: words.column.day, meaning: '', width: 14 },
      of('scans'),
      of('persons'),
      of('activeVenues'),
      of('activeGates'),
      of('refused'),
      of('manualShare'),
    ],
    days.map((day) => [
      { kind: 'day', atUtcMs: Date.parse(`${day.day}T00:00:00+07:00`) },
      count(day.scans),
      count(day.persons.about),
      count(day.activeVenues),
      count(day.activeGates),
      count(day.refused),
      { kind: 'share', value: day.scans === 0 ? null : day.manual / day.scans },
    ]),
    { barColumn: 1 },
  );
}

function linesOf({ last, sums }: PeriodFigures, language: Language) {
  const words = noticeWords(language).figures;
  const { venueKind } = wordsOf(language);
  const none: PeriodSums = { scans: 0, refused: 0, manual: 0, activeDays: 0, newVenues: 0 };
  const total: Line = { name: unitName(last.unit, language), kind: '', of: last.total, sums: sums.total };
  const units = last.units.map((line): Line => {
    const name = line.unit.at(-1) ?? '';
    return { name: oneLine(name), kind: '', of: line, sums: sums.units.get(name) ?? none };
  });
  const venues = last.venues.map(
    (line): Line => ({
      name: oneLine(line.name) || words.unnamed,
      kind: line.kind === 'unknown' ? words.unknownKind : wordAt(venueKind, line.kind),
      of: line,
      sums: sums.venues.get(line.venueId) ?? none,
    }),
  );
  return { total, units, venues };
}

function isSilent({ registeredVenues }: FiguresLine, { newVenues, scans }: PeriodSums): boolean {
  return registeredVenues > newVenues && scans === 0;
}

function cellOf(name: FigureName, { of, sums }: Line, { period, daysBegun }: PeriodFigures): Cell {
  switch (name) {
    case 'registeredVenues':
    case 'registeredGates':
    case 'activeVenues':
    case 'activeGates':
      return count(of[name]);
    case 'newVenues':
    case 'activeDays':
    case 'scans':
    case 'refused':
      return count(sums[name]);
    case 'meanScans':
      return { kind: 'mean', value: period.kind === 'day' ? of.meanScans : sums.scans / daysBegun };
    case 'persons':
      return count(of.persons.about);
    case 'manualShare':
      return { kind: 'share', value: sums.scans === 0 ? null : sums.manual / sums.scans };
    case 'isSilent':
      return text(null);
  }
}

function estimateOf({ persons }: FiguresLine, language: Language): string {
  const words = noticeWords(language).figures;
  if (persons.about === 0 || persons.errorShare === 0) return words.exact;
  const share = (persons.errorShare * 100).toFixed(1);
  return fill(words.estimated, { share: language === 'vi' ? share.replace('.', ',') : share });
}

function numbers(title: string): Column {
  return { title, meaning: '', width: 11, isNumber: true };
}

/** Names come from gates and from people: no break, and nothing that cannot be seen. */
export function oneLine(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
