/** What was sent, what waits, and what was given up? Newest first. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeDelivery } from '../../../src-collector/contract/notices-calls.ts';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { hrefOf } from '../../place.ts';
import { DeliveryWords } from './delivery-words.tsx';
import styles from './notices.module.css';

const ROWS_A_PAGE = 50;

export function DeliveryList({ before }: { readonly before: string | null }): ReactElement {
  const { t } = useTranslation();
  // An address is typed by anybody.
  const from = before !== null && !Number.isNaN(Date.parse(before)) ? new Date(before).toISOString() : null;
  const asked = useAsked('notice.deliveries', { before: from, limit: ROWS_A_PAGE });
  const columns: readonly Column<NoticeDelivery>[] = [
    { key: 'at', head: t('audit.at'), kind: 'words', cell: ({ madeAt }) => dayAndMinute(Date.parse(madeAt)) },
    {
      key: 'about',
      head: t('notices.delivery.about'),
      kind: 'words',
      cell: ({ about }) => t(`notices.delivery.of.${about}`),
    },
    {
      key: 'to',
      head: t('notices.target.address'),
      kind: 'words',
      cell: ({ address, unit }) => (
        <>
          {address}
          <span className={styles.line}>{unit.length === 0 ? t('shell.everywhere') : unit.join(' › ')}</span>
        </>
      ),
    },
    { key: 'state', head: t('accounts.state.label'), kind: 'words', cell: (row) => <DeliveryWords delivery={row} /> },
    { key: 'tries', head: t('notices.delivery.tries'), kind: 'number', cell: ({ tries }) => tries },
  ];
  return (
    <Answered asked={asked}>
      {({ deliveries }) => (
        <>
          <DataTable
            caption={t('notices.delivery.many')}
            columns={columns}
            rows={deliveries}
            keyOf={({ id }) => id}
            isMarked={({ state }) => state === 'given-up'}
            noneWord={t('notices.delivery.none')}
          />
          {deliveries.length < ROWS_A_PAGE ? null : (
            <div data-print="never">
              <LinkButton href={hrefOf('notices', ['deliveries'], { before: deliveries.at(-1)?.madeAt ?? '' })}>
                {t('audit.older')}
              </LinkButton>
            </div>
          )}
        </>
      )}
    </Answered>
  );
}
