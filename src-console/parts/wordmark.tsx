/** Whose page is this? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import sign from '../../resources/icons/gac-cong.svg';
import styles from './wordmark.module.css';

export function Wordmark(): ReactElement {
  const { t } = useTranslation();
  return (
    <span className={styles.mark}>
      <img src={sign} alt="" width="36" height="36" />
      <span>
        <strong>Gác Cổng</strong>
        <span className={styles.what}>{t('shell.what')}</span>
      </span>
    </span>
  );
}
