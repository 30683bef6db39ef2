/** What stands around everything that somebody opens beside the lanes? A title, the way back, and what the lanes say meanwhile. */

import type { ReactElement, ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenVerdict } from '../gate-state.ts';
import { Button } from './button.tsx';
import styles from './page.module.css';
import { UnlockedChip } from './unlocked-chip.tsx';
import { VerdictPanel } from './verdict-panel.tsx';

/** The last verdict of any lane. People go on being scanned behind an open page, cameras included, and who opened it sees what becomes of them. */
export type VerdictEcho = {
  readonly verdict: ScreenVerdict | null;
  readonly verdictLaneName: string | null;
  readonly onVerdictEnded: (verdict: ScreenVerdict) => void;
};

export type PageProps = {
  /** For tests and pictures. */
  readonly name: string;
  readonly title: string;
  readonly echo: VerdictEcho;
  readonly onClosed: () => void;
  /** One column of questions: a wide screen does not make it wider. */
  readonly isNarrow?: boolean;
  /** Beside the title: buttons of the whole page. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

export function Page({ name, title, echo, onClosed, isNarrow = false, actions, children }: PageProps): ReactElement {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const { verdict, verdictLaneName, onVerdictEnded } = echo;
  return (
    <dialog
      ref={dialog}
      className={styles.page}
      aria-labelledby={titleId}
      data-screen={name}
      data-narrow={isNarrow}
      onClose={(event) => {
        // React tells a page of dialogs within it, too: who takes an entry back in the history stays in the history.
        if (event.target === event.currentTarget) onClosed();
      }}
    >
      <header className={styles.head}>
        <h1 id={titleId}>{title}</h1>
        <div className={styles.actions}>
          <UnlockedChip />
          {actions}
          <Button icon="close" weight="quiet" data-testid={`close-${name}`} onClick={() => dialog.current?.close()}>
            {t('page.close')}
          </Button>
        </div>
      </header>
      {verdict === null ? null : (
        <VerdictPanel
          key={verdict.key}
          place="echo"
          verdict={verdict}
          laneName={verdictLaneName}
          onEnded={onVerdictEnded}
        />
      )}
      <div className={styles.content}>{children}</div>
    </dialog>
  );
}
