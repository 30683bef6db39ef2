/** Who may come into these settings? The PINs, in force at once, and what was done by them. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccess } from '../../parts/access-context.ts';
import { AuditLog } from './audit-log.tsx';
import { LeaveBadge } from './leave-badge.tsx';
import { PinForm } from './pin-form.tsx';
import styles from './settings-screen.module.css';

export function AccessSection(): ReactElement {
  const { t } = useTranslation();
  const { protection, hasSupervisorPin } = useAccess();
  const isOn = protection === 'on';
  return (
    <div className={styles.rows}>
      <p data-testid="protection" data-on={isOn}>
        {isOn ? t('access.pins.on') : t('access.pins.off')}
      </p>
      <PinForm whose="administrator" isSet={isOn} />
      {isOn ? (
        <PinForm whose="supervisor" isSet={hasSupervisorPin} />
      ) : (
        <p className={styles.hint}>{t('access.pins.supervisorLater')}</p>
      )}
      {isOn ? <LeaveBadge /> : null}
      <AuditLog />
    </div>
  );
}
