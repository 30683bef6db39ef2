/** Which days were dropped, by which rule, and what proves it? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PurgeReceipt } from '../../../src-collector/contract/rights-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute, sayDay } from '../../parts/instant.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { hrefOf } from '../../place.ts';
import styles from './rights.module.css';
import { RightsFrame } from './rights-frame.tsx';

const ROWS_A_PAGE = 50;

export function ReceiptList({ before }: { readonly before: string | null }): ReactElement {
  const { t } = useTranslation();
  const beforeId = before !== null && /^[1-9]\d{0,8}$/.test(before) ? Number(before) : null;
  const asked = useAsked('receipts.list', { beforeId, limit: ROWS_A_PAGE });
  const columns: readonly Column<PurgeReceipt>[] = [
    {
      key: 'day',
      head: t('audit.day'),
      kind: 'words',
      cell: ({ day }) => sayDay(day),
      sortBy: ({ day }) => day,
    },
    {
      key: 'rule',
      head: t('rights.receipt.rule'),
      kind: 'words',
      cell: ({ rule }) => {
        const days = /^keep-days:(\d+)$/.exec(rule)?.[1];
        return days === undefined ? t('rights.receipt.byHand') : t('rights.receipt.keepDays', { count: Number(days) });
      },
    },
    {
      key: 'at',
      head: t('rights.receipt.at'),
      kind: 'words',
      cell: ({ purgedAtUtcMs }) => dayAndMinute(purgedAtUtcMs),
    },
    { key: 'entries', head: t('rights.place.entries'), kind: 'number', cell: ({ entries }) => entries },
    { key: 'heads', head: t('rights.receipt.heads'), kind: 'number', cell: ({ heads }) => heads },
    {
      key: 'hash',
      head: t('rights.receipt.hash'),
      kind: 'words',
      cell: ({ hash }) => <code className={styles.hash}>{hash.slice(0, 16)}…</code>,
    },
  ];
  return (
    <RightsFrame
      open="receipts"
      about={t('rights.receipt.about')}
      actions={
        <Button icon="print" onClick={() => window.print()}>
          {t('shell.print')}
        </Button>
      }
    >
      <Answered asked={asked}>
        {({ receipts }) => (
          <>
            <DataTable
              caption={t('rights.receipt.many')}
              columns={columns}
              rows={receipts}
              keyOf={({ id }) => String(id)}
              noneWord={t('rights.receipt.none')}
            />
            {receipts.length < ROWS_A_PAGE ? null : (
              <div data-print="never">
                <LinkButton href={hrefOf('rights', ['receipts'], { before: String(receipts.at(-1)?.id ?? '') })}>
                  {t('audit.older')}
                </LinkButton>
              </div>
            )}
          </>
        )}
      </Answered>
    </RightsFrame>
  );
}
