/** Was this gate tested for this opening? A quiet line above the lanes where it was not; it keeps nobody from passing. */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { Icon } from '../../parts/icons.tsx';
import styles from './self-test-card.module.css';

/** Opening hours begin by themselves, and another screen may have tested. */
const ASK_EVERY_MS = 60_000;
/** Whoever said *later* is asked again at the next opening. */
const LATER_MS = 12 * 3_600_000;

export type SelfTestCardProps = { readonly settings: Settings; readonly onTest: () => void };

/** Only where the venue has said when it is open. */
export function SelfTestCard({ settings, onTest }: SelfTestCardProps): ReactElement | null {
  const { t } = useTranslation();
  const hasHours = settings.venue.hours !== null;
  const isDue = useIsDue(hasHours);
  const [laterUntilMs, setLaterUntilMs] = useState(0);
  if (!isDue || performance.now() < laterUntilMs) return null;
  return (
    <aside className={styles.card} data-testid="self-test-card">
      <Icon name="flag" size={32} />
      <p>
        <strong>{t('readiness.page.card.title')}</strong> {t('readiness.page.card.detail')}
      </p>
      <Button weight="main" icon="flag" data-testid="open-self-test" onClick={onTest}>
        {t('readiness.page.begin')}
      </Button>
      <Button
        weight="quiet"
        data-testid="self-test-later"
        onClick={() => setLaterUntilMs(performance.now() + LATER_MS)}
      >
        {t('readiness.page.card.later')}
      </Button>
    </aside>
  );
}

function useIsDue(hasHours: boolean): boolean {
  const gate = useGate();
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    setIsDue(false);
    if (!hasHours) return undefined;
    let isGone = false;
    const ask = async (): Promise<void> => {
      const answer = await gate.ask((client) => client.listSelfTests());
      if (!isGone && answer.type === 'answered') setIsDue(answer.value.isDue);
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [gate, hasHours]);
  return isDue;
}
