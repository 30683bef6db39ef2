/** Who is sent which report, and when does the next one go? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSchedule } from '../../../src-collector/contract/notices-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';

export function ScheduleList(): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('notice.schedules', {});
  const removing = useDoing('notice.removeSchedule');
  const [removed, setRemoved] = useState<ReportSchedule | null>(null);

  async function remove(id: string): Promise<void> {
    if ((await removing.run({ id })) === null) return;
    setRemoved(null);
    asked.again();
  }

  return (
    <>
      <Answered asked={asked}>
        {({ hasMail, schedules }) => (
          <>
            <Notice tone="warning">{hasMail ? null : t('notices.mailOff')}</Notice>
            <Table rows={schedules} onRemove={setRemoved} />
          </>
        )}
      </Answered>
      {removed === null ? null : (
        <Confirm
          title={t('notices.schedule.remove.title')}
          sure={t('notices.schedule.remove.sure')}
          isBusy={removing.isBusy}
          refused={removing.refused}
          onSure={() => void remove(removed.id)}
          onClose={() => setRemoved(null)}
        >
          <p>{t('notices.schedule.remove.about', { addressees: removed.addressees.join(', ') })}</p>
        </Confirm>
      )}
    </>
  );
}

type TableProps = { readonly rows: readonly ReportSchedule[]; readonly onRemove: (row: ReportSchedule) => void };

function Table({ rows, onRemove }: TableProps): ReactElement {
  const { t } = useTranslation();
  const columns: readonly Column<ReportSchedule>[] = [
    {
      key: 'unit',
      head: t('notices.unit'),
      kind: 'words',
      cell: ({ unit }) => (unit.length === 0 ? t('shell.everywhere') : unit.join(' › ')),
      sortBy: ({ unit }) => unit.join('/'),
    },
    {
      key: 'rhythm',
      head: t('notices.schedule.when'),
      kind: 'words',
      cell: ({ rhythm, hour }) => t(`notices.rhythm.${rhythm}.at`, { hour }),
    },
    { key: 'format', head: t('notices.schedule.format'), kind: 'words', cell: ({ format }) => format.toUpperCase() },
    {
      key: 'to',
      head: t('notices.schedule.addressees'),
      kind: 'words',
      cell: ({ addressees }) => addressees.join(', '),
    },
    {
      key: 'next',
      head: t('notices.schedule.next'),
      kind: 'words',
      cell: ({ nextAt }) => (nextAt === null ? t('notices.schedule.stopped') : dayAndMinute(Date.parse(nextAt))),
      sortBy: ({ nextAt }) => (nextAt === null ? 0 : Date.parse(nextAt)),
    },
    {
      key: 'do',
      head: t('notices.target.do'),
      kind: 'words',
      cell: (schedule) => (
        <span data-print="never">
          <Button icon="trash" data-testid="remove" onClick={() => onRemove(schedule)}>
            {t('notices.remove')}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('notices.schedule.many')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      noneWord={t('notices.schedule.none')}
    />
  );
}
