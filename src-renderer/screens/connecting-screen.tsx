/** What is shown before the gate has spoken for the first time? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import emblem from '../../resources/icons/gac-cong.svg';
import styles from './connecting-screen.module.css';

export function ConnectingScreen(): ReactElement {
  const { t } = useTranslation();
  return (
    <main className={styles.screen} data-screen="connecting" role="status">
      <img src={emblem} alt="" width="120" height="120" />
      <h1>{t('connecting.title')}</h1>
      <p>{t('connecting.detail')}</p>
    </main>
  );
}
