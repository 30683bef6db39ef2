/** What became of one message: did it go out, does it wait, was it given up, and why? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeDelivery } from '../../../src-collector/contract/notices-calls.ts';
import type { Tone } from '../../../src-renderer/parts/badge.tsx';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import styles from './notices.module.css';

const TONES: Readonly<Record<NoticeDelivery['state'], Tone>> = { sent: 'well', waiting: 'calm', 'given-up': 'warning' };

export function DeliveryWords({ delivery }: { readonly delivery: NoticeDelivery }): ReactElement {
  const { t } = useTranslation();
  const reason = useDeliveryReason();
  const { state, settledAt, nextTryAt, tries } = delivery;
  return (
    <span data-delivery={state}>
      <Badge tone={TONES[state]}>{t(`notices.delivery.state.${state}`)}</Badge>
      {settledAt === null ? null : <span className={styles.line}>{dayAndMinute(Date.parse(settledAt))}</span>}
      {delivery.reason === null ? null : <span className={styles.line}>{reason(delivery.reason)}</span>}
      {state !== 'waiting' || nextTryAt === null || tries === 0 ? null : (
        <span className={styles.line}>{t('notices.delivery.again', { at: dayAndMinute(Date.parse(nextTryAt)) })}</span>
      )}
    </span>
  );
}

/** A status that the other side answered has no words of its own: it is shown as it came. */
function useDeliveryReason(): (reason: string) => string {
  const { t, i18n } = useTranslation();
  return (reason) => {
    const key = `notices.delivery.reason.${reason}`;
    return i18n.exists(key)
      ? t(key as 'notices.delivery.reason.unreachable')
      : t('notices.delivery.answered', { reason });
  };
}
