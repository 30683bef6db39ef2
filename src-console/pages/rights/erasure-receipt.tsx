/** What proves that a person was taken out, and which venues have to do the same? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasureReceipt } from '../../../src-collector/contract/rights-api.ts';
import { dayAndMinute } from '../../parts/instant.ts';
import { Section } from '../../parts/page-frame.tsx';
import styles from './rights.module.css';

export function ErasureReceiptSheet({ receipt }: { readonly receipt: ErasureReceipt }): ReactElement {
  const { t } = useTranslation();
  const { receiptId, erasedAtUtcMs, erasedName, entries, places } = receipt;
  return (
    <Section title={t('rights.erasure.title')} about={t('rights.erasure.about')}>
      <dl className={styles.facts} data-testid="erasure-receipt">
        <dt>{t('rights.erasure.id')}</dt>
        <dd>{receiptId}</dd>
        <dt>{t('audit.at')}</dt>
        <dd>{dayAndMinute(erasedAtUtcMs)}</dd>
        <dt>{t('audit.by')}</dt>
        <dd>{erasedName}</dd>
        <dt>{t('rights.place.entries')}</dt>
        <dd>{entries}</dd>
        <dt>{t('rights.erasure.places')}</dt>
        <dd>
          <ul>
            {places.map((place) => (
              <li key={`${place.device} ${place.venue}`}>
                {place.venue === '' ? t('rights.place.unnamed') : place.venue} ({place.unit.join(' › ')}):{' '}
                {place.entries}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </Section>
  );
}
