/** Which passes are out, and which of them should open the gate no more? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PassItem } from '../../../src-main/contract/pass-api.ts';
import { Badge } from '../../parts/badge.tsx';
import { SureButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './passes-screen.module.css';

export type MadePassesProps = {
  readonly items: readonly PassItem[];
  readonly onRevoke: (id: string) => void;
};

export function MadePasses({ items, onRevoke }: MadePassesProps): ReactElement {
  const { t } = useTranslation();
  if (items.length === 0) return <EmptyState icon="pass" title={t('passes.none')} />;
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.id} data-revoked={item.revokedAtUtcMs !== null}>
          <span className={styles.who}>
            <strong>{t(`passes.purpose.${item.purpose}`)}</strong> {item.maskedName}
          </span>
          <span className={styles.hint}>
            {t('passes.until', {
              time: vietnamTime(item.expiresAtUtcMs).slice(0, 5),
              date: vietnamDate(item.expiresAtUtcMs),
            })}
          </span>
          {item.revokedAtUtcMs === null ? (
            <SureButton icon="trash" sure={t('passes.revokeSure')} onSure={() => onRevoke(item.id)}>
              {t('passes.revoke')}
            </SureButton>
          ) : (
            <Badge tone="calm" icon="close">
              {t('passes.revoked')}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  );
}
