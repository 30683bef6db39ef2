/** How did one figure go over the days before? One at a time, chosen beside it. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitDay } from '../../../src-collector/contract/figures-api.ts';
import { vietnamDay } from '../../../src-renderer/parts/vietnam-time.ts';
import { DayChart } from '../../parts/day-chart.tsx';
import { sayDay } from '../../parts/instant.ts';
import { Section } from '../../parts/page-frame.tsx';
import { useSay } from '../../parts/use-say.ts';
import styles from './figures.module.css';
import type { FiguresPlace } from './figures-place.ts';
import { dayAfter, figuresHref } from './figures-place.ts';

const SERIES = ['scans', 'persons', 'active', 'refused', 'manual'] as const;
type Series = (typeof SERIES)[number];

export type FiguresSeriesProps = { readonly at: FiguresPlace; readonly series: readonly UnitDay[] };

export function FiguresSeries({ at, series }: FiguresSeriesProps): ReactElement {
  const { t } = useTranslation();
  const say = useSay();
  const [chosen, setChosen] = useState<Series>('scans');
  const today = vietnamDay(Date.now());
  const { day, days } = at.span;
  const counted = new Map(series.map((each) => [each.day, each]));
  const every = Array.from({ length: days }, (_, index) => dayAfter(day, index + 1 - days));
  const what = chosen === 'active' ? (at.venueId === null ? 'venues' : 'gates') : null;
  const nameOf = (one: Series): string =>
    one === 'active' ? t(`figures.active.${at.venueId === null ? 'venues' : 'gates'}`) : t(`figures.series.${one}`);
  return (
    <Section title={t('figures.seriesTitle', { name: nameOf(chosen), count: days })}>
      <fieldset className={styles.choices} data-print="never">
        <legend className="visually-hidden">{t('figures.seriesChoice')}</legend>
        {SERIES.map((one) => (
          <label key={one}>
            <input type="radio" name="series" checked={one === chosen} onChange={() => setChosen(one)} />
            {nameOf(one)}
          </label>
        ))}
      </fieldset>
      <DayChart
        what={nameOf(chosen)}
        dayWord={t('figures.day')}
        days={every.map((one) => ({
          day: one,
          label: sayDay(one).slice(0, 5),
          value: numberOf(counted.get(one), chosen, what === 'gates'),
          isChosen: one === day,
        }))}
        say={say.count}
        hrefOf={(one) => figuresHref({ ...at, span: { day: one, days } }, today)}
      />
    </Section>
  );
}

/** A day of which nothing was counted has had nothing. */
function numberOf(day: UnitDay | undefined, series: Series, isVenue: boolean): number {
  if (day === undefined) return 0;
  if (series === 'persons') return day.persons.about;
  if (series === 'active') return isVenue ? day.activeGates : day.activeVenues;
  return day[series];
}
