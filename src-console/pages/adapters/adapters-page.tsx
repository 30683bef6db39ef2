/** What waits for other systems, what do they not take, and can it be tried again? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdapterRow } from '../../../src-collector/contract/adapter-calls.ts';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { EmptyState } from '../../../src-renderer/parts/empty-state.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import styles from './adapters.module.css';

export function AdaptersPage(): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('adapters.list', {});
  const retrying = useDoing('adapters.retry');
  const [again, setAgain] = useState<{ readonly name: string; readonly count: number } | null>(null);

  async function retry(name: string): Promise<void> {
    setAgain(null);
    const answer = await retrying.run({ name });
    if (answer === null) return;
    setAgain({ name, count: answer.entries });
    asked.again();
  }

  return (
    <PageFrame
      title={t('shell.page.adapters')}
      about={t('adapters.about')}
      actions={
        <Button icon="refresh" onClick={asked.again}>
          {t('adapters.look')}
        </Button>
      }
    >
      <RefusalNotice refused={retrying.refused} />
      <Notice tone="well">{again === null ? null : t('adapters.retried', again)}</Notice>
      <Answered asked={asked}>
        {({ adapters }) =>
          adapters.length === 0 ? (
            <EmptyState icon="swap" title={t('adapters.none.what')} hint={t('adapters.none.do')} />
          ) : (
            adapters.map((adapter) => (
              <Adapter
                key={adapter.name}
                adapter={adapter}
                isBusy={retrying.isBusy}
                onRetry={() => void retry(adapter.name)}
              />
            ))
          )
        }
      </Answered>
    </PageFrame>
  );
}

type AdapterProps = { readonly adapter: AdapterRow; readonly isBusy: boolean; readonly onRetry: () => void };

function Adapter({ adapter, isBusy, onRetry }: AdapterProps): ReactElement {
  const { t } = useTranslation();
  const { name, waiting, oldestAtUtcMs, setAside, isAttended, failures, trouble, retryAtUtcMs, takenAtUtcMs } = adapter;
  const columns: readonly Column<AdapterRow['aside'][number]>[] = [
    {
      key: 'entry',
      head: t('adapters.entry'),
      kind: 'words',
      cell: ({ device, epoch, seq }) => `${device.slice(0, 8)} · ${epoch.slice(0, 8)} · ${seq}`,
    },
    { key: 'kind', head: t('adapters.kind'), kind: 'words', cell: ({ kind }) => kind },
    { key: 'reason', head: t('adapters.reason'), kind: 'words', cell: ({ reason }) => reason },
    { key: 'at', head: t('audit.at'), kind: 'words', cell: ({ refusedAtUtcMs }) => dayAndMinute(refusedAtUtcMs) },
  ];
  return (
    <Section title={name}>
      <dl className={styles.facts} data-adapter={name}>
        <dt>{t('accounts.state.label')}</dt>
        <dd>
          <Badge tone={!isAttended || failures > 0 || setAside > 0 ? 'warning' : 'well'}>
            {t(!isAttended ? 'adapters.unattended' : failures > 0 ? 'adapters.failing' : 'adapters.running')}
          </Badge>
        </dd>
        <dt>{t('adapters.waiting')}</dt>
        <dd>
          {waiting}
          {oldestAtUtcMs === null ? null : ` (${t('adapters.since', { at: dayAndMinute(oldestAtUtcMs) })})`}
        </dd>
        <dt>{t('adapters.setAside')}</dt>
        <dd>{setAside}</dd>
        <dt>{t('adapters.taken')}</dt>
        <dd>{takenAtUtcMs === null ? t('adapters.never') : dayAndMinute(takenAtUtcMs)}</dd>
        {trouble === null ? null : (
          <>
            <dt>{t('adapters.trouble', { count: failures })}</dt>
            <dd>
              {trouble}
              {retryAtUtcMs === null ? null : ` (${t('notices.delivery.again', { at: dayAndMinute(retryAtUtcMs) })})`}
            </dd>
          </>
        )}
      </dl>
      {setAside === 0 && failures === 0 ? null : (
        <div data-print="never">
          <Button icon="refresh" disabled={isBusy} data-testid="retry" onClick={onRetry}>
            {t('adapters.retry')}
          </Button>
        </div>
      )}
      {adapter.aside.length === 0 ? null : (
        <DataTable
          caption={t('adapters.setAside')}
          columns={columns}
          rows={adapter.aside}
          keyOf={({ device, epoch, seq, kind }) => `${device} ${epoch} ${seq} ${kind}`}
          noneWord={t('adapters.noneAside')}
        />
      )}
    </Section>
  );
}
