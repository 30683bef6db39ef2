/** What must the guard do while the gate cannot be heard? Admit nobody; the rest happens by itself. */

import type { ReactElement } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { VerdictShape } from '../parts/verdict-shape.tsx';
import { vietnamTime } from '../parts/vietnam-time.ts';
import styles from './lost-screen.module.css';

/** Stands over everything, so that a camera goes on running and a form half filled in is still there afterwards. */
export function LostScreen({ lostAtUtcMs }: { readonly lostAtUtcMs: number | null }): ReactElement {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={styles.screen}
      data-screen="lost"
      aria-labelledby="lost-what"
      // It goes when the gate is back, and by no key: a cancelled `cancel` alone lets a second Escape through.
      closedby="none"
    >
      <div className={styles.inside} role="alert">
        <div className={styles.shape}>
          <VerdictShape verdict="out-of-order" />
        </div>
        <p className={styles.word}>
          {t('lost.word')} <span>{t('lost.order')}</span>
        </p>
        <h1 id="lost-what">{t('lost.what')}</h1>
        <p>{t('lost.do')}</p>
        <p className={styles.help}>{t('lost.help')}</p>
        {lostAtUtcMs === null ? null : (
          <p className={styles.since}>{t('lost.since', { time: vietnamTime(lostAtUtcMs) })}</p>
        )}
      </div>
    </dialog>
  );
}
