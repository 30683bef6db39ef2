/** How do the parts of a unit, or the gates of a venue, stand beside each other? */

import type { ReactElement, ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FiguresLine } from '../../../src-collector/contract/figures-api.ts';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Section } from '../../parts/page-frame.tsx';
import { useSay } from '../../parts/use-say.ts';
import styles from './figures.module.css';
import { usePersonsWords } from './persons-words.ts';

export type FiguresTableProps<Line extends FiguresLine> = {
  /** For tests. */
  readonly name: 'units' | 'venues' | 'gates';
  readonly lines: readonly Line[];
  readonly keyOf: (line: Line) => string;
  readonly nameOf: (line: Line) => string;
  /** With its way down. */
  readonly shownAs: (line: Line) => ReactNode;
};

export function FiguresTable<Line extends FiguresLine>(props: FiguresTableProps<Line>): ReactElement {
  const { name, keyOf, nameOf, shownAs } = props;
  const { t, i18n } = useTranslation();
  const say = useSay();
  const persons = usePersonsWords();
  const [isSilentOnly, setIsSilentOnly] = useState(false);
  // A database knows no Vietnamese alphabet: its Đ comes after Z. Gates stand as they came.
  const letters = new Intl.Collator(i18n.language, { numeric: true });
  const lines =
    name === 'gates'
      ? props.lines
      : [...props.lines].sort((left, right) => letters.compare(nameOf(left), nameOf(right)));
  const silent = lines.filter(({ isSilent }) => isSilent);

  const number = (
    key: string,
    head: string,
    of: (line: Line) => number,
    more: Partial<Column<Line>> = {},
  ): Column<Line> => ({
    key,
    head,
    kind: 'number',
    cell: (line) => say.count(of(line)),
    sortBy: of,
    ...more,
  });
  const standing: readonly Column<Line>[] =
    name === 'units'
      ? [
          number('registered', t('figures.registered.venues'), (line) => line.registeredVenues),
          number('active', t('figures.active.venues'), (line) => line.activeVenues, {
            cell: (line) => `${say.count(line.activeVenues)} (${say.share(shareOf(line))})`,
          }),
          number('new', t('figures.name.new'), (line) => line.newVenues),
        ]
      : name === 'venues'
        ? [
            number('gates', t('figures.registered.gates'), (line) => line.registeredGates),
            number('active', t('figures.active.gates'), (line) => line.activeGates),
          ]
        : [];
  const columns: readonly Column<Line>[] = [
    {
      key: 'name',
      head: t(`figures.one.${name}`),
      kind: 'words',
      sortBy: nameOf,
      cell: (line) => (
        <span className={styles.lineName}>
          {shownAs(line)}
          {line.isSilent ? <Badge tone="warning">{t('figures.silentBadge')}</Badge> : null}
        </span>
      ),
    },
    ...standing,
    number('scans', t('figures.name.scans'), (line) => line.scans, { bar: (line) => line.scans }),
    number('persons', t('figures.name.persons'), (line) => line.persons.about, {
      cell: (line) => persons.value(line.persons),
    }),
    number('mean', t('figures.name.mean'), (line) => line.meanScans),
    number('refused', t('figures.name.refused'), (line) => line.refused),
    {
      key: 'manual',
      head: t('figures.name.manual'),
      kind: 'number',
      cell: (line) => say.share(line.manualShare),
      sortBy: (line) => line.manualShare,
    },
  ];
  return (
    <Section title={t(`figures.table.${name}`, { n: say.count(lines.length) })}>
      {silent.length === 0 ? null : (
        <>
          <p>
            <strong>{t('figures.silentNames', { count: silent.length, n: say.count(silent.length) })}</strong>{' '}
            {silent.slice(0, MOST_NAMED).map(nameOf).join(' · ')}
            {silent.length > MOST_NAMED
              ? ` · ${t('figures.andMore', { n: say.count(silent.length - MOST_NAMED) })}`
              : ''}
          </p>
          <label className={styles.filter} data-print="never">
            <input
              type="checkbox"
              checked={isSilentOnly}
              data-testid={`silent-only-${name}`}
              onChange={({ currentTarget }) => setIsSilentOnly(currentTarget.checked)}
            />
            {t('figures.silentOnly')}
          </label>
        </>
      )}
      <div data-table={name}>
        <DataTable
          caption={t(`figures.table.${name}`, { n: say.count(lines.length) })}
          columns={columns}
          rows={isSilentOnly && silent.length > 0 ? silent : lines}
          keyOf={keyOf}
          isMarked={({ isSilent }) => isSilent}
          noneWord={t('figures.none')}
        />
      </div>
    </Section>
  );
}

/** All of them stand in the table. */
const MOST_NAMED = 12;

function shareOf({ activeVenues, registeredVenues }: FiguresLine): number | null {
  return registeredVenues === 0 ? null : activeVenues / registeredVenues;
}
