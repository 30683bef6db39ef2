/** How does an invitation get to whom it is for? It is shown this once. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { Section } from '../../parts/page-frame.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';

export type HandOverProps = {
  readonly name: string;
  readonly invitation: CallOutput<'account.add'>;
  readonly onKept: () => void;
};

export function HandOver({ name, invitation, onKept }: HandOverProps): ReactElement {
  const { t } = useTranslation();
  const until = dayAndMinute(Date.parse(invitation.validUntil));
  return (
    <Section title={t('accounts.handOver.title', { name })}>
      <Notice tone="warning">{invitation.isWaiting ? t('accounts.handOver.waits') : null}</Notice>
      <ShownOnce
        label={t('accounts.handOver.link')}
        text={invitation.link}
        kept={t('accounts.handOver.kept')}
        onKept={onKept}
      >
        <p>{t('accounts.handOver.how')}</p>
        <p>{t('accounts.handOver.until', { until })}</p>
      </ShownOnce>
    </Section>
  );
}
