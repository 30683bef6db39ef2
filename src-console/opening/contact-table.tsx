/** Who are the contacts, the closest first, as they are called and as they are printed? */

import type { ReactElement } from 'react';
import type { ContactRow } from '../../src-main/export/contact-csv.ts';
import { closestOfEach, oneLine } from '../../src-main/export/contact-csv.ts';
import { vietnamDate, vietnamTime } from '../../src-renderer/parts/vietnam-time.ts';
import styles from '../parts/data-table.module.css';
import own from './opening-page.module.css';
import type { OpeningWords } from './opening-words.ts';

const MINUTE_MS = 60_000;
const NUMBERS: readonly string[] = ['place', 'minutes', 'scannedMinutes'];

export type ContactTableProps = { readonly rows: readonly ContactRow[]; readonly words: OpeningWords };

export function ContactTable({ rows, words }: ContactTableProps): ReactElement {
  const heads = Object.entries(words.column);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls a wide table by its arrow keys
    <section className={styles.scroll} aria-label={words.title} tabIndex={0}>
      <table className={`${styles.table} ${own.contacts}`} data-testid="contacts">
        <thead>
          <tr>
            {heads.map(([key, head]) => (
              <th key={key} scope="col" data-kind={NUMBERS.includes(key) ? 'number' : 'words'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {closestOfEach(rows).map((row) => (
            <tr key={row.place}>
              <td data-kind="number">{row.place}</td>
              <th scope="row">{oneLine(row.name)}</th>
              <td>{oneLine(row.number)}</td>
              <td>{row.birthDate?.year}</td>
              <td>{wordOf(words.sex, row.sex ?? '') ?? null}</td>
              <td>{oneLine(row.phone)}</td>
              <td data-short={true}>{wordOf(words.rule, row.rule) ?? row.rule}</td>
              <td data-kind="number">{Math.round(row.ms / MINUTE_MS)}</td>
              <td data-kind="number">{Math.round(row.scannedMs / MINUTE_MS)}</td>
              <td>
                {row.atUtcMs === null ? null : `${vietnamTime(row.atUtcMs).slice(0, 5)} ${vietnamDate(row.atUtcMs)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}
