/** How is a row of counts drawn, so that it holds in greyscale, on paper and for a screen reader? Bars, and the same as a table. */

import type { ReactElement } from 'react';
import { useId } from 'react';
import styles from './bars.module.css';

export type Bar = {
  readonly key: string;
  /** Under or beside the bar. */
  readonly label: string;
  readonly value: number;
  /** In the table; `null` = a dash. */
  readonly more?: readonly (string | null)[];
};

export type BarsProps = {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Of the table: what the label is, what the value is, and what else there is. */
  readonly heads: readonly string[];
  readonly tableWord: string;
  readonly noneWord: string;
  readonly say: (value: number) => string;
  /** Columns stand for time, rows for names. */
  readonly way: 'columns' | 'rows';
};

/** The bars are for the eye alone; whoever hears the page gets the table. */
export function Bars(props: BarsProps): ReactElement {
  const { title, bars, heads, tableWord, noneWord, say, way } = props;
  const id = useId();
  const most = Math.max(0, ...bars.map(({ value }) => value));
  return (
    <section className={styles.chart} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {bars.length === 0 ? (
        <p className={styles.none}>{noneWord}</p>
      ) : (
        <>
          <div
            className={way === 'columns' ? styles.columns : styles.rows}
            data-many={bars.length > 12}
            aria-hidden="true"
          >
            {bars.map(({ key, label, value }) => (
              <BarOf key={key} label={label} value={value} most={most} way={way} say={say} />
            ))}
          </div>
          <details className={styles.details}>
            <summary>{tableWord}</summary>
            <BarTable title={title} bars={bars} heads={heads} say={say} />
          </details>
        </>
      )}
    </section>
  );
}

function BarOf(
  props: Pick<BarsProps, 'way' | 'say'> & { readonly label: string; readonly value: number; readonly most: number },
): ReactElement {
  const { label, value, most, way, say } = props;
  const share = most === 0 ? 0 : value / most;
  const isMost = value > 0 && value === most;
  return (
    <div className={styles.bar} data-most={isMost} title={`${label}: ${say(value)}`}>
      <span className={styles.value}>{say(value)}</span>
      <svg
        className={styles.drawn}
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="presentation"
        focusable="false"
      >
        {way === 'columns' ? (
          <rect x="8" width="84" y={100 - 100 * share} height={100 * share} />
        ) : (
          <rect x="0" width={100 * share} y="10" height="80" />
        )}
      </svg>
      <span className={styles.label}>{label}</span>
    </div>
  );
}

function BarTable({ title, bars, heads, say }: Pick<BarsProps, 'title' | 'bars' | 'heads' | 'say'>): ReactElement {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ key, label, value, more }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{say(value)}</td>
              {(more ?? []).map((text, index) => (
                <td key={heads[index + 2]}>{text ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
