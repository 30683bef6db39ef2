/** Is it meant? What will happen stands there before it does. */

import type { ReactElement, ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../src-renderer/parts/button.tsx';
import type { Refused } from '../door/door.ts';
import styles from './confirm.module.css';
import { RefusalNotice } from './refusal-notice.tsx';

export type ConfirmProps = {
  readonly title: string;
  /** The answer to the title's question. */
  readonly sure: string;
  readonly isGrave?: boolean;
  readonly isBusy: boolean;
  readonly refused: Refused | null;
  readonly onSure: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** The browser's own dialogue: it holds the keyboard, and Escape leaves it. */
export function Confirm(props: ConfirmProps): ReactElement {
  const { title, sure, isGrave = true, isBusy, refused, onSure, onClose, children } = props;
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.confirm} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      <div className={styles.words}>{children}</div>
      <RefusalNotice refused={refused} />
      <div className={styles.buttons}>
        <Button onClick={() => dialog.current?.close()}>{t('shell.cancel')}</Button>
        <Button weight={isGrave ? 'grave' : 'main'} disabled={isBusy} data-testid="sure" onClick={onSure}>
          {sure}
        </Button>
      </div>
    </dialog>
  );
}
