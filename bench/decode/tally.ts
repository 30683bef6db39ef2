/** What came out, added up by decoder, category and level? */

import { ratio, spread } from '../support/statistics.ts';
import type { DecoderName } from './decoder-names.ts';
import { ALL_NAMES } from './decoder-names.ts';
import type { Outcome } from './judge.ts';

/** One decoder's answer to one picture. */
export type Answer = {
  readonly decoder: DecoderName;
  readonly category: string;
  /** A harder or easier place inside the category, like `defocus 0.5`; `null` where there are none. */
  readonly level: string | null;
  readonly outcome: Outcome;
  readonly tookMs: number;
};

export type Times = { readonly msMedian: number; readonly msP95: number };

export type DecoderFigures = Times & {
  /** Right of those that hold a known text, 0 … 1. */
  readonly rate: number;
  readonly right: number;
  /** A text that is none of the true ones, on a picture that holds a code. */
  readonly wrong: number;
  readonly total: number;
};

export type Each<T> = Readonly<Partial<Record<DecoderName, T>>>;
export type Rates = Readonly<Record<string, Each<number>>>;

export type Figures = {
  readonly decoders: Each<DecoderFigures>;
  /** Only categories in which a text is known. */
  readonly categories: Rates;
  readonly levels: Rates;
  /** How many pictures with a known text each category and level has. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Texts seen in pictures that hold no code. */
  readonly falsePositives: Each<number>;
};

export function figuresOf(answers: readonly Answer[]): Figures {
  const labelled = answers.filter(({ outcome }) => isLabelled(outcome));
  const byCategory = Map.groupBy(labelled, ({ category }) => category);
  const byLevel = Map.groupBy(
    labelled.filter(({ level }) => level !== null),
    ({ level }) => level ?? '',
  );
  return {
    decoders: eachDecoder(answers, decoderFigures),
    categories: ratesOf(byCategory),
    levels: ratesOf(byLevel),
    sizes: sizesOf([...byCategory, ...byLevel]),
    falsePositives: falsePositivesOf(answers),
  };
}

export function falsePositivesOf(answers: readonly Answer[]): Each<number> {
  return eachDecoder(answers, (own) => count(own, 'false-positive'));
}

export function timesOf(answers: readonly Answer[]): Each<Times> {
  return eachDecoder(answers, timesOfOne);
}

/** The pipeline's figure for each one of the peer's, to the hundredth; `null` where the peer has none. */
export function pipelineOver(figures: Each<number>, peer: DecoderName): number | null {
  const [own, other] = [figures.pipeline, figures[peer]];
  return own === undefined || other === undefined || other === 0 ? null : ratio(own, other);
}

function isLabelled(outcome: Outcome): boolean {
  return outcome === 'right' || outcome === 'missed' || outcome === 'wrong';
}

function eachDecoder<T>(answers: readonly Answer[], sumUp: (own: readonly Answer[]) => T): Each<T> {
  const byDecoder = Map.groupBy(answers, ({ decoder }) => decoder);
  const names = ALL_NAMES.filter((name) => byDecoder.has(name));
  return Object.fromEntries(names.map((name) => [name, sumUp(byDecoder.get(name) ?? [])]));
}

function decoderFigures(own: readonly Answer[]): DecoderFigures {
  const total = own.filter(({ outcome }) => isLabelled(outcome)).length;
  return { rate: rateOf(own), right: count(own, 'right'), wrong: count(own, 'wrong'), total, ...timesOfOne(own) };
}

function timesOfOne(own: readonly Answer[]): Times {
  const { median, p95 } = spread(own.map(({ tookMs }) => tookMs));
  return { msMedian: median, msP95: p95 };
}

function ratesOf(groups: ReadonlyMap<string, readonly Answer[]>): Rates {
  return Object.fromEntries(Array.from(groups, ([name, answers]) => [name, eachDecoder(answers, rateOf)]));
}

/** Ours is given every picture, a slow one perhaps only some of them. */
function sizesOf(groups: readonly (readonly [string, readonly Answer[]])[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    groups.map(([name, answers]) => [name, answers.filter(({ decoder }) => decoder === 'pipeline').length]),
  );
}

/** To the hundredth of a percent; 0 where nothing is labelled. */
function rateOf(own: readonly Answer[]): number {
  const total = own.filter(({ outcome }) => isLabelled(outcome)).length;
  return total === 0 ? 0 : Math.round((count(own, 'right') / total) * 10_000) / 10_000;
}

function count(own: readonly Answer[], wanted: Outcome): number {
  return own.filter(({ outcome }) => outcome === wanted).length;
}
