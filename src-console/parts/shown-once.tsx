/** How does somebody take along what is shown this once: an invitation, a token, a secret? */

import type { ReactElement, ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../src-renderer/parts/button.tsx';
import { Notice } from '../../src-renderer/parts/notice.tsx';
import styles from './shown-once.module.css';

export type ShownOnceProps = {
  /** What it is. */
  readonly label: string;
  readonly text: string;
  /** Until when it holds, whom it is for, what to do with it. */
  readonly children: ReactNode;
  readonly kept: string;
  readonly onKept: () => void;
};

export function ShownOnce({ label, text, children, kept, onKept }: ShownOnceProps): ReactElement {
  const { t } = useTranslation();
  const [note, setNote] = useState<'copied' | 'not-copied' | null>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setNote('copied');
    } catch {
      setNote('not-copied'); // A browser that does not let a page copy, or a page without TLS.
    }
  }

  return (
    <div className={styles.once}>
      <div className={styles.words}>{children}</div>
      <div>
        <p className={styles.label}>{label}</p>
        <code className={styles.text} data-testid="shown-once">
          {text}
        </code>
      </div>
      <Notice tone={note === 'not-copied' ? 'warning' : 'well'}>
        {note === null ? null : t(note === 'copied' ? 'door.recovery.copied' : 'door.recovery.notCopied')}
      </Notice>
      <div className={styles.buttons} data-print="never">
        <Button weight="main" icon="copy" onClick={() => void copy()}>
          {t('door.recovery.copy')}
        </Button>
        <Button icon="print" onClick={() => window.print()}>
          {t('shell.print')}
        </Button>
        <Button icon="done" data-testid="kept" onClick={onKept}>
          {kept}
        </Button>
      </div>
    </div>
  );
}
