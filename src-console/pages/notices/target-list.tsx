/** Who is told of alarms, and did the last message get there? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeDelivery, NoticeTarget } from '../../../src-collector/contract/notices-calls.ts';
import { NOTICE_KINDS } from '../../../src-collector/contract/notices-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { DeliveryWords } from './delivery-words.tsx';
import styles from './notices.module.css';

const DELIVERIES_LOOKED_AT = 200;

export function TargetList(): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('notice.targets', {});
  const deliveries = useAsked('notice.deliveries', { limit: DELIVERIES_LOOKED_AT });
  const testing = useDoing('notice.testTarget');
  const removing = useDoing('notice.removeTarget');
  const [tested, setTested] = useState<string | null>(null);
  const [removed, setRemoved] = useState<NoticeTarget | null>(null);

  async function test({ id, address }: NoticeTarget): Promise<void> {
    setTested(null);
    if ((await testing.run({ id })) === null) return;
    setTested(address);
    deliveries.again();
  }

  async function remove(id: string): Promise<void> {
    if ((await removing.run({ id })) === null) return;
    setRemoved(null);
    asked.again();
  }

  return (
    <>
      <RefusalNotice refused={testing.refused} />
      <Notice tone="well">{tested === null ? null : t('notices.target.tested', { address: tested })}</Notice>
      <Answered asked={asked}>
        {({ hasMail, targets }) => (
          <>
            <Notice tone="calm">{hasMail ? null : t('notices.mailOff')}</Notice>
            <Table
              rows={targets}
              deliveries={deliveries.output?.deliveries ?? []}
              isBusy={testing.isBusy}
              onTest={(target) => void test(target)}
              onRemove={setRemoved}
            />
          </>
        )}
      </Answered>
      {removed === null ? null : (
        <Confirm
          title={t('notices.target.remove.title', { address: removed.address })}
          sure={t('notices.target.remove.sure')}
          isBusy={removing.isBusy}
          refused={removing.refused}
          onSure={() => void remove(removed.id)}
          onClose={() => setRemoved(null)}
        >
          <p>{t('notices.target.remove.about')}</p>
        </Confirm>
      )}
    </>
  );
}

type TableProps = {
  readonly rows: readonly NoticeTarget[];
  readonly deliveries: readonly NoticeDelivery[];
  readonly isBusy: boolean;
  readonly onTest: (row: NoticeTarget) => void;
  readonly onRemove: (row: NoticeTarget) => void;
};

function Table({ rows, deliveries, isBusy, onTest, onRemove }: TableProps): ReactElement {
  const { t } = useTranslation();
  const columns: readonly Column<NoticeTarget>[] = [
    {
      key: 'address',
      head: t('notices.target.address'),
      kind: 'words',
      cell: ({ address, channel }) => (
        <>
          {address}
          <span className={styles.line}>{t(`notices.channel.${channel}`)}</span>
        </>
      ),
      sortBy: ({ address }) => address,
    },
    {
      key: 'unit',
      head: t('notices.unit'),
      kind: 'words',
      cell: ({ unit }) => (unit.length === 0 ? t('shell.everywhere') : unit.join(' › ')),
    },
    {
      key: 'kinds',
      head: t('notices.target.kinds'),
      kind: 'words',
      cell: ({ kinds }) =>
        kinds.length === NOTICE_KINDS.length
          ? t('notices.target.allKinds')
          : kinds.map((kind) => t(`notices.kind.${kind}.name`)).join(', '),
    },
    {
      key: 'last',
      head: t('notices.target.last'),
      kind: 'words',
      cell: (target) => {
        const last = deliveries.find((each) => isTo(each, target));
        return last === undefined ? t('notices.target.noneYet') : <DeliveryWords delivery={last} />;
      },
    },
    {
      key: 'do',
      head: t('notices.target.do'),
      kind: 'words',
      cell: (target) => (
        <span className={styles.buttons} data-print="never">
          <Button icon="upload" disabled={isBusy} data-testid="test" onClick={() => onTest(target)}>
            {t('notices.target.test')}
          </Button>
          <Button icon="trash" data-testid="remove" onClick={() => onRemove(target)}>
            {t('notices.remove')}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('notices.target.many')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      noneWord={t('notices.target.none')}
    />
  );
}

/** Of alarms and trials; a report goes to the addressees of its schedule. */
function isTo({ about, channel, address, unit }: NoticeDelivery, target: NoticeTarget): boolean {
  return (
    about !== 'report' &&
    channel === target.channel &&
    address === target.address &&
    unit.join('/') === target.unit.join('/')
  );
}
