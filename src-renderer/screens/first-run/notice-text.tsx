/** What are visitors told: what is recorded, why, how long, and whose right it is? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import styles from './first-run.module.css';

export function NoticeText({ settings }: { readonly settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const { notice, retention, venue, collector } = settings;
  return (
    <section className={styles.notice} data-testid="notice-text">
      <h3>{t('firstRun.notice.title')}</h3>
      <p>{t('firstRun.notice.records', { venue: venue.name.trim() || t(`venueKind.${venue.kind}`) })}</p>
      <p>{t('firstRun.notice.why', { purpose: notice.purpose.trim() || t('firstRun.notice.usualPurpose') })}</p>
      <p>
        {t('firstRun.notice.howLong', { n: retention.days })}{' '}
        {collector === null ? t('firstRun.notice.stays') : t('firstRun.notice.sent', { name: collector.name })}
      </p>
      <p>{t('firstRun.notice.right', { contact: notice.contact.trim() || t('firstRun.notice.usualContact') })}</p>
    </section>
  );
}
