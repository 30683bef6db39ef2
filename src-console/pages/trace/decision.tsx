/** How does a second person agree to a case or refuse it, and what is told to the one who asked? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SureButton } from '../../../src-renderer/parts/button.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import type { ShownCase } from './case-words.tsx';
import styles from './trace-page.module.css';

export type DecisionProps = { readonly shown: ShownCase; readonly onDecided: () => void };

export function Decision({ shown, onDecided }: DecisionProps): ReactElement {
  const { t } = useTranslation();
  const { name } = useSession();
  const deciding = useDoing('trace.decide');
  const { caseId } = shown;

  async function decide(decision: 'approve' | 'refuse'): Promise<void> {
    if ((await deciding.run({ caseId, decision })) !== null) onDecided();
  }

  if (name === shown.askedName) {
    return (
      <Section title={t('trace.decide.title')}>
        <Notice tone="calm">
          <span data-testid="own-case">{t('trace.decide.own')}</span>
        </Notice>
      </Section>
    );
  }
  return (
    <Section title={t('trace.decide.title')} about={t('trace.decide.about')}>
      <RefusalNotice refused={deciding.refused} />
      <div className={styles.buttons}>
        <SureButton
          weight="main"
          icon="done"
          data-testid="approve"
          disabled={deciding.isBusy}
          sure={t('trace.decide.approveSure')}
          onSure={() => void decide('approve')}
        >
          {t('trace.decide.approve')}
        </SureButton>
        <SureButton
          weight="plain"
          icon="close"
          data-testid="refuse"
          disabled={deciding.isBusy}
          sure={t('trace.decide.refuseSure')}
          onSure={() => void decide('refuse')}
        >
          {t('trace.decide.refuse')}
        </SureButton>
      </div>
    </Section>
  );
}
