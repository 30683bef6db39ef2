/** Where does the card go? A window in the shape of a card over the live picture. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './placement-frame.module.css';

export function PlacementFrame(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.layer}>
      <div className={styles.frame}>
        <svg aria-hidden="true" className={styles.corners} viewBox="0 0 856 540">
          <path d="M4 130V44A40 40 0 0 1 44 4h86M726 4h86a40 40 0 0 1 40 40v86M852 410v86a40 40 0 0 1-40 40h-86M130 536H44a40 40 0 0 1-40-40v-86" />
        </svg>
      </div>
      <div className={styles.hint}>
        <p className={styles.title}>{t('ready.camera')}</p>
        <p>{t('ready.newCard')}</p>
      </div>
    </div>
  );
}
