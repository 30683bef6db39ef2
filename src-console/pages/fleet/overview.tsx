/** How are all gates of a unit together? */

import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import styles from './fleet-page.module.css';
import { useFleetWords } from './use-fleet-words.ts';

export type OverviewProps = { readonly overview: CallOutput<'fleet.overview'>; readonly nowUtcMs: number };

export function Overview({ overview, nowUtcMs }: OverviewProps): ReactElement {
  const { t, i18n } = useTranslation();
  const words = useFleetWords();
  const { gates, heardLately, pending, oldestPendingAtUtcMs, quarantined, versions } = overview;
  const number = new Intl.NumberFormat(i18n.language);
  const shareOf = (count: number): number => (gates === 0 ? 0 : Math.round((100 * count) / gates));
  return (
    <dl className={styles.overview}>
      <Figure name={t('fleet.overview.gates')} testId="gates">
        {number.format(gates)}
      </Figure>
      <Figure name={t('fleet.overview.heard')} testId="heard">
        {number.format(heardLately)} <small>{`${shareOf(heardLately)} %`}</small>
      </Figure>
      <Figure name={t('fleet.overview.pending')} testId="pending">
        {number.format(pending)}
      </Figure>
      <Figure name={t('fleet.overview.oldest')} testId="oldest">
        {oldestPendingAtUtcMs === null ? t('fleet.overview.none') : words.age(oldestPendingAtUtcMs, nowUtcMs)}
      </Figure>
      <Figure name={t('fleet.overview.quarantined')} testId="quarantined">
        {number.format(quarantined)}
      </Figure>
      <div className={styles.versions}>
        <dt>{t('fleet.overview.versions')}</dt>
        {versions.length === 0 ? <dd>{t('fleet.overview.none')}</dd> : null}
        {versions.map(({ version, gates: count }) => (
          <dd key={version}>
            <strong>{version}</strong>
            <span>{t('fleet.overview.ofGates', { count, share: shareOf(count) })}</span>
            <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
              <rect width={shareOf(count)} height="1" />
            </svg>
          </dd>
        ))}
      </div>
    </dl>
  );
}

type FigureProps = { readonly name: string; readonly testId: string; readonly children: ReactNode };

function Figure({ name, testId, children }: FigureProps): ReactElement {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd data-testid={testId}>{children}</dd>
    </div>
  );
}
