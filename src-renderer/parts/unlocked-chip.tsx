/** Is more than a guard's work unlocked on this screen, and how is it locked again? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccess } from './access-context.ts';
import { useGate } from './gate-context.ts';
import { Icon } from './icons.tsx';
import styles from './unlocked-chip.module.css';

/** Nothing while nothing is unlocked, or no PIN is set. */
export function UnlockedChip(): ReactElement | null {
  const { t } = useTranslation();
  const gate = useGate();
  const { protection, role } = useAccess();
  if (protection !== 'on' || role === 'guard') return null;
  return (
    <button
      type="button"
      className={styles.chip}
      data-testid="lock-again"
      onClick={() => void gate.ask((client) => client.lock())}
    >
      <Icon name="unlocked" />
      <span>
        {t('access.chip', { role: t(`access.role.${role}`) })}
        <strong>{t('access.lock')}</strong>
      </span>
    </button>
  );
}
