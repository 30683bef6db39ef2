/** How does somebody look after the own key? Password, second step, recovery codes. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import { useSession } from '../../door/door-context.ts';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import styles from './account-page.module.css';
import { OwnPassword } from './own-password.tsx';
import { OwnSecondStep } from './own-second-step.tsx';

export function AccountPage(): ReactElement {
  const { t } = useTranslation();
  const { name, roles, unit } = useSession();
  return (
    <PageFrame title={t('account.title')} isNarrow>
      <Section title={t('account.who')}>
        <dl className={styles.facts}>
          <dt>{t('door.name')}</dt>
          <dd>{name}</dd>
          <dt>{t('account.roles')}</dt>
          <dd className={styles.roles}>
            {roles.map((role) => (
              <Badge key={role} tone="brand">
                {t(`role.${role}`)}
              </Badge>
            ))}
          </dd>
          <dt>{t('account.unit')}</dt>
          <dd>{unit.length === 0 ? t('shell.everywhere') : unit.join(' › ')}</dd>
        </dl>
      </Section>
      <OwnPassword />
      <OwnSecondStep />
    </PageFrame>
  );
}
