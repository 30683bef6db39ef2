/** How do rows of figures stand side by side, so that the largest is seen, and can be brought to the top? */

import type { ReactElement, ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './data-table.module.css';

export type Column<Row> = {
  readonly key: string;
  readonly head: string;
  /** Numbers stand at the right edge. */
  readonly kind: 'words' | 'number';
  readonly cell: (row: Row) => ReactNode;
  /** By this it can be sorted: numbers the largest first, words by their letters. `null` stands last. */
  readonly sortBy?: (row: Row) => number | string | null;
  /** A bar behind the cell, as long as this is of the largest. */
  readonly bar?: (row: Row) => number;
};

export type DataTableProps<Row> = {
  /** Read out before the table; not shown. */
  readonly caption: string;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Rows that have to be looked into stand out. */
  readonly isMarked?: (row: Row) => boolean;
  readonly noneWord: string;
};

type Direction = 'ascending' | 'descending';
type Order = { readonly key: string; readonly direction: Direction };

/** As the rows come, until somebody asks for another order. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactElement {
  const { caption, columns, rows, keyOf, isMarked, noneWord } = props;
  const { i18n } = useTranslation();
  const [order, setOrder] = useState<Order | null>(null);
  if (rows.length === 0) return <p className={styles.none}>{noneWord}</p>;
  const largest = new Map(columns.map(({ key, bar }) => [key, bar === undefined ? 0 : Math.max(0, ...rows.map(bar))]));
  const sorted = inOrder(rows, columns, order, i18n.language);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls a wide table by its arrow keys
    <section className={styles.scroll} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={keyOf(row)} data-marked={isMarked?.(row) ?? false}>
              {columns.map((column, index) => (
                <Cell
                  key={column.key}
                  column={column}
                  row={row}
                  isName={index === 0}
                  largest={largest.get(column.key) ?? 0}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type HeadProps<Row> = {
  readonly column: Column<Row>;
  readonly order: Order | null;
  readonly onOrder: (order: Order | null) => void;
};

/** Pressed once: sorted; again: the other way round; a third time: as it came. */
function Head<Row>({ column, order, onOrder }: HeadProps<Row>): ReactElement {
  const { key, head, kind, sortBy } = column;
  const [first, second]: Direction[] = kind === 'number' ? ['descending', 'ascending'] : ['ascending', 'descending'];
  const now = order?.key === key ? order.direction : null;
  const next = now === null ? first : now === first ? second : null;
  return (
    <th scope="col" data-kind={kind} aria-sort={sortBy === undefined ? undefined : (now ?? 'none')}>
      {sortBy === undefined ? (
        head
      ) : (
        <button type="button" className={styles.sort} onClick={() => onOrder(next ? { key, direction: next } : null)}>
          {head}
          <span aria-hidden="true">{now === null ? '↕' : now === 'ascending' ? '▲' : '▼'}</span>
        </button>
      )}
    </th>
  );
}

type CellProps<Row> = {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly isName: boolean;
  readonly largest: number;
};

function Cell<Row>({ column, row, isName, largest }: CellProps<Row>): ReactElement {
  const { kind, cell, bar } = column;
  if (isName) return <th scope="row">{cell(row)}</th>;
  return (
    <td data-kind={kind}>
      {cell(row)}
      {bar === undefined ? null : (
        <svg className={styles.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={largest === 0 ? 0 : (100 * bar(row)) / largest} height="1" />
        </svg>
      )}
    </td>
  );
}

function inOrder<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | null,
  language: string,
): readonly Row[] {
  const sortBy = columns.find(({ key }) => key === order?.key)?.sortBy;
  if (order === null || sortBy === undefined) return rows;
  const sign = order.direction === 'ascending' ? 1 : -1;
  const letters = new Intl.Collator(language, { numeric: true });
  return [...rows].sort((left, right) => {
    const [a, b] = [sortBy(left), sortBy(right)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * letters.compare(String(a), String(b));
  });
}
