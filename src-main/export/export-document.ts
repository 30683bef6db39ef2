/** What is handed out, before anybody asks in which form: tables with what they mean. */

import type { Language } from './words.ts';

/** A count, mean or share is a number wherever the form has numbers; a time a time. Numbers of people are text. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'count'; readonly value: number | null }
  | { readonly kind: 'mean'; readonly value: number | null }
  /** 0 to 1. */
  | { readonly kind: 'share'; readonly value: number | null }
  | { readonly kind: 'time'; readonly atUtcMs: number }
  | { readonly kind: 'day'; readonly atUtcMs: number };

export type Column = {
  readonly title: string;
  /** Empty where the title says it all. */
  readonly meaning: string;
  /** In letters, about. */
  readonly width: number;
  readonly isNumber?: boolean;
};

export type Row = readonly Cell[];

/** Rows come in slices, so that a long list is never held whole where the form does not ask for it. */
export type Table = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly slices: () => AsyncIterable<readonly Row[]>;
  /** The column that is drawn as a bar too, where there is room for one. */
  readonly barColumn?: number;
};

export type ExportDocument = {
  readonly language: Language;
  readonly title: string;
  /** The name of the gate. */
  readonly gate: string;
  /** Period, when it was made, what is masked. */
  readonly lines: readonly string[];
  readonly tables: readonly Table[];
  readonly definitions: readonly { readonly word: string; readonly meaning: string }[];
  readonly isWide: boolean;
};

export function text(value: string | null): Cell {
  return { kind: 'text', text: value ?? '' };
}

export function count(value: number | null): Cell {
  return { kind: 'count', value };
}

export function table(
  name: string,
  columns: readonly Column[],
  rows: readonly Row[],
  more: Pick<Table, 'barColumn'> = {},
): Table {
  return {
    name,
    columns,
    slices: async function* () {
      yield rows;
    },
    ...more,
  };
}
