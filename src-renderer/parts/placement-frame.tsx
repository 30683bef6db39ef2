/** Where does the card go, and how is it held? A window in the shape of a card over the live picture, and a word below. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hint } from '../readers/camera-guidance.ts';
import styles from './placement-frame.module.css';

export function PlacementFrame({ hint }: { readonly hint: Hint | null }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.layer}>
      <div className={styles.frame}>
        <svg aria-hidden="true" className={styles.corners} viewBox="0 0 856 540">
          <path d="M4 130V44A40 40 0 0 1 44 4h86M726 4h86a40 40 0 0 1 40 40v86M852 410v86a40 40 0 0 1-40 40h-86M130 536H44a40 40 0 0 1-40-40v-86" />
        </svg>
      </div>
      <div className={styles.hint} data-hint={hint}>
        <p className={styles.title}>{t(hint === null ? 'ready.camera' : `camera.hint.${hint}.what`)}</p>
        <p>{t(hint === null ? 'ready.newCard' : `camera.hint.${hint}.do`)}</p>
      </div>
    </div>
  );
}
