/** What has been set up? On the screen, and on paper for whoever keeps it. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { Button } from '../../parts/button.tsx';
import { Paper } from '../../parts/paper.tsx';
import { printPage } from '../../parts/print-page.ts';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './first-run.module.css';
import { NoticeText } from './notice-text.tsx';
import type { StepProps } from './step-props.ts';

export function SummaryStep({ draft }: StepProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.rows}>
      <p>{t('firstRun.summary.hint')}</p>
      <SummaryList settings={draft} />
      <div className={styles.actions}>
        <Button icon="print" data-testid="print-summary" onClick={() => void printPage()}>
          {t('firstRun.summary.print')}
        </Button>
      </div>
      <Paper kind="document">
        <section className={styles.sheet} data-testid="summary-sheet">
          <h1>{t('firstRun.summary.title')}</h1>
          <p>{t('firstRun.summary.printedAt', { date: vietnamDate(Date.now()), time: vietnamTime(Date.now()) })}</p>
          <SummaryList settings={draft} />
          <NoticeText settings={draft} />
          <p>{t('firstRun.summary.signature')}</p>
        </section>
      </Paper>
    </div>
  );
}

function SummaryList({ settings }: { readonly settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const { venue, lanes, readers, collector, retention, backup } = settings;
  const unit = [...venue.unit].reverse().map(({ name }) => name);
  const rows: readonly (readonly [string, string])[] = [
    [t('settings.venue.name'), venue.name],
    [t('settings.venue.kind'), t(`venueKind.${venue.kind}`)],
    [
      t('firstRun.summary.place'),
      [venue.address, ...unit].filter((part) => part !== '').join(', ') || t('firstRun.summary.unsaid'),
    ],
    [
      t('firstRun.venue.hours'),
      venue.hours === null ? t('firstRun.venue.always') : `${venue.hours.opens} – ${venue.hours.closes}`,
    ],
    ...lanes.map(({ id, name, direction }): readonly [string, string] => [
      `${name} · ${t(`direction.${direction}`)}`,
      readers
        .filter((reader) => reader.laneId === id)
        .map((reader) => t(`reader.${reader.kind}`))
        .join(', ') || t('selfTest.noReader'),
    ]),
    [t('settings.section.collector'), collector === null ? t('settings.collector.alone') : collector.name],
    [t('firstRun.summary.kept'), t('firstRun.retention.nDays', { n: retention.days })],
    [t('firstRun.summary.backup'), backup.folder || t('settings.backup.state.none')],
  ];
  return (
    <dl className={styles.summary}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
