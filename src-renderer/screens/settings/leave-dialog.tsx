/** What becomes of changes that were not saved? */

import type { ReactElement } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/button.tsx';
import styles from './leave-dialog.module.css';

export type LeaveDialogProps = {
  readonly onStay: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => Promise<void>;
};

export function LeaveDialog({ onStay, onDiscard, onSave }: LeaveDialogProps): ReactElement {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="leave-title" onClose={onStay}>
      <h2 id="leave-title">{t('settings.leave.title')}</h2>
      <p>{t('settings.leave.detail')}</p>
      <div className={styles.answers}>
        <Button isLarge weight="quiet" onClick={onStay}>
          {t('settings.leave.stay')}
        </Button>
        <Button isLarge onClick={onDiscard} data-testid="discard-and-leave">
          {t('settings.leave.discard')}
        </Button>
        <Button isLarge weight="main" onClick={() => void onSave()}>
          {t('settings.leave.save')}
        </Button>
      </div>
    </dialog>
  );
}
