/** How did a figure go from day to day? Columns, the day that is looked at among them, and the same as a table. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './day-chart.module.css';

export type ChartDay = {
  readonly day: string;
  /** As it stands under its column, `21/11`. */
  readonly label: string;
  readonly value: number;
  readonly isChosen: boolean;
};

export type DayChartProps = {
  /** What is counted. */
  readonly what: string;
  readonly dayWord: string;
  readonly days: readonly ChartDay[];
  readonly say: (value: number) => string;
  /** Where a column leads, for who points at it. */
  readonly hrefOf: (day: string) => string;
};

const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
/** Room for so many labels under the columns. */
const MOST_LABELS = 16;

export function DayChart({ what, dayWord, days, say, hrefOf }: DayChartProps): ReactElement {
  const { t } = useTranslation();
  const top = roundTop(Math.max(0, ...days.map(({ value }) => value)));
  const everyNth = Math.ceil(days.length / MOST_LABELS);
  return (
    <figure className={styles.chart}>
      {/* For the eye alone: whoever hears the page has the table, and who has no mouse has the day picker. */}
      <div className={styles.drawn} aria-hidden="true">
        <div className={styles.scale}>
          {[top, top / 2, 0].map((value) => (
            <span key={value}>{say(value)}</span>
          ))}
        </div>
        <ol className={styles.columns}>
          {days.map(({ day, label, value, isChosen }, index) => (
            <li key={day} data-chosen={isChosen}>
              <a href={hrefOf(day)} tabIndex={-1} title={`${label}: ${say(value)}`}>
                <svg viewBox="0 0 10 100" preserveAspectRatio="none" role="presentation">
                  <rect x="1" width="8" y={100 - (100 * value) / top} height={(100 * value) / top} />
                </svg>
              </a>
              <span className={styles.label}>
                {/* Counted from the last one, which is the day that is looked at. */}
                {(days.length - 1 - index) % everyNth === 0 ? label : ''}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <details className={styles.details} data-print="never">
        <summary>{t('shell.asTable')}</summary>
        <table>
          <caption className="visually-hidden">{what}</caption>
          <thead>
            <tr>
              <th scope="col">{dayWord}</th>
              <th scope="col">{what}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, label, value }) => (
              <tr key={day}>
                <th scope="row">{label}</th>
                <td>{say(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** A round number that no column is higher than, and whose half is a whole number too. */
export function roundTop(highest: number): number {
  if (highest <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = STEPS.find((one) => one * power >= highest && Number.isInteger((one * power) / 2)) ?? 10;
  return step * power;
}
