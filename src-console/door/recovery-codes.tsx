/** How does somebody take the recovery codes along? They are shown this once: on paper, or copied. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../src-renderer/parts/button.tsx';
import { Notice } from '../../src-renderer/parts/notice.tsx';
import styles from './form.module.css';

export type RecoveryCodesProps = { readonly codes: readonly string[]; readonly onKept: () => void };

export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps): ReactElement {
  const { t } = useTranslation();
  const [note, setNote] = useState<'copied' | 'not-copied' | null>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setNote('copied');
    } catch {
      setNote('not-copied'); // A browser that does not let a page copy, or a page without TLS.
    }
  }

  return (
    <>
      <p>{t('door.recovery.about')}</p>
      <ul className={styles.codes} data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Notice tone={note === 'not-copied' ? 'warning' : 'well'}>
        {note === null ? null : t(note === 'copied' ? 'door.recovery.copied' : 'door.recovery.notCopied')}
      </Notice>
      <div className={styles.buttons} data-print="never">
        <Button icon="print" onClick={() => window.print()}>
          {t('shell.print')}
        </Button>
        <Button icon="copy" onClick={() => void copy()}>
          {t('door.recovery.copy')}
        </Button>
        <Button weight="main" icon="done" data-testid="codes-kept" onClick={onKept}>
          {t('door.recovery.kept')}
        </Button>
      </div>
    </>
  );
}
