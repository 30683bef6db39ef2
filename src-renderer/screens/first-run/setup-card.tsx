/** Has anybody set this gate up? A line above the lanes says so, and what became of a file that was to do it. It keeps nobody from passing. */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import type { SetupAnswer } from '../../../src-main/contract/setup-api.ts';
import { Button } from '../../parts/button.tsx';
import { SETUP_STEPS } from '../../parts/contract-lists.ts';
import { useGate } from '../../parts/gate-context.ts';
import { Icon } from '../../parts/icons.tsx';
import styles from './first-run.module.css';
import { needsFirstRun } from './first-run-draft.ts';
import { useSetupWords } from './use-setup-words.ts';

export type SetupCardProps = { readonly settings: Settings; readonly onFirstRun: () => void };

export function SetupCard({ settings, onFirstRun }: SetupCardProps): ReactElement | null {
  const { t } = useTranslation();
  const words = useSetupWords();
  const { found, dismissFound } = useFoundSetup();
  const [isLater, setIsLater] = useState(false);
  const { step } = settings.setup;
  if (found !== null && needsTelling(found)) {
    return (
      <aside className={styles.card} data-testid="setup-file-card" data-tone={found.type}>
        <Icon name={found.type === 'applied' ? 'done' : 'warning'} size={32} />
        <p>{words(found)}</p>
        <Button icon="close" weight="quiet" onClick={dismissFound}>
          {t('page.close')}
        </Button>
      </aside>
    );
  }
  if (isLater || !needsFirstRun(settings)) return null;
  return (
    <aside className={styles.card} data-testid="setup-card">
      <Icon name="flag" size={32} />
      <p>
        <strong>{t('firstRun.card.title')}</strong>{' '}
        {step === null
          ? t('firstRun.card.detail')
          : t('firstRun.card.halfway', { n: SETUP_STEPS.indexOf(step) + 1, all: SETUP_STEPS.length })}
      </p>
      <div className={styles.cardActions}>
        <Button weight="main" icon="flag" data-testid="begin-setup" onClick={onFirstRun}>
          {step === null ? t('firstRun.card.begin') : t('firstRun.card.goOn')}
        </Button>
        <Button weight="quiet" data-testid="setup-later" onClick={() => setIsLater(true)}>
          {t('firstRun.card.later')}
        </Button>
      </div>
    </aside>
  );
}

/** A file that did all it was to do needs no words on a guard's screen: its settings are seen. */
function needsTelling(found: SetupAnswer): boolean {
  if (found.type !== 'applied') return found.type === 'refused';
  return found.collector.type === 'refused' || found.collector.type === 'waiting';
}

function useFoundSetup(): { readonly found: SetupAnswer | null; readonly dismissFound: () => void } {
  const gate = useGate();
  const [found, setFound] = useState<SetupAnswer | null>(null);
  useEffect(() => {
    let isGone = false;
    void gate
      .ask((client) => client.foundSetup())
      .then((answer) => {
        if (!isGone && answer.type === 'answered') setFound(answer.value.answer);
      });
    return () => {
      isGone = true;
    };
  }, [gate]);
  return { found, dismissFound: () => setFound(null) };
}
