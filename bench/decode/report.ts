/** What does the reader of a bench see, and what does a machine? */

import { ratio } from '../support/statistics.ts';
import { ALL_NAMES, DECODER_NAMES } from './decoder-names.ts';
import type { Moving } from './moving/measure-moving.ts';
import type { Answer, DecoderFigures, Each, Figures, Rates, Times } from './tally.ts';
import { falsePositivesOf, figuresOf, pipelineOver, timesOf } from './tally.ts';

export type Report = Figures & {
  readonly ratios: Readonly<Record<string, number | null>>;
  readonly emptyMs: Each<Times>;
};

/** `empty` are the answers to pictures that hold nothing; their times are kept apart. */
export function reportOf(answers: readonly Answer[], empty: readonly Answer[]): Report {
  const figures = figuresOf(answers);
  const emptyMs = timesOf(empty);
  return {
    ratios: { ...rateRatios(figures), ...emptyRatios(emptyMs) },
    ...figures,
    falsePositives: falsePositivesOf([...answers, ...empty]),
    emptyMs,
  };
}

/** Ratios first: only they hold on another machine. */
export function linesOf({ ratios, decoders, categories, levels, sizes, falsePositives, emptyMs }: Report): string[] {
  return [
    ...Object.entries(ratios).map(([name, value]) => `${name.padEnd(44)} ${value ?? '–'}`),
    '',
    ...table(
      ['', 'rate %', 'right', 'of', 'wrong', 'false +', 'median ms', 'p95 ms', 'empty median ms', 'empty p95 ms'],
      [
        ...ALL_NAMES.filter((name) => decoders[name] ?? emptyMs[name]).map((name) => [
          name,
          ...cellsOf(decoders[name], falsePositives[name]),
          ...timeCells(emptyMs[name]),
        ]),
      ],
    ),
    ...ratesTable('category', categories, sizes),
    ...ratesTable('level', levels, sizes),
  ];
}

/** `simulated` is said with the figures, as nobody held anything and no slow processor was there. */
export function movingLines({ presentations, framesPerSecond, slower }: Moving): string[] {
  const title = `${presentations} persons each bring a code and hold it, ${framesPerSecond} frames/s.`;
  const how =
    'Simulated from the measured times of the lanes: frames that come while a lane is busy are dropped but for the newest.';
  const rows = Object.entries(slower).flatMap(([times, each]) =>
    ALL_NAMES.flatMap((name) => {
      const figures = each[name];
      if (figures === undefined) return [];
      const { withinOneSecond, firstMs, wrong } = figures;
      const first = firstMs === null ? ['–', '–'] : [String(firstMs.median), String(firstMs.p90)];
      return [[name, `${times}×`, percent(withinOneSecond), ...first, String(wrong)]];
    }),
  );
  return [title, how, ...table(['', 'CPU slower', 'read within 1 s %', 'median ms', 'p90 ms', 'wrong'], rows)];
}

function rateRatios({ decoders, categories }: Figures): Record<string, number | null> {
  const rates = Object.fromEntries(Object.entries(decoders).map(([name, { rate }]) => [name, rate]));
  const { gate } = categories;
  return {
    pipelineOverZxingLibrary: pipelineOver(rates, 'zxingLibrary'),
    pipelineOverZxingWasm: pipelineOver(rates, 'zxingWasm'),
    ...(gate === undefined
      ? {}
      : {
          gatePipelineOverZxingLibrary: pipelineOver(gate, 'zxingLibrary'),
          gatePipelineOverZxingWasm: pipelineOver(gate, 'zxingWasm'),
        }),
  };
}

function emptyRatios({ fastLane, zxingLibrary }: Each<Times>): Record<string, number | null> {
  if (fastLane === undefined || zxingLibrary === undefined) return {};
  return {
    emptyFastLaneMedianOverZxingLibrary: ratio(fastLane.msMedian, zxingLibrary.msMedian),
    emptyFastLaneP95OverMedian: ratio(fastLane.msP95, fastLane.msMedian),
  };
}

function ratesTable(title: string, rates: Rates, sizes: Readonly<Record<string, number>>): string[] {
  if (Object.keys(rates).length === 0) return [];
  const rows = Object.entries(rates).map(([name, own]) => [
    name,
    String(sizes[name] ?? 0),
    ...DECODER_NAMES.map((decoder) => percent(own[decoder])),
  ]);
  return ['', ...table([title, 'n', ...DECODER_NAMES], rows)];
}

function cellsOf(figures: DecoderFigures | undefined, falsePositives: number | undefined): string[] {
  const seen = String(falsePositives ?? '–');
  if (figures === undefined) return ['–', '–', '–', '–', seen, '–', '–'];
  const { rate, right, total, wrong } = figures;
  return [percent(rate), String(right), String(total), String(wrong), seen, ...timeCells(figures)];
}

function timeCells(times: Times | undefined): string[] {
  return times === undefined ? ['–', '–'] : [times.msMedian.toFixed(2), times.msP95.toFixed(2)];
}

function percent(rate: number | undefined): string {
  return rate === undefined ? '–' : (rate * 100).toFixed(1);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
